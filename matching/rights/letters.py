"""The answer to whoever asked, as a letter to copy or print: the reason and the ways of appeal."""

from matching.enums import TO_CHECK, Right, RightsOutcome, RightsRefusal
from matching.models import RightsRequest
from matching.rights.handling import EACH
from matching.rights.officer import dpo
from psf.french.days import full_date

# Before somebody chose and wrote them.
TO_WRITE = "[à compléter]"
SAID = {
    Right.ACCESS: "La copie de vos données vous est remise.",
    Right.RECTIFICATION: "Vos données sont corrigées : {changes}.",
    Right.OPPOSITION: "Votre opposition est enregistrée : vos données ne servent plus à vous proposer à"
    " une entreprise.",
    Right.ERASURE: "Vos données sont effacées. Il n'en reste que des comptes, où personne ne peut vous"
    " retrouver.",
}
# RGPD, article 12.4.
APPEAL = (
    "Vous n'êtes pas d'accord ? Vous pouvez écrire au délégué à la protection des données ({dpo}), déposer"
    " une réclamation auprès de la CNIL (3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07,"
    " cnil.fr/plaintes), ou saisir le tribunal administratif."
)


def answer(request: RightsRequest) -> list[str]:
    """Paragraphs; a model of refusal as long as the request is open."""
    asked = EACH[Right(request.right)]
    return [
        "Bonjour,",
        f"Vous avez exercé votre droit {asked} le {full_date(request.received_on)} (demande {request.code}).",
        *_said(request),
        APPEAL.format(dpo=dpo() or TO_WRITE),
        str(request.service),
    ]


def _said(request: RightsRequest) -> list[str]:
    if request.outcome == RightsOutcome.ANSWERED:
        changes = request.changes or TO_WRITE
        return [SAID[Right(request.right)].format(changes=changes)]
    if request.outcome == RightsOutcome.WITHDRAWN:
        return ["Vous nous avez dit que vous ne demandez plus rien : la demande est close."]
    reason = RightsRefusal(request.refusal).label if request.refusal else TO_WRITE
    facts = request.refusal_facts or TO_WRITE
    return [
        "Nous ne pouvons pas y donner suite.",
        f"Le motif : {reason.removesuffix(TO_CHECK)}.",
        f"Les faits : {facts.rstrip('. ')}.",
    ]
