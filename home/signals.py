"""What makes kept pages out of date, and the search's words: any change of what they show."""

from django.apps import apps
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from home import page_cache

# Beside every page and snippet of home and resources.
SHOWN_TOO = (
    "wagtailcore.Site",
    "wagtailcore.PageViewRestriction",
    "wagtaildocs.Document",
    "wagtailimages.Image",
    "offers.GratificationRate",
    "offers.EuropeanThreshold",
    "offers.CalibreBracket",
    "documents.DocumentTemplate",
)
APPS = ("home", "resources")
# Written by visitors or by the machinery, shown nowhere.
SILENT = {
    "resources.MissedSearch",
    "resources.SearchEntry",
    "resources.OutsideLink",
    "resources.LoadedContent",
}


def changed(**kwargs) -> None:
    """Clear now, for this process; and once the change can be read, for whoever read too early."""
    page_cache.clear()
    transaction.on_commit(page_cache.clear)


def watched():
    """The models whose rows pages show."""
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            if model._meta.label not in SILENT and not issubclass(model, Page):
                yield model
    for label in SHOWN_TOO:
        yield apps.get_model(label)


def connect() -> None:
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(changed, dispatch_uid="home.changed")
    post_delete.connect(page_deleted, dispatch_uid="home.page_deleted")
    for model in watched():
        for signal in (post_save, post_delete):
            signal.connect(changed, sender=model, dispatch_uid=f"home.changed.{model._meta.label}")
    m2m_changed.connect(
        changed,
        sender=apps.get_model("resources.FriseStep").guides.through,
        dispatch_uid="home.changed.guides",
    )


def page_deleted(sender, **kwargs) -> None:
    if issubclass(sender, Page):
        changed()
