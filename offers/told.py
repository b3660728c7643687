"""An offer made a move, or one was undone: sent in that transaction, for whoever writes to people."""

from django.dispatch import Signal

from offers.models import Offer

# (move, event), (offer, event, undone).
moved, taken_back = Signal(), Signal()


def tell(move, event) -> None:
    moved.send(sender=Offer, move=move, event=event)


def untell(event, undone) -> None:
    offer = Offer.objects.select_related("contract", "budget", "service").get(pk=event.offer_id)
    taken_back.send(sender=Offer, offer=offer, event=event, undone=undone)
