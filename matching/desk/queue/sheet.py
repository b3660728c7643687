"""One action at a time: three lines about its subject, the moves that do it, whom to call."""

from dataclasses import dataclass

from django.utils import timezone

from matching.desk.queue.rows import Row
from matching.enums import PlacementStage
from matching.models import Placement
from matching.placements.forms.transitions import in_one_tap
from matching.placements.workflow import PLACEMENTS
from offers.enums import HoursKind
from offers.filings.wording import subject_of
from offers.forms.life import FORMS as OFFER_FORMS
from offers.workflow import OFFERS, is_followed_by
from psf.french.days import numeric
from psf.workflow.history import newest_move
from psf.workflow.kinds import Phone

# A company that is called may answer at once.
ON_THE_PHONE = ("plan_meeting", "not_retained")


@dataclass(frozen=True, slots=True)
class Step:
    """A move or a page that does the action: open, or closed with the reason."""

    label: str
    url: str
    refusal: str | None = None
    at_once: bool = False
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    row: Row
    lines: list[tuple[str, str]]
    steps: list[Step]
    by_call: bool
    seen: int | str


def sheet_of(row: Row, user) -> Sheet:
    action = row.action
    newest = None
    if action.placement_id or action.offer_id:
        newest = newest_move(action.placement or action.offer)
    return Sheet(
        row=row,
        lines=lines_of(row),
        steps=steps_of(row, user),
        by_call=row.kind.phone >= Phone.ANSWER,
        seen=newest.pk if newest else "",
    )


def lines_of(row: Row) -> list[tuple[str, str]]:
    """(what, in words): whom it is about, where, and where it stands."""
    action = row.action
    if action.placement_id:
        facts = [(fact.label, fact.words) for fact in row.facts]
        return [*_lines_of_placement(row, action.placement), *facts]
    if action.offer_id:
        said = [(fact.label, fact.words) for fact in row.facts] if row.said else []
        return [*_lines_of_offer(row, action.offer), *said]
    if action.youth_id:
        return _lines_of_youth(action.youth)
    if action.filing is not None:
        return [("De", row.company), ("Objet", subject_of(action.filing)), ("Où", row.place)]
    facts = [(fact.label, fact.words) for fact in row.facts]
    return [("Entreprise", row.company), *(facts or [("Contact", str(action.contact))])]


def steps_of(row: Row, user) -> list[Step]:
    """What does the action, the usual move first."""
    action = row.action
    if action.placement_id:
        placement = Placement.objects.for_file().get(pk=action.placement_id)
        names = row.kind.moves_of(placement)
        if placement.stage == PlacementStage.SENT:
            names = tuple(dict.fromkeys((*names, *ON_THE_PHONE)))
        return _moves(PLACEMENTS, placement, user, names, row.subject_url)
    steps = [Step(*row.search)] if row.search else []
    if action.offer_id and is_followed_by(action.offer, user):
        names = row.kind.moves_of(action.offer)
        steps += _moves(OFFERS, action.offer, user, names, row.subject_url)
    return steps


def _moves(workflow, subject, user, names, url) -> list[Step]:
    found = {choice.transition.name: choice for choice in workflow.choices(subject, user)}
    return [
        Step(
            label=found[name].transition.label,
            url=f"{url}{name}/",
            refusal=found[name].refusal,
            at_once=name not in OFFER_FORMS and in_one_tap(found[name].transition),
            on_behalf_of=found[name].on_behalf_of,
        )
        for name in names
        if name in found
    ]


def _lines_of_placement(row, placement):
    youth, contract = row.action.youth, placement.offer.contract
    minor = ", mineur" if youth.is_minor else ""
    since = timezone.localdate(placement.stage_since)
    where = f"{row.company}, {placement.host_slot.site} ({row.place})"
    if contract:
        where += f" – marché {contract.reference}, {contract.buyer}"
    return [
        ("Jeune", f"{youth.code} · {youth.initials} · {youth.age} ans{minor}"),
        ("Entreprise", where),
        (
            "Étape",
            f"{row.stage} depuis le {numeric(since)} · {placement.hours} h {HoursKind.PLANNED.label}",
        ),
    ]


def _lines_of_offer(row, offer):
    contract, budget = offer.contract, offer.budget
    where = f"{row.company} ({row.place})" if row.place else row.company
    under = f"{contract.reference}, {contract.title} – {contract.buyer}" if contract else "aucun"
    left = f"{budget.left} h {HoursKind.LEFT.label} sur {budget.due} h"
    if contract:
        left += f", fin le {numeric(contract.firm_end)}"
    return [
        ("Offre", f"{offer.code} · {where}"),
        ("Marché", under),
        (
            "Étape",
            f"{row.stage} depuis le {numeric(timezone.localdate(offer.stage_since))} · {left}",
        ),
    ]


def _lines_of_youth(youth):
    minor = ", mineur" if youth.is_minor else ""
    wanted = f"{youth.hours_wanted} h souhaitées" if youth.hours_wanted else "durée à préciser"
    return [
        ("Jeune", f"{youth.code} · {youth.initials} · {youth.age} ans{minor}"),
        (
            "Situation",
            f"{youth.get_situation_display()} depuis le {numeric(youth.situation_since)}",
        ),
        ("Recherche", f"{wanted}, jusqu'à {youth.radius_km} km"),
    ]
