"""The strip over every screen of the admin."""

from django.conf import settings
from django.utils.html import format_html
from wagtail import hooks

from psf.wagtail_seams.screens import versioned_static


@hooks.register("insert_global_admin_css")
def css() -> str:
    if not settings.PSF_TRAINING:
        return ""
    sheet = versioned_static("training/strip.css")
    return format_html('<link rel="stylesheet" href="{}">', sheet)
