"""Whether a young person, or a slot, can be proposed at all today; if not, why and what to do."""

from typing import NamedTuple

from matching.enums import Situation
from matching.models import MatchingPolicy, Placement, Youth
from offers.enums import OfferStage
from offers.models import HostSlot
from psf.french.days import numeric


class Halt(NamedTuple):
    """What stands in the way of any proposal, and the way round it."""

    sentence: str
    advice: str
    placement: Placement | None = None


def halt_of_youth(youth: Youth) -> Halt | None:
    placement = youth.placements.active().select_related("offer__company").first()
    if placement:
        return Halt(
            f"Ce jeune a déjà un parcours en cours ({placement.get_stage_display()}) :"
            f" {placement.offer.company}.",
            "Un jeune n'a qu'un parcours à la fois. Ouvrez son dossier : quand ce parcours se"
            " termine, ou s'il est retiré, une autre place peut être proposée.",
            placement,
        )
    if youth.opposed_on:
        return Halt(
            "Ce jeune s'oppose à l'usage de ses données pour lui proposer un parcours, depuis le"
            f" {numeric(youth.opposed_on)}.",
            "Son suivi continue, sans proposition. S'il change d'avis, il le dit : levez son"
            " opposition depuis sa demande.",
        )
    if youth.situation != Situation.READY:
        return Halt(
            f"Ce jeune n'est pas prêt pour un parcours : {youth.get_situation_display()}.",
            "Quand il le sera, changez sa situation dans sa fiche : « prêt pour un parcours »."
            " Les places s'affichent alors ici.",
        )
    if youth.age > (limit := MatchingPolicy.current().max_age):
        return Halt(
            f"Ce jeune a {youth.age} ans : un parcours se termine avant {limit + 1} ans.",
            "Aucune place ne peut plus lui être proposée. Dites-lui ce qui existe à son âge, puis"
            " fermez sa fiche en changeant sa situation.",
        )
    return None


def halt_of_slot(slot: HostSlot) -> Halt | None:
    stage = slot.offer.stage
    if stage != OfferStage.AVAILABLE:
        advice = (
            "Il ne reste plus d'heures à proposer."
            if stage == OfferStage.USED_UP
            else "Une offre se propose une fois vérifiée avec l'entreprise et rendue disponible."
        )
        return Halt(f"Cette offre n'est pas disponible ({slot.offer.get_stage_display()}).", advice)
    if not slot.active:
        return Halt(
            "Ce lieu d'accueil est fermé.", "Rouvrez-le dans la fiche de l'offre pour le proposer."
        )
    if slot.busy:
        until = f" jusqu'au {numeric(slot.busy_until)}" if slot.busy_until else ""
        return Halt(
            f"Cette place est prise{until}.",
            "Un jeune à la fois. Quand la place se libère, une action s'ouvre dans le suivi.",
        )
    return None
