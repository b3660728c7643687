"""The agenda on screen, and the page of its personal address."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.log_actions import log

from matching.desk.agenda.entries import Agenda
from matching.desk.agenda.forms import AgendaForm, CalendarAddressForm, usual
from matching.desk.agenda.spans import Layout, Span
from matching.desk.queue.listing import LATE
from matching.desk.registry.views import VIEW
from psf.accounts.models import CalendarAddress
from psf.perimeter.requests import SignedRequest
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin

TITLE = "Agenda"


class AgendaScreen(WagtailAdminTemplateMixin, TemplateView):
    request: SignedRequest
    header_icon = "calendar-alt"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(VIEW):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        agenda = {"url": reverse("work:agenda"), "label": TITLE}
        return [*super().get_breadcrumbs_items(), agenda]


class AgendaView(AgendaScreen):
    template_name = "matching/agenda/agenda.html"
    page_title = TITLE

    def get_context_data(self, **kwargs):
        request, today = self.request, timezone.localdate()
        form = AgendaForm(request.GET, user=request.user, services=request.services)
        asked = form.read()
        span = Span(asked["vue"], asked["jour"])
        agenda = Agenda(
            request.user,
            request.services,
            asked["de"],
            span.first,
            span.last,
            service=asked["service"] and asked["service"].pk,
            most=span.most,
        )
        late = agenda.listing.narrowed(LATE)
        days = agenda.days()
        return super().get_context_data(
            **kwargs,
            form=form,
            asked=asked,
            span=span,
            # A list says nothing of days without anything.
            days=[day for day in days if day.entries] if span.layout == Layout.LIST else days,
            nothing=not any(day.entries for day in days),
            layouts=[(each, address(asked, vue=each), each == span.layout) for each in Layout],
            before_url=address(asked, jour=span.before),
            after_url=address(asked, jour=span.after),
            today_url=address(asked, jour=None),
            day_url=address({**asked, "vue": Layout.DAY}, jour=None),
            queue_url=agenda.listing.address(),
            late=late.count(),
            late_url=late.address(),
            several_services=len(request.services) > 1,
            today=today,
        )


def address(asked: dict, **changed) -> str:
    """The agenda asked otherwise: what it is asked by, codes and days alone."""
    asked = {**asked, **changed}
    said = {
        "vue": asked["vue"].value,
        "de": asked["de"].value,
        "jour": asked["jour"].isoformat() if asked["jour"] else "",
        "service": asked["service"].pk if asked["service"] else "",
    }
    kept = {name: value for name, value in said.items() if value}
    return f"{reverse('work:agenda')}?{urlencode(kept)}"


class CalendarAddressView(AgendaScreen):
    """One's own address: made, renewed, taken back. Each is a POST, kept in the log of the account."""

    template_name = "matching/agenda/address.html"
    page_title = "Mon agenda dans mon calendrier"

    def get_context_data(self, **kwargs):
        found = CalendarAddress.objects.filter(user=self.request.user).first()
        whose = found.whose if found else usual(self.request.user)
        return {
            "form": CalendarAddressForm(initial={"whose": whose}),
            **super().get_context_data(**kwargs),
            "address": found,
            **kwargs,
        }

    def post(self, request):
        gesture = request.POST.get("geste")
        if gesture == "retirer":
            CalendarAddress.objects.filter(user=request.user).delete()
            self._note("taken_back")
            messages.success(request, "Votre adresse est retirée : elle ne répond plus.")
            return HttpResponseRedirect(reverse("work:agenda_address"))
        form = CalendarAddressForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        CalendarAddress.make(request.user, form.cleaned_data["whose"])
        self._note("made")
        messages.success(
            request,
            "Votre nouvelle adresse est prête. L'ancienne, s'il y en avait une, est fermée.",
        )
        return HttpResponseRedirect(reverse("work:agenda_address"))

    def _note(self, what: str) -> None:
        user = self.request.user
        log(instance=user, action=f"accounts.calendar_{what}", user=user)

    def get_breadcrumbs_items(self):
        here = {"url": "", "label": self.page_title}
        return [*super().get_breadcrumbs_items(), here]
