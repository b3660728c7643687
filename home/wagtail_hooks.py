"""The admin around pages: what Wagtail shows about them is for those who edit them."""

from django.utils.html import format_html
from wagtail import hooks

from psf.wagtail_seams.policies import page_permission_policy
from psf.wagtail_seams.screens import versioned_static

EDITORIAL_REPORTS = {
    "locked-pages",
    "workflows",
    "workflow-tasks",
    "site-history",
    "aging-pages",
    "page-types-usage",
}


def edits_pages(user) -> bool:
    return page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"})


@hooks.register("construct_reports_menu")
def reports_on_pages_for_editors(request, menu_items):
    if not edits_pages(request.user):
        menu_items[:] = [item for item in menu_items if item.name not in EDITORIAL_REPORTS]


@hooks.register("construct_help_menu")
def help_without_wagtail_news(request, menu_items):
    """News of Wagtail are for developers; its guide, for editors."""
    hidden = () if edits_pages(request.user) else ("editor-guide",)
    menu_items[:] = [
        item
        for item in menu_items
        if item.name not in hidden and not item.name.startswith("whats-new")
    ]


@hooks.register("insert_editor_js")
def last_save_of_the_form():
    """https://docs.wagtail.org/en/stable/reference/hooks.html#insert-editor-js"""
    return format_html(
        '<div hidden data-controller="psf-last-save"'
        ' data-action="w-autosave:save@document->psf-last-save#announce'
        ' submit@document->psf-last-save#submit"></div>'
        '<script src="{}"></script>',
        versioned_static("home/last-save-controller.js"),
    )
