"""Wagtail's own addresses, pages being answered by way of the frame."""

from django.urls import re_path
from wagtail import urls as wagtail_urls

from home.views import serve

SERVE = "wagtail_serve"
# Signing in and passwords first: the address of a page looks like any other.
urlpatterns = [
    *(pattern for pattern in wagtail_urls.urlpatterns if pattern.name != SERVE),
    re_path(wagtail_urls.serve_pattern, serve, name=SERVE),
]
