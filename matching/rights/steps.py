"""What a request asks for next: one list, read by its screen. What was done: `proof`."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils import timezone

from matching.enums import Right, RightsHandOver
from matching.messages import recipients
from matching.models import Placement, RightsRequest, Youth
from matching.rights import forms, handling
from matching.rights.contacts import stop_writing
from matching.rights.delivering import send_link
from matching.rights.erasing import erase, kept_by
from matching.rights.keeping import readers
from matching.rights.opposing import oppose
from psf.french.days import numeric
from psf.french.phrases import listed
from psf.workflow.errors import Refused


@dataclass(frozen=True, slots=True)
class Step:
    """`form` and `act(request, data, by)` do it, `said` is told then; `page` names an address instead."""

    name: str
    title: str
    button: str
    said: str
    form: type[forms.StepForm]
    act: Callable
    lead: str = ""
    page: str = ""


def _verify(request, data, by):
    handling.verify(request, data["how"], by=by)


def _interest(request, data, by):
    handling.read_for_the_minor(request, by=by)


def _extend(request, data, by):
    handling.extend(request, data["until"], data["reason"], by=by)


def _refuse(request, data, by):
    kept = kept_by(request) if request.right == Right.ERASURE else ""
    handling.refuse(request, data["reason"], data["how"], facts=data["facts"], kept=kept, by=by)


def _withdraw(request, data, by):
    handling.withdraw(request, by=by)


def _rectify(request, data, by):
    told = {"others_told_on": timezone.localdate(), "others_told": data["others"]}
    handling.answer(
        request,
        data["how"],
        by=by,
        changes=data["changes"],
        **(told if data["others"] else {}),
    )


def _oppose(request, data, by):
    if isinstance(request.subject, Youth):
        oppose(request, data["how"], by=by)
        return
    subject = request.subject
    handling.answer(request, data["how"], by=by)
    stop_writing(subject)


def _erase(request, data, by):
    erase(request, data["how"], by=by)


def _deliver(request, data, by):
    if not request.archive_is_there():
        raise Refused("Préparez d'abord la copie.")
    if data["how"] == RightsHandOver.LINK:
        send_link(request, by=by)
    else:
        handling.answer(request, data["how"], by=by)


VERIFY = Step(
    "verifier",
    "Vérifier qui demande",
    "Identité vérifiée",
    "L'identité est vérifiée.",
    forms.VerifyForm,
    _verify,
    "Un lien, une voix ou une adresse ne suffisent pas. Rappelez au numéro du dossier, pas à celui que"
    " l'on vous donne.",
)
INTEREST = Step(
    "interet",
    "Relire dans l'intérêt du jeune",
    "C'est relu",
    "La relecture est notée.",
    forms.InterestForm,
    _interest,
    "Un représentant légal demande : ouvrez la copie, et lisez ce qu'il lirait.",
)
REREAD = Step(
    "relire",
    "Relire et faire la copie",
    "Relire",
    "",
    forms.StepForm,
    _verify,
    "Les textes libres peuvent nommer quelqu'un d'autre : gardez ou masquez, phrase par phrase.",
    page="rights:reread",
)
DELIVER = Step(
    "remettre",
    "Remettre la copie",
    "Remettre",
    "La copie est remise : la demande est close.",
    forms.DeliverForm,
    _deliver,
    "Elle s'efface d'elle-même après sept jours. En main propre : téléchargez-la, puis remettez-la.",
)
RECTIFY = Step(
    "rectifier",
    "Corriger, et le dire",
    "C'est corrigé",
    "La correction est notée : la demande est close.",
    forms.RectifyForm,
    _rectify,
    "Corrigez la fiche, prévenez ceux à qui la donnée fausse avait été transmise, puis notez-le ici.",
)
OPPOSE = Step(
    "opposer",
    "Arrêter de proposer",
    "Enregistrer l'opposition",
    "L'opposition est enregistrée.",
    forms.AnswerForm,
    _oppose,
    "Les propositions en cours sont retirées, plus aucune n'est faite ; le suivi continue. Un parcours"
    " commencé se poursuit : parlez-en avec la personne.",
)
STOP = Step(
    "opposer",
    "Ne plus écrire à cette personne",
    "Enregistrer l'opposition",
    "L'opposition est enregistrée.",
    forms.AnswerForm,
    _oppose,
    "Plus aucun service ne lui écrit, ses liens se ferment ; son nom reste au dossier.",
)
ERASE = Step(
    "effacer",
    "Effacer, ou refuser avec un motif",
    "Effacer",
    "La personne est effacée : la demande est close.",
    forms.EraseForm,
    _erase,
    "La mission de service public permet souvent de refuser : voyez les motifs. Si vous effacez, dites-le"
    " d'abord à la personne.",
)
EXTEND = Step(
    "prolonger",
    "Prolonger le délai",
    "Prolonger",
    "Le délai est prolongé.",
    forms.ExtendForm,
    _extend,
)
REFUSE = Step(
    "refuser",
    "Refuser",
    "Enregistrer le refus",
    "Le refus est enregistré : le modèle de réponse en dit le motif et les recours.",
    forms.RefuseForm,
    _refuse,
)
WITHDRAW = Step(
    "abandon",
    "La personne ne demande plus",
    "Clore",
    "La demande est close.",
    forms.WithdrawForm,
    _withdraw,
)
STEPS = {
    step.name: step
    for step in (
        VERIFY, INTEREST, REREAD, DELIVER, RECTIFY, OPPOSE, ERASE, EXTEND, REFUSE, WITHDRAW
    )
}  # fmt: skip


SENT = "Le lien est envoyé : la demande se clôt quand la personne ouvre sa copie."
ALONE = "personne d'autre ne le peut ici : prévenez le délégué à la protection des données"


def said_of(step: Step, request: RightsRequest) -> str:
    """What is told once a step is done: a copy sent by link is not delivered yet."""
    return SENT if step.name == DELIVER.name and waits_to_be_opened(request) else step.said


def waits_to_be_opened(request: RightsRequest) -> bool:
    """A copy left by a link, and nobody opened it: nothing is left to do but wait."""
    return (
        request.is_open
        and request.handed_over == RightsHandOver.LINK
        and request.archive_is_there()
    )


def who_erases(request: RightsRequest, user) -> str:
    """Before `user` verifies who asks to be erased: they will not erase, and who may; or ""."""
    if request.right != Right.ERASURE or not request.youth_id or request.verified_on:
        return ""
    others = sorted(str(each) for each in readers(request) if each != user)
    who = listed(others, "ou") if others else ALONE
    return f"Qui vérifie l'identité n'efface pas. Pour effacer ensuite : {who}."


def following(request: RightsRequest) -> list[Step]:
    """What is left to do, the next one first."""
    if not request.is_open:
        return []
    left = [VERIFY] if request.verified_on is None else []
    match request.right:
        case Right.ACCESS:
            if not request.archive_is_there():
                left.append(REREAD)
            if request.needs_interest_read:
                left.append(INTEREST)
            if not waits_to_be_opened(request):
                left.append(DELIVER)
        case Right.RECTIFICATION:
            left.append(RECTIFY)
        case Right.OPPOSITION:
            left.append(OPPOSE if request.youth_id else STOP)
        case Right.ERASURE:
            left.append(ERASE)
    return left


def otherwise(request: RightsRequest) -> list[Step]:
    """The other ways out, at any moment."""
    if not request.is_open:
        return []
    again = [replace(DELIVER, title="Remettre la copie autrement")]
    return [
        *(again if waits_to_be_opened(request) else []),
        *([EXTEND] if request.extended_on is None else []),
        REFUSE,
        WITHDRAW,
    ]


def transmitted_to(request: RightsRequest) -> list[str]:
    """To whom the young person's data went: companies that read a profile, schools that signed."""
    if request.youth_id is None:
        return []
    files = Placement.objects.filter(youth=request.youth_id, sent_on__isnull=False)
    files = files.select_related("offer__company", "host_slot__host", "school").order_by("sent_on")
    told = []
    for file in files:
        told.append(f"{file.host_slot.hosting_company} ({file.code}, le {numeric(file.sent_on)})")
        if file.school_id:
            told.append(f"{file.school} ({file.code})")
    return told


def may_send_link(request: RightsRequest) -> bool:
    """Whether the person can be sent a link: a young person or a guardian with a way to be written to."""
    if request.youth is None:
        return False
    who = request.guardian if request.is_by_guardian else request.youth
    if who is None:
        return False
    to = recipients.guardian(who) if request.is_by_guardian else recipients.youth(who)
    return bool(to.email or to.phone)
