"""The home page of the DPO and of the controller's delegate: what waits for them, and until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from matching.models import Breach, RetentionPolicy, RightsRequest
from matching.retention import seams
from psf.french.days import numeric
from psf.french.numbers import counted
from psf.perimeter.scope import all_services

POLICIES = "wagtailsnippets_matching_retentionpolicy:list"


@dataclass(frozen=True, slots=True)
class Duty:
    """A line: what, where, and whether it is late."""

    what: str
    url: str
    late: bool = False


def of_the_dpo(now: datetime) -> Iterator[Duty]:
    """Each sort of thing that waits for the DPO; numbers and codes alone."""
    today = timezone.localdate(now)
    with all_services("the DPO's home page: numbers and codes"):
        requests = RightsRequest.objects.open()
        if first := requests.order_by("due_on", "pk").first():
            what = (
                f"{counted(requests.count(), 'demande')} de droits à répondre, {first.code} avant le"
                f" {numeric(first.due_on)}"
            )
            yield Duty(what, reverse("rights:list"), first.is_late(today))
        for breach in Breach.objects.open().first_due():
            hours = breach.hours_left(now)
            until = f", {hours} h pour la CNIL" if breach.must_tell_cnil and hours >= 0 else ""
            yield Duty(
                f"Violation {breach.code} : {breach.state}{until}",
                reverse("rights:breach", args=[breach.code]),
                breach.must_tell_cnil and hours < 0,
            )
    waiting = RetentionPolicy.objects.waiting_for_opinion()
    if number := waiting.count():
        yield Duty(f"{counted(number, 'version')} des durées sans votre avis", reverse(POLICIES))
    yield from _conservation(today)


def of_the_delegate(now: datetime) -> Iterator[Duty]:
    waiting = RetentionPolicy.objects.waiting_for_decision()
    if number := waiting.count():
        yield Duty(f"{counted(number, 'version')} des durées à décider", reverse(POLICIES))
    if refusal := _refusal(timezone.localdate(now)):
        yield Duty(refusal, reverse(POLICIES), late=True)


def _conservation(today) -> Iterator[Duty]:
    refusal = _refusal(today)
    yield Duty(refusal or "Ce qui arrive à échéance", reverse("conservation:index"), bool(refusal))


def _refusal(today) -> str:
    return seams.refusal(RetentionPolicy.current(today), today)


class DutiesPanel(Component):
    """On the home page of who controls and follows nobody."""

    name = "conformite"
    template_name = "matching/rights/duties.html"
    order = 10

    def __init__(self, find):
        self.find = find

    @property
    def media(self):
        return forms.Media(css={"all": ["workflow/work.css"]})

    def get_context_data(self, parent_context):
        return {"duties": list(self.find(timezone.now()))}
