"""The boxes' style and scripts, on every page of the admin: inline rows and modals bring no media."""

from django.utils.html import format_html, format_html_join
from wagtail import hooks

from psf.wagtail_seams.screens import versioned_static


@hooks.register("insert_global_admin_js")
def boxes_js() -> str:
    return format_html_join(
        "\n",
        '<script src="{}"></script>',
        (
            (versioned_static(f"quantities/{name}.js"),)
            for name in ("boxes", "typed-controller", "limit-controller", "weight-controller")
        ),
    )


@hooks.register("insert_global_admin_css")
def boxes_css() -> str:
    return format_html(
        '<link rel="stylesheet" href="{}">', versioned_static("quantities/boxes.css")
    )
