"""What may have to be done about a placement or a young person."""

from django.db.models import TextChoices


class PlacementVerb(TextChoices):
    CALL_COMPANY = "call_company", "Appeler l'entreprise"
    PREPARE_FILE = "prepare_file", "Préparer le dossier du jeune"
    ANSWER = "answer", "Répondre à la proposition"
    REMIND_COMPANY = "remind_company", "Relancer l'entreprise"
    ASK_BUYER = "ask_buyer", "Demander à l'acheteur d'intervenir"
    ASK_SUPERIOR = "ask_superior", "Demander l'appui du niveau départemental"
    CALL_THIRD_CONTACT = "call_third_contact", "Appeler un troisième contact"
    COMMITMENT_REMINDER = "commitment_reminder", "Envoyer le rappel d'engagement"
    CHOOSE_DATE = "choose_date", "Choisir une date de réunion"
    MEET_AND_DECIDE = "meet_and_decide", "Tenir la réunion de présentation et décider"
    PLAN_MEETING = "plan_meeting", "Fixer une nouvelle date de réunion"
    MOVE_MEETING = "move_meeting", "Reporter la réunion avec le jeune et l'entreprise"
    GET_SIGNATURES = "get_signatures", "Faire signer la convention"
    SIGN_COMPANY = "sign_company", "Signer la convention (entreprise)"
    SIGN_SCHOOL = "sign_school", "Signer la convention (établissement)"
    SIGN_YOUTH = "sign_youth", "Signer la convention (jeune)"
    SIGN_GUARDIAN = "sign_guardian", "Signer la convention (représentant légal)"
    CHECK_IN = "check_in", "Faire le point avec le tuteur entreprise"
    END_PRESENCE = "end_presence", "Constater la fin de la présence"
    COMPLETE_REVIEW = "complete_review", "Terminer le bilan croisé"
    GIVE_OPINION = "give_opinion", "Donner son avis pour le bilan croisé"
    FIND_CONTACT = "find_contact", "Trouver un autre contact dans l'entreprise"
    FIND_BUYER_CONTACT = "find_buyer_contact", "Trouver un autre contact chez l'acheteur"
    TELL_FAMILY = "tell_family", "Prévenir le jeune ou sa famille, qu'aucun message n'atteint"
    CALL_BACK_COMPANY = "call_back_company", "Rappeler l'entreprise, qui le demande"
    APPROVE_SEND = "approve_send", "Approuver l'envoi du profil"
    APPROVE_START = "approve_start", "Approuver le début en entreprise"
    REVISE_FILE = "revise_file", "Revoir le dossier après un refus d'approbation"


class YouthVerb(TextChoices):
    PROPOSE_PLACEMENT = "propose_placement", "Proposer un parcours au jeune"
    FIND_PLACEMENT = "find_placement", "Chercher une place pour un jeune prêt depuis longtemps"
    SEE_YOUTH = "see_youth", "Faire le point avec le jeune"
    TELL_YOUTH = "tell_youth", "Prévenir le jeune, qu'aucun message n'atteint"
    CALL_BACK_YOUTH = "call_back_youth", "Rappeler le jeune, qui le demande"
    CALL_BACK_GUARDIAN = "call_back_guardian", "Rappeler le représentant légal, qui le demande"


# Done by saying so, without moving the file.
COMPLETABLE = frozenset(
    {
        PlacementVerb.REMIND_COMPANY,
        PlacementVerb.ASK_BUYER,
        PlacementVerb.ASK_SUPERIOR,
        PlacementVerb.COMMITMENT_REMINDER,
        PlacementVerb.FIND_CONTACT,
        PlacementVerb.FIND_BUYER_CONTACT,
        PlacementVerb.TELL_FAMILY,
        YouthVerb.TELL_YOUTH,
        PlacementVerb.REVISE_FILE,
        YouthVerb.FIND_PLACEMENT,
        YouthVerb.SEE_YOUTH,
        YouthVerb.CALL_BACK_YOUTH,
        YouthVerb.CALL_BACK_GUARDIAN,
    }
)
# Done by telephone: a call's outcome closes or moves them.
BY_PHONE = (
    PlacementVerb.CALL_COMPANY,
    PlacementVerb.CALL_THIRD_CONTACT,
    PlacementVerb.REMIND_COMPANY,
    PlacementVerb.CALL_BACK_COMPANY,
)
# Calls that a family asked for: they outlive a stage and a situation.
ASKED_CALLS = frozenset({YouthVerb.CALL_BACK_YOUTH, YouthVerb.CALL_BACK_GUARDIAN})
# Work around buyers, for the tab « acheteurs ».
ABOUT_BUYER = frozenset(
    {
        PlacementVerb.ASK_BUYER,
        PlacementVerb.COMMITMENT_REMINDER,
        PlacementVerb.FIND_BUYER_CONTACT,
    }
)
# Work around companies, for the tab « entreprises ».
ABOUT_COMPANY = frozenset(
    {
        *BY_PHONE,
        PlacementVerb.ANSWER,
        PlacementVerb.SIGN_COMPANY,
        PlacementVerb.GIVE_OPINION,
        PlacementVerb.CHECK_IN,
        PlacementVerb.FIND_CONTACT,
    }
)
