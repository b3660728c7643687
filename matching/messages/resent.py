"""Why a link is sent by itself: asked for again, issued anew, after a correction, or passed on."""

from enum import StrEnum

MOTIVE = {"motif": "pourquoi ce lien est envoyé"}
MOTIVE_SAMPLE = {"motif": "Voici le nouveau lien demandé."}
PASSED_ON_BY = {"transmis_par": "nom de la personne qui a transmis le suivi"}
PASSED_ON_BY_SAMPLE = {"transmis_par": "Dominique Essai"}


class Resent(StrEnum):
    """The cause that the journal of messages shows; `words` are what its reader is told."""

    ASKED = "Lien redemandé"
    SENT_AGAIN = "Lien renvoyé"
    ISSUED = "Nouveau lien émis"
    CORRECTED = "Coordonnées corrigées"

    def words(self, service) -> str:
        return {
            Resent.ASKED: "Voici le nouveau lien demandé.",
            Resent.SENT_AGAIN: f"{service} vous renvoie votre lien.",
            Resent.ISSUED: f"{service} vous envoie un nouveau lien : il remplace les précédents.",
            Resent.CORRECTED: "Vos coordonnées ont changé : voici votre lien, à cette adresse.",
        }[self]
