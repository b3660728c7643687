"""Screens of one subject of a workflow: its moves, the undo, and its open actions by hand.

Apps give the subject, its addresses and the forms; the rules stay in the workflow's table.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import View
from wagtail.admin import messages

from psf.french.days import hour
from psf.perimeter.requests import SignedRequest
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin, get_valid_next_url_from_request
from psf.workflow import assignment, kept
from psf.workflow.actors import capacity, in_words
from psf.workflow.enums import Actor
from psf.workflow.errors import Refused
from psf.workflow.forms import MoveForm, UndoForm
from psf.workflow.history import actions_of, last_step, newest_move
from psf.workflow.kinds import Subject, label_of
from psf.workflow.locks import lock_subject
from psf.workflow.machine import Transition, Workflow
from psf.workflow.models import Action, Event
from psf.workflow.wording import due_in_words

EXPIRED = "La page avait expiré : vérifiez ce que vous aviez saisi, puis enregistrez à nouveau."


class SubjectScreen(WagtailAdminTemplateMixin, View):
    """A page about one subject.

    Who may not see such subjects at all is told so (403); what is out of the perimeter does not
    exist (404).
    """

    request: SignedRequest
    subject: Subject
    workflow: Workflow
    permission = ""
    who: frozenset[Actor] = frozenset()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.permission):
            self.subject = None
            return self.refused(f"Réservé à : {in_words(self.who)}.")
        self.subject = self.get_subject()
        return super().dispatch(request, *args, **kwargs)

    def get_subject(self) -> Subject:
        raise NotImplementedError

    def get_subject_url(self) -> str:
        raise NotImplementedError

    def get_back_url(self) -> str:
        """Where to go once done: the page that sent here, else the subject's own."""
        return get_valid_next_url_from_request(self.request) or self.get_subject_url()

    def get_stay_url(self) -> str:
        """Where somebody stands who gives up, when that is not where they go once done."""
        asked = self.request.GET.get("retour") or self.request.POST.get("retour") or ""
        here = {self.request.get_host()}
        return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=here) else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            subject=self.subject,
            subject_url=self.get_subject_url() if self.subject else None,
            next_url=get_valid_next_url_from_request(self.request),
            stay_url=self.get_stay_url(),
            cancel_url=self.get_stay_url() or self.get_back_url() if self.subject else None,
            **kwargs,
        )

    def show(self, *, status: int = 200, **context: Any) -> TemplateResponse:
        return TemplateResponse(
            self.request, self.get_template_names(), self.get_context_data(**context), status=status
        )

    def refused(
        self, sentence: str, *, status: int = 403, form: BaseForm | None = None
    ) -> TemplateResponse:
        """Say why not, and show the way back. 403: not you; 409: the subject has moved."""
        return TemplateResponse(
            self.request,
            "workflow/refused.html",
            self.get_context_data(refusal=sentence, status=status, form=form),
            status=status,
        )

    def done(self, sentence: str, *, buttons: Sequence[Any] = ()) -> HttpResponseRedirect:
        """Go back with a message that also says what comes next, and `buttons` beside it."""
        following = actions_of(self.subject).open().oldest_first().first()
        if following:
            due = due_in_words(following.due, timezone.localdate())
            sentence = f"{sentence} À faire ensuite : {label_of(following.verb).lower()}, {due}."
        messages.success(self.request, sentence, buttons=list(buttons))
        return HttpResponseRedirect(self.get_back_url())


