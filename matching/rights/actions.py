"""A request keeps one action open until it is answered: about a young person, or a contact."""

from matching.youths.actions import about_youth
from offers.enums import ActionSort, ActionTab
from psf.workflow.enums import Actor
from psf.workflow.kinds import ActionKind, Search, declare

LABEL = "Répondre à une demande d'exercice de droits"
# The law's month; the day itself is that of the request (`chosen`).
DAYS = 30
ENDS = "quand la demande est répondue, sur son écran"


def say_rights(action, user) -> str:
    return (
        "La loi donne un mois. Vérifiez d'abord qui demande : rappelez au numéro du dossier. Dites"
        " quand viendra la réponse."
    )


ANSWER_RIGHTS = declare(
    about_youth(
        verb="answer_rights",
        label=LABEL,
        actor=Actor.COORDINATOR,
        days=DAYS,
        dated=False,
        outlives=True,
        search=Search("Ouvrir la demande", "rights:of_youth"),
        ends=ENDS,
        script=say_rights,
        sort=ActionSort.ANSWER,
    )
)
ANSWER_CONTACT_RIGHTS = declare(
    ActionKind(
        about="contact",
        verb="answer_contact_rights",
        label=f"{LABEL} d'un contact",
        actor=Actor.COORDINATOR,
        days=DAYS,
        dated=False,
        ends=ENDS,
        sort=ActionSort.ANSWER,
        tab=ActionTab.COMPANIES,
    )
)
