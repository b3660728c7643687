from django.urls import include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def export_urls():
    return [path("listes/", include("psf.exports.urls", namespace="exports"))]
