"""What may have to be done about an offer."""

from django.db.models import TextChoices


class OfferVerb(TextChoices):
    TAKE_CHARGE = "take_charge", "Prendre l'offre en charge"
    VERIFY_OFFER = "verify_offer", "Appeler l'entreprise pour vérifier l'offre"
    PROPOSE_YOUTH = "propose_youth", "Proposer un jeune"
    FOLLOW_UP = "follow_up", "Prévoir la suite du parcours en cours"
    ANSWER_OFFER = "answer_offer", "Répondre à l'offre restée sans jeune"
    USE_HOURS = "use_hours", "Utiliser les heures avant la fin du marché"
    VERIFY_CONTACTS = "verify_contacts", "Vérifier les contacts de l'entreprise"
    RESUME_OFFER = "resume_offer", "Reprendre l'offre suspendue"
    CALL_BACK_COMPANY = "call_back_offer", "Rappeler l'entreprise, qui le demande"
    ANSWER_INTEREST = "answer_interest", "Rappeler une personne intéressée par l'offre"


# Done by saying so, without moving the offer. « Prévoir la suite » is not: it keeps an available
# offer whose places are all taken from being forgotten.
COMPLETABLE = frozenset(
    {
        OfferVerb.ANSWER_OFFER,
        OfferVerb.USE_HOURS,
        OfferVerb.VERIFY_CONTACTS,
        OfferVerb.CALL_BACK_COMPANY,
        OfferVerb.ANSWER_INTEREST,
    }
)
