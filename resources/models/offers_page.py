"""The public list of available offers, without any person."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from home.models.base import PublicPage, page_asked, summary_field
from offers.enums import Calibre
from offers.models import Field, HostSlot, Offer
from psf.french.folding import fold
from psf.territories.models import AcademicRegion, Commune, Department

# Characters; no commune has a longer name.
LONGEST_PLACE = 80
PER_PAGE = 20
# Communes looked at for one name.
SAME_NAME = 20


class OffersPage(PublicPage):
    """Available offers by place, région académique, field and length: place, tasks' field, hours."""

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
        place = " ".join(request.GET.get("lieu", "").replace("\x00", "").split())
        departments = departments_of(place) if len(place) <= LONGEST_PLACE else []
        shown = offers_shown(**asked, departments=departments if place else None)
        page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
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
        context |= {
            "asked": dict.fromkeys(known, "") | asked,
            "known": known,
            "offers": page,
            "place": place,
            "departments": departments,
        }
        return context

    def known_query(self, request, context):
        return context["asked"] | page_asked(request, context["offers"])


def departments_of(place: str) -> list[Department]:
    """The département that `place` names, by its code or its name; else those of the communes so
    named, or of the postal code; else none."""
    said = fold(place)
    if not said:
        return []
    named = list(Department.objects.filter(Q(code=said.upper()) | Q(sort_name=said)))
    if named:
        return named
    found = list(Commune.objects.search(place).select_related("department")[:SAME_NAME])
    exact = [commune for commune in found if commune.rank == 0] or found[:1]
    return list({commune.department_id: commune.department for commune in exact}.values())


def offers_shown(region: str = "", champ: str = "", duree: str = "", departments=None):
    """Available offers with hours left and a free place, the newest first.

    `departments`: only where a place stands in one of them; None for everywhere.
    """
    somewhere: dict[str, object] = {"slots__active": True}
    if region:
        somewhere["slots__commune__department__academy__region__code"] = region
    if departments is not None:
        somewhere["slots__commune__department__in"] = departments
    offers = Offer.objects.available().with_hours_left().filter(**somewhere)
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
