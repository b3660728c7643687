"""« Conservation »: what falls due, what keeps it, and the one way into the restricted archive.

The DPO reads numbers and codes; whoever follows the young people of a service reads their names there.
"""

from contextlib import contextmanager

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View
from wagtail.admin import messages

from matching.enums import ArchiveReason
from matching.models import LegalHold, Youth
from matching.retention.announcing import a_month_later
from matching.retention.archiving import archives_of, consult, held_now, reopen
from matching.retention.forms import EndForm, HoldForm, OpenForm, ReasonForm, RenewForm
from matching.retention.preview import as_lines, kept_now, late_now, lines_of, summary
from matching.retention.readiness import readiness
from matching.youths.alarms import settle
from matching.youths.viewsets.youth_index import youth_url
from psf.french.days import numeric
from psf.perimeter.access import Door, record_list_access
from psf.perimeter.scope import widened
from psf.territories.models import Service
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin
from psf.workflow.errors import Refused

SHOWN = 50


class ConservationScreen(PermissionRequiredMixin, WagtailAdminTemplateMixin, View):
    """A page of « Conservation »; those about one file add its code."""

    permission_required: str | tuple[str, ...] = "matching.see_conservation"
    raise_exception = True
    header_icon = "time"
    page_title = "Conservation"

    def get_breadcrumbs_items(self):
        title, home = self.get_page_title(), ConservationScreen.page_title
        found = [*super().get_breadcrumbs_items()]
        if title != home:
            found.append({"url": reverse("conservation:index"), "label": home})
        return [*found, {"url": "", "label": title}]

    @property
    def names_shown(self):
        """Names for those who follow young people, codes for the DPO."""
        return self.request.user.sees_persons

    @contextmanager
    def with_archives(self, reason):
        """The archives of the reader's own services in sight, on top of these."""
        with widened(archives_of(self.request.services), reason=reason):
            yield

    def show(self, status=200, **context):
        """Rendered at once: nothing is read after what was in sight."""
        return TemplateResponse(
            self.request, self.template_name, self.get_context_data(**context), status=status
        ).render()


class IndexView(ConservationScreen):
    """What falls due within a month, by service and rule; what is over and kept."""

    template_name = "matching/retention/index.html"

    def get(self, request):
        today = timezone.localdate()
        until = a_month_later(today)
        found = summary(request.services, until=until)
        ready = readiness(request.services, today)
        with self.with_archives("conservation: what is kept"):
            kept, late = (as_lines(find(today)[:SHOWN]) for find in (kept_now, late_now))
            return self.show(
                summary=found,
                until=until,
                kept=kept,
                late=late,
                holds=list(
                    LegalHold.objects.in_force(today)
                    .select_related("youth__service__archive_of")
                    .order_by("until", "pk")[:SHOWN]
                ),
                more_kept=max(0, found.cells[-1] - len(kept)) if found.rows else 0,
                ready=ready,
                may_open=request.user.has_perm("matching.open_archive"),
                may_see_durations=request.user.has_perm("matching.view_retentionpolicy"),
            )


class ServiceView(ConservationScreen):
    """The files of one service that fall due within a month, what ends first coming first."""

    template_name = "matching/retention/service.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.service = get_object_or_404(
            Service.objects.filter(pk__in=getattr(request, "services", [])), pk=kwargs["pk"]
        )

    def get_page_title(self):
        return f"À échéance : {self.service}"

    def get(self, request, pk):
        until = a_month_later(timezone.localdate())
        with self.with_archives("conservation: files of a service"):
            page = Paginator(lines_of(self.service, until=until), SHOWN).get_page(
                request.GET.get("p")
            )
            lines = as_lines(list(page.object_list))
            if self.names_shown:
                named = [line.youth for line in lines if not line.is_archived]
                record_list_access(request.user, named, Door.LIST)
            return self.show(lines=lines, page=page, until=until, names_shown=self.names_shown)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class ArchiveView(ConservationScreen):
    """One file of the archive, for a reason that the log keeps: the answer to a form, never an address."""

    permission_required = "matching.open_archive"
    template_name = "matching/retention/archive.html"
    page_title = "Archive restreinte"

    def get(self, request):
        with self.with_archives("codes of the archive"):
            return self.show(form=OpenForm(), held=held_now(SHOWN))

    def post(self, request):
        with self.with_archives("a file of the archive"):
            form = OpenForm(request.POST)
            if not form.is_valid():
                return self.show(form=form, held=held_now(SHOWN))
            youth = form.youth
            consult(youth, by=request.user, reason=form.cleaned_data["reason"])
            self.template_name = "matching/retention/archived_file.html"
            return self.show(
                youth=youth,
                reason=ArchiveReason(form.cleaned_data["reason"]).label,
                guardians=youth.guardians.all(),
                situations=youth.situationentrys.all(),
                placements=youth.placements.select_related(
                    "offer__company", "host_slot__host", "tutor"
                ).order_by("pk"),
                files=youth.storedfiles.attached().order_by("-uploaded_at"),
                events=youth.events.order_by("-at", "-pk")[:SHOWN],
                may_reopen=request.user.is_coordinator,
                may_ask=request.user.is_dpo,
                reopen_form=ReasonForm(initial={"reason": ArchiveReason.RETURNS}),
            )


