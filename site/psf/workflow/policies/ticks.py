"""Ticking the items of an action's checklist; what obligatory ones hold back: `obligatory`."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View
from wagtail.admin import messages

from psf.accounts.models import User
from psf.perimeter.requests import SignedRequest
from psf.wagtail_seams.screens import get_valid_next_url_from_request
from psf.workflow.errors import Refused
from psf.workflow.locks import lock_subject
from psf.workflow.models import Action, ChecklistTick
from psf.workflow.policies.effective import policy_of


@dataclass(frozen=True, slots=True)
class Item:
    """A point to check, and the tick that somebody put on it."""

    text: str
    tick: ChecklistTick | None = None
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """What a policy says on an open action's card: a short text, and points to tick."""

    instructions: str = ""
    items: tuple[Item, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.instructions or self.items)

    @property
    def ticked(self) -> int:
        return sum(item.tick is not None for item in self.items)


def guide_of(action: Action) -> Guide:
    """The guide of an open action: that of the policy in force, and who ticked what."""
    policy, step = policy_of(action), action.step or action.verb
    required = policy.required(step)
    texts = (*required, *policy.checklist(step))
    own = {}
    if texts:
        ticks = ChecklistTick.objects.filter(action=action).select_related("by")
        own = {tick.item: tick for tick in ticks}
    # What was ticked stays, even once the list says it otherwise.
    items = tuple(
        Item(text, own.get(text), text in required) for text in dict.fromkeys((*texts, *own))
    )
    return Guide(policy.instructions(step), items)


def tick(action: Action, item: str, *, by: User, ticked: bool, now: datetime | None = None) -> None:
    """Tick an item of an open action, or take the tick off. Raises Refused; twice is once."""
    with transaction.atomic():
        lock_subject(action.subject)
        action = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
        if not action.is_open:
            raise Refused("Cette action est déjà faite.")
        own = ChecklistTick.objects.filter(action=action, item=item)
        if not ticked:
            own.delete()
        elif item not in _asked(action):
            raise Refused("Ce point n'est plus dans la liste.")
        elif not own.exists():
            ChecklistTick.objects.create(
                action=action,
                service_id=action.service_id,
                youth_id=action.youth_id,
                item=item,
                by=by,
                at=now or timezone.now(),
            )


def _asked(action: Action) -> tuple[str, ...]:
    policy, step = policy_of(action), action.step or action.verb
    return (*policy.required(step), *policy.checklist(step))


class TickView(View):
    """POST `item` and `ticked`; back to the page that sent here."""

    http_method_names = ["post"]

    def post(self, request: SignedRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("workflow.view_action"):
            raise Http404
        action = Action.objects.in_services(request.services).filter(pk=pk).first()
        if action is None:
            raise Http404
        try:
            item, ticked = request.POST.get("item", ""), request.POST.get("ticked") == "1"
            tick(action, item, by=request.user, ticked=ticked)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        back = get_valid_next_url_from_request(request) or reverse("wagtailadmin_home")
        return HttpResponseRedirect(back)
