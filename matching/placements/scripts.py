"""What to say on the telephone, by action: short, and without the name of a young person."""

import re

from django.utils import timezone

from matching.enums import PlacementStage
from matching.verbs import PlacementVerb, YouthVerb
from offers.verbs import OfferVerb

CLAUSE = "la clause sociale de formation de votre marché"
# French marks stay on the line of their word.
NARROW = "\N{NARROW NO-BREAK SPACE}"
BEFORE_MARKS = re.compile(r"(?<=«) | (?=[»?!:;])")


def script_of(action, user) -> str:
    """Sentences to say for `action`, or what to do when nobody is to be called; "" for neither."""
    say = SCRIPTS.get(action.verb)
    return BEFORE_MARKS.sub(NARROW, say(action, user)) if say else ""


def hello(action, user) -> str:
    """« Bonjour, je suis Nadia Carillon, tutrice pédagogique, MLDS du bassin de Saint-Denis. »"""
    function = user.function
    if function[1:2].islower():
        function = function[0].lower() + function[1:]
    return (
        f"« Bonjour, je suis {', '.join(filter(None, (str(user), function, str(action.service))))}."
    )


def _contract(placement) -> str:
    contract = placement.offer.contract
    return f"du marché « {contract.title} » ({contract.buyer})" if contract else "d'accueil"


def _day(value) -> str:
    return f"{value:%d/%m}" if value else "…"


def call_company(action, user) -> str:
    placement = action.placement
    if placement.stage == PlacementStage.SENT:
        return _about_profile(action, user, "Avez-vous pu le lire ? Quel jour vous conviendrait")
    return (
        f"{hello(action, user)} Je vous appelle au sujet {_contract(placement)} : vous accueillez"
        f" un jeune pour un parcours de {placement.hours} heures. J'en accompagne un. Êtes-vous"
        " toujours la bonne personne ? Les tâches, les horaires et les dates tiennent-ils"
        " toujours ? »"
    )


def _about_profile(action, user, question) -> str:
    placement = action.placement
    return (
        f"{hello(action, user)} Vous avez reçu le {_day(placement.sent_on)} le profil d'un jeune"
        f" pour un parcours de {placement.hours} heures, au titre {_contract(placement)}."
        f" {question} pour une réunion de présentation ? Elle n'engage à rien. »"
    )


def remind(action, user) -> str:
    return _about_profile(
        action, user, "Nous n'avons pas encore votre réponse : ce jeune vous attend. Quel jour"
    )


def call_third_contact(action, user) -> str:
    placement = action.placement
    return (
        f"{hello(action, user)} Votre entreprise s'est engagée à accueillir un jeune au titre"
        f" {_contract(placement)}. Nous avons écrit le {_day(placement.sent_on)}, sans réponse."
        " Qui peut décider d'une réunion de présentation cette semaine ? »"
    )


def ask_buyer(action, user) -> str:
    placement = action.placement
    return (
        f"{hello(action, user)} Un jeune est proposé depuis le {_day(placement.sent_on)} à"
        f" {placement.offer.company}, titulaire {_contract(placement)}. L'entreprise ne répond"
        " pas : pouvez-vous lui rappeler son engagement et nous dire qui appeler ? »"
    )


def ask_superior(action, user) -> str:
    return (
        f"{hello(action, user)} {action.placement.offer.company} ne répond pas depuis le"
        f" {_day(action.placement.sent_on)}. Connaissez-vous quelqu'un dans cette entreprise ? »"
    )


def commitment_reminder(action, user) -> str:
    return (
        "À écrire au titulaire, copie à l'acheteur : rappel de l'article du marché, de la date"
        f" d'envoi du profil ({_day(action.placement.sent_on)}) et du délai pour répondre."
    )


def answer(action, user) -> str:
    return _about_profile(action, user, "Votre réponse est attendue. Quel jour vous conviendrait")


def check_in(action, user) -> str:
    return (
        f"{hello(action, user)} Comment se passe le parcours ? Présence et horaires, tâches,"
        " ce qui va bien, ce qu'il faudrait adapter. »"
    )


def give_opinion(action, user) -> str:
    return (
        f"{hello(action, user)} Le parcours est terminé, merci de l'avoir accueilli. Pour le bilan :"
        " quelles compétences sont acquises, lesquelles restent en cours ? »"
    )


def meet_and_decide(action, user) -> str:
    meeting = action.placement.meeting_at
    when = f" le {timezone.localtime(meeting):%d/%m à %H h %M}" if meeting else ""
    place = f", {action.placement.meeting_place}" if action.placement.meeting_place else ""
    return (
        f"Réunion de présentation{when}{place}. Le marché, le jeune qui se présente, les tâches, le"
        " rythme ; puis dites ici ce qui a été décidé."
    )


