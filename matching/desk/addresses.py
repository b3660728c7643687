"""The work on files joins the admin's addresses."""

from django.urls import include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def addresses_of_files():
    return [path("suivi/", include("matching.desk.urls"))]
