"""Several rows of the queue at once: entrust them to a colleague, remind companies.

A first POST, from the queue, asks; the second, from the page it shows, acts. Nothing is reached
beyond the rows ticked, or the tab and its filters, in the perimeter.
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin import messages

from matching.desk.forms import GiveForm
from matching.desk.queue.rows import of_keys, rows_of
from matching.desk.queue.tabs import actions_of
from matching.desk.views.queue import PER_PAGE, QueueScreen
from matching.placements import reminders
from psf.accounts.models import User
from psf.codes import key_of
from psf.french.numbers import counted
from psf.wagtail_seams.screens import get_valid_next_url_from_request
from psf.workflow import assignment
from psf.workflow.actors import actors_of
from psf.workflow.enums import COORDINATING, WITHOUT_ACCOUNT, Actor
from psf.workflow.errors import Refused
from psf.workflow.kinds import label_of


class BulkView(QueueScreen, TemplateView):
    """What both share: the rows ticked, coming back to the queue."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        if not self.rows:
            messages.warning(request, self.nothing)
            return self.back()
        return self.act() if "confirmed" in request.POST else self.show()

    def show(self):
        return self.render_to_response(self.get_context_data())

    def back(self):
        address = get_valid_next_url_from_request(self.request) or reverse("work:queue")
        return HttpResponseRedirect(address)

    @cached_property
    def keys(self) -> list[int]:
        ticked = map(key_of, self.request.POST.getlist("actions")[:PER_PAGE])
        return [key for key in ticked if key]

    @property
    def ticked(self):
        return actions_of(self.services).filter(pk__in=self.keys)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("everything", False)
        return super().get_context_data(
            rows=self.rows[:PER_PAGE],
            number=len(self.rows),
            next_url=get_valid_next_url_from_request(self.request),
            cancel=get_valid_next_url_from_request(self.request) or reverse("work:queue"),
            here=self.request.get_full_path(),
            **kwargs,
        )


class GiveView(BulkView):
    template_name = "matching/queue/give.html"
    page_title = "Confier à un collègue"
    nothing = "Cochez d'abord les actions à confier."

    def dispatch(self, request, *args, **kwargs):
        if not COORDINATING & actors_of(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def rows(self):
        ours = self.ticked.exclude(actor__in=WITHOUT_ACCOUNT).values_list("pk", flat=True)
        return rows_of(of_keys(list(ours)), self.request.user)

    @cached_property
    def form(self):
        data = self.request.POST if "confirmed" in self.request.POST else None
        return GiveForm(data, people=self._people())

    def _people(self):
        """Colleagues who can do every one of these actions."""
        people = User.objects.active()
        fit = [set(assignment.may_receive(people, row.action)) for row in self.rows]
        shared = set.intersection(*fit) if fit else set()
        return User.objects.filter(pk__in=[user.pk for user in shared])

    def act(self):
        if not self.form.is_valid():
            return self.show()
        person, text = self.form.cleaned_data["person"], self.form.cleaned_data["text"]
        given = 0
        for row in self.rows:
            try:
                assignment.give(row.action, person, by=self.request.user, text=text)
                given += 1
            except Refused as refusal:
                label = label_of(row.action.verb)
                messages.warning(self.request, f"« {label} » : {refusal.sentence}")
        if given:
            many = f"{given} actions sont confiées" if given > 1 else "L'action est confiée"
            messages.success(self.request, f"{many} à {person}.")
        return self.back()

    def get_context_data(self, **kwargs):
        return super().get_context_data(form=self.form, **kwargs)


class RemindView(BulkView):
    """Of the rows ticked, or of the whole tab with its filters when `tout` is asked."""

    template_name = "matching/queue/remind.html"
    page_title = "Relancer les entreprises"
    nothing = "Aucune de ces lignes n'attend la réponse d'une entreprise."

    def dispatch(self, request, *args, **kwargs):
        if Actor.TUTOR not in actors_of(request.user) and not (
            COORDINATING & actors_of(request.user)
        ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def everything(self) -> bool:
        return "tout" in self.request.POST

    @cached_property
    def awaited(self):
        """Answers owed by companies among what was asked for."""
        return reminders.awaiting(self.actions() if self.everything else self.ticked)

    @cached_property
    def rows(self):
        keys = self.awaited.order_by("due", "pk").values_list("pk", flat=True)
        return rows_of(of_keys(list(keys[: reminders.LARGEST])), self.request.user)

    def act(self):
        done = reminders.remind_all(self.awaited, by=self.request.user)
        if done.sent:
            many = f"{done.sent} entreprises relancées" if done.sent > 1 else "Entreprise relancée"
            messages.success(self.request, f"{many} par message.")
        if done.lately:
            messages.warning(
                self.request,
                counted(done.lately, "entreprise laissée", "entreprises laissées")
                + f" : un message de moins de {reminders.QUIET_HOURS} heures,"
                " ou une réponse entre-temps.",
            )
        if done.unreachable:
            messages.warning(
                self.request, f"{done.unreachable} sans adresse : appelez-les, puis notez l'appel."
            )
        if done.paused:
            messages.warning(
                self.request,
                counted(done.paused, "dossier laissé", "dossiers laissés")
                + " : ses relances sont suspendues."
                if done.paused == 1
                else f"{done.paused} dossiers laissés : leurs relances sont suspendues.",
            )
        return self.back()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            everything=self.everything, largest=reminders.LARGEST, **kwargs
        )
