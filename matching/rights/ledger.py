"""Contacts that were forgotten: a restored backup does not bring them back."""

from collections.abc import Sequence

from matching.rights.contacts import KINDS, forget_again
from psf.ledger import Erasure
from psf.ledger.replay import REPLAYERS, Replayer


def replayer(kind: str) -> Replayer:
    """Rows made since are somebody else's: a key that an older backup gives again is left alone."""
    model = KINDS[kind]

    def erase(erasures: Sequence[Erasure]) -> int:
        said = {int(each.key): each.at for each in erasures}
        stale = [
            contact
            for contact in model._base_manager.filter(pk__in=said).order_by("pk")
            if contact.created_at <= said[contact.pk]
        ]
        for contact in stale:
            forget_again(contact, said[contact.pk])
        return len(stale)

    return Replayer(kind, erase)


REPLAYERS.add(*map(replayer, KINDS))
