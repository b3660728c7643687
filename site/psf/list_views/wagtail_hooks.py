"""Addresses of views."""

from django.urls import include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def list_views_urls():
    return [path("vues/", include("psf.list_views.urls"))]
