"""A request about one's own data keeps the file until it is answered."""

from django.db.models import Exists, OuterRef

from matching.due import BLOCKERS, Blocker
from matching.models import RightsRequest

OPEN_REQUEST = "demande"


def _open():
    return RightsRequest.objects.open()


def _said(keys, on):
    for request in _open().filter(youth__in=keys).order_by("pk"):
        yield request.youth_id, f"demande {request.code} sans réponse"


BLOCKERS.add(
    Blocker(OPEN_REQUEST, lambda on: Exists(_open().filter(youth=OuterRef("pk")).order_by()), _said)
)