def plan_meeting(action, user) -> str:
    return f"{hello(action, user)} La réunion n'a pas pu se tenir. Quel jour vous conviendrait ? »"


def choose_date(action, user) -> str:
    return (
        "Voir avec le jeune laquelle des dates proposées lui convient, la fixer ici : l'entreprise et"
        " le jeune reçoivent un message."
    )


def move_meeting(action, user) -> str:
    return (
        f"{hello(action, user)} Le jeune ne peut pas venir à la réunion prévue. Quel autre jour vous"
        " conviendrait cette semaine ou la suivante ? »"
    )


def call_back(action, user) -> str:
    return f"{hello(action, user)} Vous avez demandé à être rappelé : je vous écoute. »"


def sign(action, user) -> str:
    return (
        f"{hello(action, user)} La convention est prête. Quand pouvez-vous la signer et nous la"
        " rendre ? La signature sur papier suffit. »"
    )


def see_youth(action, user) -> str:
    return (
        "Prendre des nouvelles, dire où l'on en est même s'il n'y a rien de neuf, convenir du"
        " prochain rendez-vous."
    )


def verify_offer(action, user) -> str:
    offer = action.offer
    return (
        f"{hello(action, user)} Vous avez déclaré une offre de parcours de {offer.hours} heures"
        f"{_for_contract(offer)}. Êtes-vous la bonne personne ? Où le jeune serait-il accueilli,"
        " par qui, pour quelles tâches, à partir de quand ? »"
    )


def verify_contacts(action, user) -> str:
    return (
        f"{hello(action, user)} Nous suivons {CLAUSE}{_for_contract(action.offer)}. Qui faut-il"
        " appeler aujourd'hui pour accueillir un jeune ? »"
    )


def use_hours(action, user) -> str:
    end = action.offer.firm_end
    return (
        f"{hello(action, user)} Il reste {action.offer.budget.left} heures de parcours à faire"
        f" avant le {end:%d/%m/%Y}. Pouvez-vous accueillir un jeune ces prochaines semaines ? »"
        if end
        else ""
    )


def answer_offer(action, user) -> str:
    return (
        f"Aucun jeune n'est proposé à {action.offer.company} : chercher plus loin, ou dire à"
        " l'entreprise et à l'acheteur où l'on en est."
    )


def resume_offer(action, user) -> str:
    return f"{hello(action, user)} Pouvez-vous de nouveau accueillir un jeune, et à quelle date ? »"


def _for_contract(offer) -> str:
    return f" (marché « {offer.contract.title} », {offer.contract.buyer})" if offer.contract else ""


SCRIPTS = {
    PlacementVerb.CALL_COMPANY: call_company,
    PlacementVerb.REMIND_COMPANY: remind,
    PlacementVerb.CALL_THIRD_CONTACT: call_third_contact,
    PlacementVerb.ANSWER: answer,
    PlacementVerb.ASK_BUYER: ask_buyer,
    PlacementVerb.ASK_SUPERIOR: ask_superior,
    PlacementVerb.COMMITMENT_REMINDER: commitment_reminder,
    PlacementVerb.MEET_AND_DECIDE: meet_and_decide,
    PlacementVerb.PLAN_MEETING: plan_meeting,
    PlacementVerb.CHOOSE_DATE: choose_date,
    PlacementVerb.MOVE_MEETING: move_meeting,
    PlacementVerb.CALL_BACK_COMPANY: call_back,
    OfferVerb.CALL_BACK_COMPANY: call_back,
    YouthVerb.CALL_BACK_YOUTH: call_back,
    YouthVerb.CALL_BACK_GUARDIAN: call_back,
    PlacementVerb.GET_SIGNATURES: sign,
    PlacementVerb.SIGN_COMPANY: sign,
    PlacementVerb.SIGN_SCHOOL: sign,
    PlacementVerb.SIGN_GUARDIAN: sign,
    PlacementVerb.CHECK_IN: check_in,
    PlacementVerb.GIVE_OPINION: give_opinion,
    YouthVerb.SEE_YOUTH: see_youth,
    OfferVerb.VERIFY_OFFER: verify_offer,
    OfferVerb.VERIFY_CONTACTS: verify_contacts,
    OfferVerb.USE_HOURS: use_hours,
    OfferVerb.ANSWER_OFFER: answer_offer,
    OfferVerb.RESUME_OFFER: resume_offer,
}
