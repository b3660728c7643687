"""What makes kept pages out of date, and the search's words: any change of what they show."""

from django.apps import apps
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from home import page_cache
from psf.personal.rules import DURATIONS

# Beside every page and snippet of the apps that are watched.
SHOWN_TOO = (
    "wagtailcore.Site",
    "wagtailcore.PageViewRestriction",
    "wagtaildocs.Document",
    "wagtailimages.Image",
    "offers.GratificationRate",
    "offers.EuropeanThreshold",
    "offers.CalibreBracket",
    "documents.DocumentTemplate",
    "territories.SchoolHoliday",
)


def changed(**kwargs) -> None:
    """Clear now, for this process; and once the change can be read, for whoever read too early."""
    page_cache.clear()
    transaction.on_commit(page_cache.clear)


def watch(app_label: str, *, silent=()) -> None:
    """Pages show the rows of this app, save those of `silent`: names of models."""
    for model in apps.get_app_config(app_label).get_models():
        if model.__name__ not in silent and not issubclass(model, Page):
            _watch_rows(model)


def watch_links(through) -> None:
    """Pages show which rows this table of a many-to-many field ties."""
    m2m_changed.connect(changed, sender=through, dispatch_uid=f"home.changed.{through.__name__}")


def _watch_rows(model) -> None:
    for signal in (post_save, post_delete):
        signal.connect(changed, sender=model, dispatch_uid=f"home.changed.{model._meta.label}")


def connect() -> None:
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(changed, dispatch_uid="home.changed")
    post_delete.connect(page_deleted, dispatch_uid="home.page_deleted")
    watch("home")
    # The durations in force are told by the page about personal data.
    DURATIONS.discover()
    settings = {duration.setting for duration in DURATIONS} - {""}
    for label in (*SHOWN_TOO, *settings):
        _watch_rows(apps.get_model(label))


def page_deleted(sender, **kwargs) -> None:
    if issubclass(sender, Page):
        changed()
