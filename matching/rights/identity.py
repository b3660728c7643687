"""Who may say how they know who asks: nobody vouches for a call that they could not make."""

from matching.enums import IdentityCheck
from matching.models import RightsRequest, Youth

NO_NUMBER = "Le dossier n'a aucun numéro : vérifiez autrement."
SEE_IT_FIRST = "Affichez d'abord le numéro du dossier, rappelez, puis notez-le."
WHO_FOLLOWS = "Seul le service qui suit la personne peut la reconnaître."


def number_of(request: RightsRequest) -> str:
    """The telephone that the file has of whoever asks; "" when it has none."""
    if request.is_by_guardian:
        return request.guardian.phone if request.guardian else ""
    subject = request.subject
    if subject is None or isinstance(subject, Youth):
        return subject.phone if subject else ""
    return subject.address_for(request.service_id).phone or subject.phone


def cannot_vouch(request: RightsRequest, how: str, by) -> str:
    """Why `by` may not say it was verified so, in French, or "".

    Who sees no file reads the number on the request, which keeps that they did.
    """
    if how == IdentityCheck.KNOWN and not by.sees_persons:
        return WHO_FOLLOWS
    if how == IdentityCheck.CALL_BACK:
        if not number_of(request):
            return NO_NUMBER
        if not by.sees_persons and request.number_shown_to_id != by.pk:
            return SEE_IT_FIRST
    return ""


def ways_for(request: RightsRequest, by) -> list[IdentityCheck]:
    """The ways of verifying that `by` may vouch for."""
    return [way for way in IdentityCheck if not cannot_vouch(request, way, by)]
