"""«Relances automatiques»: each rule of the clock in a sentence, and when it last did something."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Max, Q, Window
from django.db.models.functions import RowNumber
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from matching.models import Placement, Youth
from matching.placements import clock
from offers.models import Offer
from psf.perimeter.requests import SignedRequest
from psf.territories.models import Academy
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin
from psf.workflow.models import ClockRun, RuleFiring
from psf.workflow.policies.access import FOLLOW
from psf.workflow.policies.effective import EffectivePolicy, policy_of_academy

COUNTED_DAYS = 30
SHOWN_CODES = 5
# Among the newest of each rule, those that the reader may open are looked for.
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Firing:
    """A file that the reader may open, and when the rule handled it."""

    at: datetime
    code: str
    url: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    label: str
    sentences: list[str]
    count: int
    last: datetime | None
    firings: list[Firing]


class ClockView(WagtailAdminTemplateMixin, View):
    request: SignedRequest
    page_title = "Relances automatiques"
    header_icon = "history"
    template_name = "matching/clock.html"

    def get(self, request):
        if not request.user.has_perm(FOLLOW):
            raise PermissionDenied
        return TemplateResponse(request, self.template_name, self.get_context_data())

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        last = clock.last_run()
        failing = last if last and last.failed else None
        now = timezone.now()
        return super().get_context_data(
            rows=self.rows(now),
            last_run=last,
            is_late=last is None or now - last.started_at > clock.LATE_AFTER,
            failing=failing,
            runs=ClockRun.objects.filter(started_at__gte=now - timedelta(days=1)).count(),
            counted_days=COUNTED_DAYS,
            **kwargs,
        )

    def rows(self, now) -> list[RuleRow]:
        since = now - timedelta(days=COUNTED_DAYS)
        totals: dict[str, tuple[int, datetime | None]] = {
            row["rule"]: (row["count"], row["last"])
            for row in RuleFiring.objects.order_by()
            .values("rule")
            .annotate(last=Max("at"), count=Count("pk", filter=Q(at__gte=since)))
        }
        latest = self.latest(since)
        policies = self.policies()
        return [
            RuleRow(
                rule.label,
                list(dict.fromkeys(name + rule.sentence(policy) for name, policy in policies)),
                *totals.get(rule.name, (0, None)),
                latest[rule.name],
            )
            for rule in clock.RULES
        ]

    def policies(self) -> list[tuple[str, EffectivePolicy]]:
        """(what to write before, policy) of each académie of the reader; else the national one."""
        around = Academy.objects.filter(departments__services__in=self.request.services)
        academies = list(around.distinct())
        if len(academies) < 2:
            return [("", policy_of_academy(*academies))]
        policies = [(academy.name, policy_of_academy(academy)) for academy in academies]
        if len({policy.layers for _, policy in policies}) == 1:
            return [("", policies[0][1])]
        return [(f"{name} : ", policy) for name, policy in policies]

    def latest(self, since) -> dict[str, list[Firing]]:
        """The last files of each rule that the reader may open: one query, and one a kind of code."""
        newest_first = [F("at").desc(), F("pk").desc()]
        ranked = RuleFiring.objects.filter(at__gte=since).annotate(
            rank=Window(RowNumber(), partition_by=["rule"], order_by=newest_first)
        )
        firings = list(ranked.filter(rank__lte=LOOKED_AT).order_by("-at", "-pk"))
        urls = self.urls({firing.code for firing in firings})
        found = defaultdict(list)
        for firing in firings:
            shown = found[firing.rule]
            if firing.code in urls and len(shown) < SHOWN_CODES:
                shown.append(Firing(firing.at, firing.code, urls[firing.code]))
        return found

    def urls(self, codes) -> dict[str, str]:
        """Where the reader may open these codes; the database hides the rest."""
        user, found = self.request.user, {}
        if user.has_perm("matching.view_placement"):
            placements = Placement.objects.filter(code__in=codes).values_list("code", flat=True)
            found |= {code: reverse("work:file", args=[code]) for code in placements}
            youths = Youth.objects.filter(code__in=codes).values_list("code", "pk")
            inspect = "wagtailsnippets_matching_youth:inspect"
            found |= {code: reverse(inspect, args=[pk]) for code, pk in youths}
        if user.has_perm("offers.view_offer"):
            offers = Offer.objects.filter(code__in=codes).values_list("code", flat=True)
            found |= {code: reverse("offers:life", args=[code]) for code in offers}
        return found
