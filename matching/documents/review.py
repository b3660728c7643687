"""The bilan of a parcours as a page that prints: hours, dates, tasks, skills.

`review_for_followers` is what the young person and whoever follows them read. `review_for_buyer` is the
proof handed over with it: figures, dates and coded answers, without a name, a code or a word that
anybody typed about the young person (domain §6).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matching.enums import SkillLevel
from matching.models import Placement
from offers.hours import HoursRow
from psf.french.days import full_date
from psf.french.numbers import NBSP, counted

OPINIONS = (
    ("by_youth", "Le jeune"),
    ("by_company", "L’entreprise"),
    ("by_tutor", "Le tuteur pédagogique"),
)
WAITED = "avis attendu"


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill and what each of the three says of it, in the order of `OPINIONS`."""

    name: str
    opinions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Plain values. `facts`: (what, in words); `weeks`: (Monday, hours); `ended`: when it was done."""

    title: str
    about: str
    facts: tuple[tuple[str, str], ...]
    hours: tuple[HoursRow, ...]
    weeks: tuple[tuple[date, int], ...]
    skills: tuple[Skill, ...]
    summary: str
    way_on: str
    ended: date | None
    follower: str
    people: Sequence[str] = tuple(words for _, words in OPINIONS)


def exists(placement: Placement) -> bool:
    """Whether there is a bilan to read: it opens on the first day in the company."""
    return getattr(placement, "review", None) is not None


def is_ready(placement: Placement) -> bool:
    """Whether it is finished: those outside read nothing before."""
    return exists(placement) and placement.review.completed_on is not None


def is_handed_over(placement: Placement) -> bool:
    return exists(placement) and placement.review.sent_to_buyer_on is not None


def review_for_followers(placement: Placement) -> ReviewPage:
    """Read with `for_file`."""
    youth, slot, offer = placement.youth, placement.host_slot, placement.offer
    return _page(
        placement,
        about=f"Parcours {placement.code}",
        facts=(
            ("Jeune", youth.full_name),
            ("Entreprise", str(slot.hosting_company)),
            ("Lieu", ", ".join(filter(None, (slot.site, slot.commune.name)))),
            ("Tuteur entreprise", slot.tutor.name if slot.tutor else ""),
            ("Établissement", str(placement.school) if placement.school_id else ""),
            ("Marché", _contract(offer.contract)),
            *_dates(placement),
            ("Métiers", _trades(slot)),
            ("Tâches confiées", slot.tasks),
        ),
        skills=[line.skill for line in placement.review.lines.all()],
    )


def review_for_buyer(placement: Placement, number: int | None = None) -> ReviewPage:
    """The parcours that the buyer's page numbers so (None: shown to staff); read with `for_file`."""
    slot, offer = placement.host_slot, placement.offer
    return _page(
        placement,
        about=f"Parcours {number}" if number else "Version remise à l’acheteur",
        facts=(
            ("Marché", _contract(offer.contract)),
            ("Acheteur", str(offer.contract.buyer) if offer.contract else ""),
            ("Entreprise titulaire", str(offer.company)),
            ("Offre de parcours", offer.code),
            ("Commune", slot.commune.name),
            *_dates(placement),
            ("Métiers", _trades(slot)),
        ),
        skills=[f"Compétence {rank}" for rank, _ in enumerate(placement.review.lines.all(), 1)],
    )


def _page(placement, *, about, facts, skills) -> ReviewPage:
    lines = list(placement.review.lines.all())
    tutor, service = placement.tutor, placement.service
    # A number is never cut at the end of a line.
    ways = (str(tutor), service.name, (tutor.phone or service.phone).replace(" ", NBSP))
    return ReviewPage(
        title="Bilan du parcours de formation",
        about=about,
        facts=tuple((what, words) for what, words in facts if words),
        hours=tuple(placement.counted.rows),
        weeks=tuple((week.week, week.hours) for week in placement.attendances.all()),
        skills=tuple(
            Skill(name, tuple(_level(getattr(line, who)) for who, _ in OPINIONS))
            for name, line in zip(skills, lines, strict=True)
        ),
        summary=_summary(lines),
        way_on=placement.way_on_label,
        ended=placement.review.completed_on,
        follower=", ".join(filter(None, ways)),
    )


def _dates(placement) -> list[tuple[str, str]]:
    first, last = placement.started_on or placement.starts_on, placement.last_day
    signed = max((each.signed_on for each in placement.signatures.all()), default=None)
    over = placement.counted.is_over
    stopped = over and bool(placement.end_reason)
    if first is None or last is None:
        presence = "dates à fixer"
    else:
        presence = f"du {full_date(first)} au {full_date(last)}"
    if stopped:
        presence += ", arrêté avant la fin prévue"
    elif last and not over:
        presence += " (fin prévue)"
    return [
        ("Réunion de présentation", _day(placement.meeting_held_on)),
        ("Convention signée", _day(signed)),
        ("Présence", presence),
    ]


def _day(day: date | None) -> str:
    return f"le {full_date(day)}" if day else ""


def _contract(contract) -> str:
    return f"{contract.reference}, {contract.title}" if contract else ""


def _trades(slot) -> str:
    return ", ".join(rome.label for rome in slot.romes.all())


def _level(value: str) -> str:
    return str(SkillLevel(value).label) if value else WAITED


def _summary(lines) -> str:
    """« 3 compétences observées. Selon le tuteur pédagogique : 2 acquises, 1 en cours. »"""
    if not lines:
        return ""
    told = [
        ("acquise", SkillLevel.ACQUIRED),
        ("en cours", SkillLevel.IN_PROGRESS),
        ("non acquise", SkillLevel.NOT_ACQUIRED),
    ]
    counts = [
        counted(number, words, words if words == "en cours" else None)
        for words, level in told
        if (number := [line.by_tutor for line in lines].count(level))
    ]
    seen = counted(len(lines), "compétence observée", "compétences observées")
    said = f" Selon le tuteur pédagogique : {', '.join(counts)}." if counts else ""
    return f"{seen}.{said}"
