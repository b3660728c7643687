"""The public list of available offers, without any person."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.paginator import Paginator
from django.db.models import Prefetch
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from home.models.base import PublicPage, summary_field
from offers.enums import Calibre
from offers.models import Field, HostSlot, Offer
from psf.territories.models import AcademicRegion

PER_PAGE = 20


class OffersPage(PublicPage):
    """Available offers by région académique, field and length: place, tasks' field, hours."""

    # Offers change with each reservation, without saying so to the pages.
    cache_seconds = 60

    summary = summary_field()

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    template = "resources/pages/offers.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = "offres de parcours"
        verbose_name_plural = "pages des offres"

    def words(self):
        return [self.summary]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        regions = dict(AcademicRegion.objects.values_list("code", "name"))
        domaines = Field.domaines.through.objects.order_by("field__rank", "rome_id")
        rows = list(domaines.values_list("rome_id", "field_id", "field__label"))
        known = {
            "region": regions,
            "champ": {slug: label for _code, slug, label in rows},
            "duree": {str(value): label for value, label in Calibre.choices},
        }
        asked = {
            name: value
            for name, labels in known.items()
            if (value := request.GET.get(name, "")) in labels
        }
        page = Paginator(offers_shown(**asked), PER_PAGE).get_page(request.GET.get("page"))
        words = {code: label for code, _slug, label in rows}
        for offer in page.object_list:
            communes = (slot.commune for slot in offer.shown_slots)
            # Several places in one commune are said once.
            offer.shown_places = list(
                dict.fromkeys(f"{each.name} ({each.department.code})" for each in communes)
            )
            offer.shown_fields = sorted(
                {
                    words.get(code[:3], "autre")
                    for slot in offer.shown_slots
                    for code in slot.rome_codes
                    if code
                }
            )
        context |= {"asked": asked, "known": known, "offers": page}
        return context


def offers_shown(region: str = "", champ: str = "", duree: str = ""):
    """Available offers with hours left and a free place, those that end first."""
    offers = Offer.objects.available().with_hours_left().filter(slots__active=True)
    if region:
        offers = offers.filter(slots__commune__department__academy__region__code=region)
    if champ:
        offers = offers.in_fields([champ])
    if duree:
        offers = offers.filter(calibre=int(duree))
    slots = (
        HostSlot.objects.filter(active=True)
        .select_related("commune__department")
        .annotate(rome_codes=ArrayAgg("romes__code", default=[]))
    )
    return (
        offers.distinct()
        .select_related("budget", "contract")
        .prefetch_related(Prefetch("slots", slots, "shown_slots"))
        .order_by("-available_since", "-pk")
    )
