"""«Enchaîner»: one action after another, oldest first, each outcome in one tap.

The position is in the address: the last action seen (`apres`, its due date and key) and how many
were done on the way (`faits`). Nothing is kept in the session, so two windows may run at once.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View
from wagtail.admin import messages

from matching.desk.forms import NoteForm
from matching.desk.queue.listing import DUE_TODAY, Listing
from matching.desk.queue.rows import events_about, of_keys, rows_of
from matching.desk.queue.sheet import sheet_of
from matching.desk.views.calls import button_to_undo
from matching.desk.views.queue import QueueScreen
from matching.models import Placement
from matching.placements.calls import contacts_to_call, record_call
from matching.placements.forms.calls import CallForm
from matching.youths.exchanges.forms import ExchangeForm
from matching.youths.exchanges.noting import is_an_exchange, with_whom
from matching.youths.exchanges.panel import noting
from offers.actions import DECIDE_ADDRESS, DECIDE_BUYER_ADDRESS
from offers.life.proposals import ProposalsPanel
from offers.models import CompanyContact, Offer
from offers.proposals import proposals, proposals_of_contract
from psf.codes import key_of
from psf.french.moments import short_moment
from psf.perimeter.access import Door, record_access
from psf.workflow import assignment
from psf.workflow.history import folded
from psf.workflow.kinds import label_of
from psf.workflow.models import Action
from psf.workflow.scripts import script_of

SHOWN_EVENTS = 3


class ChainView(QueueScreen, View):
    template_name = "matching/queue/chain.html"
    page_title = "Enchaîner"

    def get(self, request):
        action = self._asked() or self._next()
        if action is None:
            return self._finished()
        return self._show(action)

    def post(self, request):
        in_sight = Action.objects.in_services(self.services)
        action = get_object_or_404(in_sight, pk=key_of(request.GET.get("action", "")))
        subject = self._lock(action)
        action = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
        if not action.is_open:
            return self._done_meanwhile(action)
        form = None
        try:
            if "fait" in request.POST:
                note = NoteForm(request.POST)
                if not note.is_valid():
                    return self._show(action, note=note)
                text = note.cleaned_data["text"]
                event = assignment.complete(action, by=request.user, text=text)
            else:
                form = CallForm(request.POST, contacts=contacts_to_call(subject), subject=subject)
                if self._dated_meanwhile(action):
                    return self._show(action, form=form, meanwhile=self._who_did(action))
                if not form.is_valid():
                    return self._show(action, form=form)
                event = record_call(subject, by=request.user, **form.values())
        except ValidationError as refusal:
            if form is None:
                messages.error(request, " ".join(refusal.messages))
                return self._show(action)
            form.refuse(refusal)
            return self._show(action, form=form)
        undo = [button_to_undo(subject, back=request.get_full_path())] if form else []
        messages.success(request, f"{event.label} – {self._name_of(action)}.", buttons=undo)
        return HttpResponseRedirect(self._onward(action, done=1))

    # Which action

    @cached_property
    def chain(self):
        """What is due: late actions and today's; those to come too when asked (`avenir`)."""
        return (self.listing if self._to_come else self._of_today).actions()

    @cached_property
    def _of_today(self) -> Listing:
        return self.listing.narrowed(DUE_TODAY)

    def _asked(self):
        """The action named by the address; one done meanwhile is said and passed."""
        pk = key_of(self.request.GET.get("action", ""))
        action = Action.objects.in_services(self.services).filter(pk=pk).first() if pk else None
        if action is not None and not action.is_open:
            messages.warning(self.request, self._who_did(action))
            return None
        return action

    def _next(self):
        actions = self.chain
        if self._cursor:
            actions = actions.after(*self._cursor)
        return actions.oldest_first().first()

    @property
    def _to_come(self) -> bool:
        return self.request.GET.get("avenir") == "1"

    @cached_property
    def _cursor(self):
        """(due date, key) of the last action seen, or None."""
        day, _, pk = self.request.GET.get("apres", "").partition(".")
        try:
            return (date.fromisoformat(day), key_of(pk)) if key_of(pk) else None
        except ValueError:
            return None

    @cached_property
    def _done(self) -> int:
        done = self.request.GET.get("faits", "")
        return int(done) if done.isdecimal() and len(done) < 5 else 0

    @cached_property
    def _seen_due(self):
        """The due date of the action when it was shown."""
        return self._day("vu")

    def _place(self, action) -> date:
        """The due date at which the action stood in the chain, even if it was dated again since."""
        return self._day("depuis") or self._seen_due or action.due

    def _day(self, name):
        try:
            return date.fromisoformat(self.request.GET.get(name, ""))
        except ValueError:
            return None

    # Where to go

    def address(self, name="queue", **more) -> str:
        """Of the chain where it stands, or of the list that it goes through."""
        if name == "queue":
            return (self.listing if self._to_come else self._of_today).address()
        return super().address(name, **({"avenir": "1"} if self._to_come else {}), **more)

    def _onward(self, action, *, done=0) -> str:
        """The address of what comes behind `action`, as it was dated when shown."""
        place = f"{self._place(action).isoformat()}.{action.pk}"
        return self.address("chain", apres=place, faits=self._done + done)

    # Two people at once

    def _lock(self, action):
        """The file or offer, locked, so that two calls about it are recorded one after the other."""
        if action.placement_id:
            placements = Placement.objects.select_related("tutor", "host_slot", "offer")
            return placements.select_for_update(of=("self",)).get(pk=action.placement_id)
        if action.offer_id:
            return Offer.objects.select_for_update(of=("self",)).get(pk=action.offer_id)
        return action.subject

    def _dated_meanwhile(self, action) -> bool:
        """Whether somebody recorded a call since the action was shown."""
        return self._seen_due is not None and action.due != self._seen_due

    def _who_did(self, action) -> str:
        event = events_about(action).first()
        if event is None:
            return f"« {label_of(action.verb)} » vient d'être faite."
        return f"{event.author} vient de le faire ({short_moment(event.at)}) : {event.label}."

    def _done_meanwhile(self, action):
        if action.done_by_id != self.request.user.pk:
            typed = self.request.POST.get("text", "").strip()
            kept = f" Votre note n'est pas enregistrée : « {typed} »" if typed else ""
            messages.warning(
                self.request, f"{self._name_of(action)} : {self._who_did(action)}{kept}"
            )
        return HttpResponseRedirect(self._onward(action))

    def _name_of(self, action) -> str:
        return str(action.subject)

    # Screens

    def _show(self, action, *, form=None, note=None, meanwhile=""):
        row = rows_of(of_keys([action.pk]), self.request.user)[0]
        sheet = sheet_of(row, self.request.user)
        action = row.action
        if sheet.by_call and form is None:
            called = action.placement or action.offer
            form = CallForm(contacts=contacts_to_call(called), subject=called)
        youth = action.youth if row.kind.calls_person else None
        if youth is not None:
            record_access(self.request, youth, Door.FILE)
        number, total = self._progress(action)
        return self._render(
            "matching/queue/chain.html",
            sheet=sheet,
            row=row,
            script=script_of(action, self.request.user),
            youth=youth,
            call_form=form if sheet.by_call else None,
            note_form=note or NoteForm(),
            call_url=self.address(
                "chain",
                action=action.pk,
                vu=action.due.isoformat(),
                depuis=self._place(action).isoformat(),
                faits=self._done,
            ),
            exchange=self._exchange(action),
            skip_url=self._onward(action),
            after_url=self._onward(action, done=1),
            stay_url=self.address(
                "chain",
                action=action.pk,
                depuis=self._place(action).isoformat(),
                faits=self._done,
            ),
            queue_url=self.address(),
            history=folded(events_about(action)[:SHOWN_EVENTS]),
            proposals=self._proposals(action),
            meanwhile=meanwhile,
            number=number,
            total=total,
            left=total - self._done,
            to_come=self._to_come,
            status=409 if meanwhile else 200,
        )

    def _exchange(self, action):
        """What the form of an exchange reads, where one does the action."""
        if action.placement_id or not action.youth_id or not is_an_exchange(action.verb):
            return None
        form = ExchangeForm(
            youth=action.youth, auto_id="echange_%s", initial={"whom": with_whom(action.verb)}
        )
        after = self._onward(action, done=1)
        return noting(action.youth, self.request.user, next_url=after, form=form)

    def _proposals(self, action) -> ProposalsPanel | None:
        """What an action about an address asks to decide."""
        if action.verb == DECIDE_ADDRESS.verb:
            people = CompanyContact.objects.filter(pk=action.contact_id)
            waiting = proposals(people, [action.service_id])
        elif action.verb == DECIDE_BUYER_ADDRESS.verb:
            waiting = proposals_of_contract(action.offer.contract)
        else:
            return None
        return ProposalsPanel(waiting, self._onward(action, done=1))

    def _progress(self, action) -> tuple[int, int]:
        """« 3 sur 17 »; (0, 0) for an action that the chain does not hold."""
        ahead = self.chain.before(action.due, action.pk).count()
        left = self.chain.count()
        return (self._done + ahead + 1, self._done + left) if ahead < left else (0, 0)

    def _finished(self):
        to_come = not self._to_come and self.actions().exists()
        return self._render(
            "matching/queue/finished.html",
            done=self._done,
            passed=self.chain.count(),
            restart_url=self.address("chain"),
            to_come_url=self.listing.address("chain", avenir="1") if to_come else "",
            queue_url=self.address(),
        )

    def _render(self, template, *, status=200, **context):
        return TemplateResponse(
            self.request, template, self.get_context_data(tab=self.tab, **context), status=status
        )

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("work:chain"), "label": "Enchaîner"},
        ]