class ReopenView(ConservationScreen):
    """The person is there again: the file comes back to its service."""

    permission_required = ("matching.open_archive", "matching.change_youth")
    http_method_names = ["post"]

    def post(self, request, code):
        form = ReasonForm(request.POST)
        with self.with_archives("a file comes back from the archive"):
            youth = get_object_or_404(Youth.objects.current().archived(), code=code)
            if not form.is_valid():
                messages.error(request, "Dites pourquoi ce dossier est rouvert.")
                return redirect("conservation:archive")
            try:
                reopen(youth, by=request.user, reason=form.cleaned_data["reason"])
            except Refused as refusal:
                messages.error(request, refusal.sentence)
                return redirect("conservation:archive")
        messages.success(request, f"{code} est rouvert, en accompagnement : nommez qui le suit.")
        return redirect(youth_url("inspect", youth))


class AboutHolds(ConservationScreen):
    """Suspensions of the destruction of one file, at hand or archived."""

    permission_required = "matching.add_legalhold"

    def dispatch(self, request, *args, **kwargs):
        if not self.has_permission():
            return self.handle_no_permission()
        with self.with_archives("suspensions of a file"):
            self.youth = get_object_or_404(
                Youth.objects.current().select_related("service"), code=kwargs["code"]
            )
            return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return f"Retenir un dossier : {self.youth.code}"

    def back(self, sentence):
        messages.success(self.request, sentence)
        return redirect("conservation:holds", self.youth.code)


class HoldsView(AboutHolds):
    template_name = "matching/retention/holds.html"

    def get(self, request, code):
        return self.page(HoldForm())

    def post(self, request, code):
        form = HoldForm(
            request.POST,
            instance=LegalHold(
                youth=self.youth, service_id=self.youth.service_id, placed_by=request.user
            ),
        )
        if not form.is_valid():
            return self.page(form)
        hold = form.save()
        settle(self.youth)
        return self.back(f"Dossier retenu jusqu'au {numeric(hold.until)} : ni archivé, ni détruit.")

    def page(self, form, about=None, renew_form=None, end_form=None):
        holds = list(self.youth.legalholds.select_related("placed_by", "ended_by"))
        return self.show(
            youth=self.youth,
            form=form,
            living=[
                (
                    hold,
                    (hold.pk == about and renew_form) or RenewForm(prefix=f"h{hold.pk}"),
                    (hold.pk == about and end_form) or EndForm(prefix=f"e{hold.pk}"),
                )
                for hold in holds
                if hold.is_in_force()
            ],
            former=[hold for hold in holds if not hold.is_in_force()],
        )


class OfHold(HoldsView):
    permission_required = "matching.change_legalhold"
    http_method_names = ["post"]

    def post(self, request, code, pk):
        hold = self.youth.legalholds.filter(pk=pk).first()
        if hold is None:
            raise Http404
        return self.perform(hold)


class EndView(OfHold):
    def perform(self, hold):
        form = EndForm(self.request.POST, prefix=f"e{hold.pk}")
        if not form.is_valid():
            return self.page(HoldForm(), hold.pk, end_form=form)
        try:
            hold.end(by=self.request.user, why=form.cleaned_data["why"])
        except Refused as refusal:
            messages.error(self.request, refusal.sentence)
            return redirect("conservation:holds", self.youth.code)
        settle(self.youth)
        return self.back("Suspension levée : le dossier suit de nouveau ses durées.")


class RenewView(OfHold):
    def perform(self, hold):
        form = RenewForm(self.request.POST, prefix=f"h{hold.pk}")
        if form.is_valid():
            try:
                longer = hold.renew(form.cleaned_data["until"], by=self.request.user)
            except ValidationError as error:  # Refused is one.
                form.add_error("until", error.messages)
            else:
                return self.back(f"Suspension prolongée jusqu'au {numeric(longer.until)}.")
        return self.page(HoldForm(), hold.pk, form)
