"""« Mes chiffres »: what is mine now, and what was done between two days.

Each is counted by the list that it leads to: a filter of the registry of young people or of parcours, a
list of the queue. Hours are those of the weeks of presence that begin between these days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from matching.desk.queue.listing import Listing, late_for, late_in
from matching.desk.registry.filters import (
    BEGUN,
    ENDED,
    INTERRUPTED,
    ME,
    REASONS_OF_END,
    Asked,
    days,
)
from matching.desk.tiles import Group, Tile, whose
from matching.enums import FOLLOWED, PlacementStage, Situation
from matching.models import Youth
from matching.models.hours import done_in
from matching.stages import OPEN
from matching.youths.filters import YouthFilterSet
from psf.accounts.models import Whose
from psf.french.days import full_date
from psf.french.numbers import hours
from psf.perimeter.requests import SignedRequest

# What the figures explain: a heading, the column of the code, the days that count.
ENDS_EXPLAINED = {
    PlacementStage.NOT_RETAINED: ("Jeunes non retenus par l'entreprise", "end_reason", "fini"),
    PlacementStage.WITHDRAWN: ("Propositions retirées", "end_reason", "fini"),
    PlacementStage.UNANSWERED: ("Entreprises sans réponse", "silence_reason", "fini"),
    PlacementStage.REVIEW: ("Parcours interrompus", "end_reason", "fin"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included."""

    first: date
    last: date

    def __str__(self):
        return f"du {full_date(self.first)} au {full_date(self.last)}"


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """Those of whoever asks, or of the services in sight."""

    request: SignedRequest
    whose: Whose
    period: Period

    def groups(self) -> list[Group]:
        mine = self.whose == Whose.MINE
        return [
            Group(
                "Ce que vous suivez aujourd'hui" if mine else whose(self.request), [*self._now()]
            ),
            Group(f"Ce qui s'est fait {self.period}", [*self._done()]),
            *self._reasons(),
        ]

    def _reasons(self) -> Iterator[Group]:
        """Why what ended between these days did; nothing where nothing did."""
        first, last = self.period.first, self.period.last
        for end, (title, column, when) in ENDS_EXPLAINED.items():
            between = days(when, first, last)
            words, reasons = REASONS_OF_END[end]
            every = [f"{end}.{code}" for code in reasons.values]
            rows = Asked(self.request, {**self._tutor, **between, "motif": every}).rows()
            # In one question, by the rows of the very lists that the tiles lead to.
            found = dict(rows.order_by().values_list(column).annotate(Count("pk", distinct=True)))
            tiles = [
                Tile(
                    found[code],
                    f"{words} : {label}",
                    Asked(
                        self.request, {**self._tutor, **between, "motif": f"{end}.{code}"}
                    ).address,
                )
                for code, label in reasons.choices
                if code in found
            ]
            if tiles:
                yield Group(f"{title} {self.period}", tiles)

    @property
    def _tutor(self) -> dict[str, str]:
        return {"tuteur": ME} if self.whose == Whose.MINE else {}

    def _now(self) -> Iterator[Tile]:
        yield self._youths("jeunes en suivi", *sorted(FOLLOWED))
        yield self._youths("jeunes prêts pour un parcours", Situation.READY)
        yield self._files("parcours ouverts, de la réservation au bilan", etape=sorted(OPEN))
        yield self._files("jeunes en entreprise", etape=PlacementStage.IN_COMPANY)
        late = self._late()
        words = (
            "actions en retard"
            if self.whose == Whose.MINE
            else "actions en retard, de qui que ce soit"
        )
        yield Tile(late.count(), words, late.address())
        monday = self._monday()
        yield self._files(
            "réunions de présentation cette semaine",
            **days("reunion", monday, monday + timedelta(days=6)),
        )

    def _done(self) -> Iterator[Tile]:
        first, last = self.period.first, self.period.last
        yield self._files("profils transmis à une entreprise", **days("propose", first, last))
        yield self._files("accueils acceptés", **days("accepte", first, last))
        began = days("debut", first, last)
        yield self._files("parcours commencés en entreprise", presence=BEGUN, **began)
        ended = days("fin", first, last)
        yield self._files("parcours terminés en entreprise", presence=ENDED, **ended)
        yield self._files("dont interrompus", presence=INTERRUPTED, **ended)
        weeks = Asked(self.request, {**self._tutor, **days("heures", first, last)})
        done = done_in(weeks.rows().weeks_of_presence(first, last))
        yield Tile(hours(done), "de présence, des semaines commencées ces jours-là", weeks.address)

    def _files(self, words: str, **params) -> Tile:
        asked = Asked(self.request, {**self._tutor, **params})
        return Tile(asked.count(), words, asked.address)

    def _youths(self, words: str, *situations) -> Tile:
        params = urlencode({**self._tutor, "situation": situations}, doseq=True)
        rows = YouthFilterSet(
            QueryDict(params), queryset=Youth.objects.current(), request=self.request
        ).qs
        address = reverse("wagtailsnippets_matching_youth:list")
        return Tile(rows.count(), words, f"{address}?{params}")

    def _late(self) -> Listing:
        user, services = self.request.user, self.request.services
        return late_for(user, services) if self.whose == Whose.MINE else late_in(user, services)

    @staticmethod
    def _monday() -> date:
        today = timezone.localdate()
        return today - timedelta(days=today.weekday())