class MoveView(SubjectScreen):
    """GET shows the form of a transition, POST makes the move.

    Answers 403 to a role that may not, 409 when the subject has left the stage or somebody moved
    it meanwhile, 200 with the reasons when the rules refuse; what was typed is always kept.
    """

    template_name = "workflow/move.html"
    forms: Mapping[str, type[MoveForm]] = {}

    @cached_property
    def transition(self) -> Transition:
        try:
            return self.workflow.transitions[self.kwargs["name"]]
        except KeyError:
            raise Http404 from None

    def get_page_title(self) -> str:
        return self.transition.label

    def get_page_subtitle(self) -> str:
        return str(self.subject or "")

    def get_form(self, data: QueryDict | None = None) -> MoveForm:
        form_class = self.forms.get(self.transition.name, MoveForm)
        return form_class(
            data, subject=self.subject, transition=self.transition, user=self.request.user
        )

    def get(self, request: SignedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if barrier := self.barrier():
            return barrier
        typed = kept.take(request)
        if typed is not None:
            messages.warning(request, EXPIRED)
        form = self.get_form(typed)
        return self.show(form=form, closed=self.refusal())

    def post(self, request: SignedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form(request.POST)
        if barrier := self.barrier(form):
            return barrier
        if closed := self.refusal():
            return self.show(form=form, closed=closed)
        if not form.is_valid():
            return self.show(form=form)
        if moved := self.moved_meanwhile(form.cleaned_data.get("seen")):
            form.add_error(None, moved)
            return self.show(form=form, status=409)
        try:
            event = self.workflow.perform(
                self.subject,
                self.transition.name,
                by=request.user,
                data=form.data_of_move(),
                reason=form.cleaned_data.get("reason", ""),
                text=form.cleaned_data.get("text", ""),
                on_behalf_of=form.cleaned_data.get("on_behalf_of", ""),
            )
        except Refused as refusal:
            self.subject = self.get_subject()
            if barrier := self.barrier(form):
                return barrier
            form.refuse(refusal)
            return self.show(form=form)
        return self.done(f"{event.label}.")

    def barrier(self, form: MoveForm | None = None) -> HttpResponse | None:
        """The answer when this move can't even be tried, or None."""
        user, transition = self.request.user, self.transition
        if capacity(user, transition.who) is None or not self.workflow.in_perimeter(
            self.subject, user
        ):
            return self.refused(self.not_for_you())
        if self.subject.stage not in transition.sources:
            return self.refused(self.refusal() or "", status=409, form=form)
        return None

    def not_for_you(self) -> str:
        if not self.workflow.in_perimeter(self.subject, self.request.user):
            return "Cette offre est suivie par un autre service."
        return f"Réservé à : {in_words(self.transition.who)}."

    def refusal(self) -> str | None:
        return self.workflow.refusal(self.subject, self.transition.name, self.request.user)

    def moved_meanwhile(self, seen: int | None) -> str | None:
        """What somebody else did since the person had the form on screen, or None.

        Asked under the lock of the subject, else two who press at once would both find nothing.
        """
        if seen is None:
            return None
        lock_subject(self.subject)
        newest = newest_move(self.subject)
        if newest is None or newest.pk <= seen:
            return None
        if newest.by_id == self.request.user.pk:
            return None
        at = hour(timezone.localtime(newest.at))
        return (
            f"{newest.author} a enregistré « {newest.label} » à {at}, pendant que vous remplissiez"
            " ce formulaire. Vérifiez, puis enregistrez à nouveau si c'est encore juste."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest = newest_move(self.subject) if self.subject else None
        kwargs.setdefault("closed", None)
        return super().get_context_data(
            transition=self.transition, seen=newest.pk if newest else "", **kwargs
        )


class UndoView(SubjectScreen):
    """Somebody goes back on the last step, with a reason."""

    template_name = "workflow/undo.html"
    header_icon = "history"

    def get_page_title(self) -> str:
        return f"Annuler {self.last.in_words}" if self.subject and self.last else "Annuler"

    def get_page_subtitle(self) -> str:
        return str(self.subject or "")

    def get(self, request: SignedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if refusal := self.refusal():
            return self.refused(refusal, status=self.status_of_refusal())
        return self.show(form=UndoForm(kept.take(request)))

    def post(self, request: SignedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = UndoForm(request.POST)
        if refusal := self.refusal():
            return self.refused(refusal, status=self.status_of_refusal(), form=form)
        if not form.is_valid():
            return self.show(form=form)
        try:
            event = self.workflow.undo(
                self.subject,
                by=request.user,
                text=form.cleaned_data["text"],
                step=form.cleaned_data["step"],
            )
        except Refused as error:
            form.refuse(error)
            return self.show(form=form)
        return self.done(f"{event.label}.")

    @cached_property
    def last(self) -> Event | None:
        return last_step(self.subject) if self.subject else None

    def refusal(self) -> str | None:
        return self.workflow.undo_refusal(self.subject, self.request.user, event=self.last)

    def status_of_refusal(self) -> int:
        return 409 if self.request.user.is_coordinator else 403

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(last=self.last, **kwargs)


class AssignmentView(SubjectScreen):
    """Take, give back or say done one open action of the subject."""

    http_method_names = ["get", "post"]

    def get(self, request: SignedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self.get_subject_url())

    def post(self, request: SignedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        action = get_object_or_404(actions_of(self.subject), pk=self.kwargs["pk"])
        if not self.workflow.in_perimeter(self.subject, request.user):
            return self.refused(self.workflow.elsewhere)
        try:
            done = self.use(self.kwargs["gesture"], action)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return HttpResponseRedirect(self.get_back_url())
        messages.success(request, done)
        return HttpResponseRedirect(self.get_back_url())

    def use(self, gesture: str, action: Action) -> str:
        label, user = label_of(action.verb), self.request.user
        if gesture == "prendre":
            assignment.take(action, by=user)
            return f"« {label} » est à vous."
        if gesture == "rendre":
            assignment.release(action, by=user)
            return f"« {label} » est rendue à l'équipe."
        if gesture == "fait":
            text = self.request.POST.get("text", "")
            assignment.complete(action, by=user, text=text)
            return f"Fait : {label}."
        raise Http404
