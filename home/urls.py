"""The addresses of pages, as Wagtail writes them, answered by way of the frame."""

from django.urls import re_path
from wagtail.urls import serve_pattern

from home.views import serve

urlpatterns = [re_path(serve_pattern, serve, name="wagtail_serve")]
