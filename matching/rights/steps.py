"""What a request asks for next, and what was done: one list, read by its screen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from matching.enums import EndOfRecord, Right, RightsHandOver
from matching.messages import recipients
from matching.models import ManifestLine, Placement, RightsRequest, Youth
from matching.rights import forms, handling
from matching.rights.contacts import stop_writing
from matching.rights.delivering import send_link
from matching.rights.erasing import erase
from matching.rights.opposing import oppose
from psf.french.days import numeric
from psf.workflow.errors import Refused


@dataclass(frozen=True, slots=True)
class Step:
    """`form` and `act(request, data, by)` do it; `page` names an address that does it instead."""

    name: str
    title: str
    button: str
    form: type[forms.StepForm]
    act: Callable
    lead: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A line of what was done."""

    on: date
    what: str
    detail: str = ""


def _verify(request, data, by):
    handling.verify(request, data["how"], by=by)


def _interest(request, data, by):
    handling.read_for_the_minor(request, by=by)


def _extend(request, data, by):
    handling.extend(request, data["until"], data["reason"], by=by)


def _refuse(request, data, by):
    handling.refuse(request, data["reason"], data["how"], by=by)


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
    forms.VerifyForm,
    _verify,
    "Un lien, une voix ou une adresse ne suffisent pas. Rappelez au numéro du dossier, pas à celui que"
    " l'on vous donne.",
)
INTEREST = Step(
    "interet",
    "Relire dans l'intérêt du jeune",
    "C'est relu",
    forms.InterestForm,
    _interest,
    "Un représentant légal demande : ouvrez la copie, et lisez ce qu'il lirait.",
)
REREAD = Step(
    "relire",
    "Relire et faire la copie",
    "Relire",
    forms.StepForm,
    _verify,
    "Les textes libres peuvent nommer quelqu'un d'autre : gardez ou masquez, phrase par phrase.",
    page="rights:reread",
)
DELIVER = Step(
    "remettre",
    "Remettre la copie",
    "Remettre",
    forms.DeliverForm,
    _deliver,
    "Elle s'efface d'elle-même après sept jours. En main propre : téléchargez-la, puis remettez-la.",
)
RECTIFY = Step(
    "rectifier",
    "Corriger, et le dire",
    "C'est corrigé",
    forms.RectifyForm,
    _rectify,
    "Corrigez la fiche, prévenez ceux à qui la donnée fausse avait été transmise, puis notez-le ici.",
)
OPPOSE = Step(
    "opposer",
    "Arrêter de proposer",
    "Enregistrer l'opposition",
    forms.AnswerForm,
    _oppose,
    "Les propositions en cours sont retirées, plus aucune n'est faite ; le suivi continue. Un parcours"
    " commencé se poursuit : parlez-en avec la personne.",
)
STOP = Step(
    "opposer",
    "Ne plus écrire à cette personne",
    "Enregistrer l'opposition",
    forms.AnswerForm,
    _oppose,
    "Plus aucun service ne lui écrit, ses liens se ferment ; son nom reste au dossier.",
)
ERASE = Step(
    "effacer",
    "Effacer, ou refuser avec un motif",
    "Effacer",
    forms.EraseForm,
    _erase,
    "La mission de service public permet souvent de refuser : voyez les motifs. Si vous effacez, dites-le"
    " d'abord à la personne.",
)
EXTEND = Step("prolonger", "Prolonger le délai", "Prolonger", forms.ExtendForm, _extend)
REFUSE = Step("refuser", "Refuser", "Enregistrer le refus", forms.RefuseForm, _refuse)
WITHDRAW = Step("abandon", "La personne ne demande plus", "Clore", forms.WithdrawForm, _withdraw)
STEPS = {
    step.name: step
    for step in (
        VERIFY, INTEREST, REREAD, DELIVER, RECTIFY, OPPOSE, ERASE, EXTEND, REFUSE, WITHDRAW
    )
}  # fmt: skip


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
    return [*([EXTEND] if request.extended_on is None else []), REFUSE, WITHDRAW]


def done(request: RightsRequest) -> list[Done]:
    """What was done, in order, each with its day."""
    lines = [Done(request.received_on, "Reçue", request.get_way_display())]
    if request.number_shown_at:
        lines.append(
            Done(
                timezone.localdate(request.number_shown_at),
                "Numéro du dossier affiché pour rappeler",
                f"à {request.number_shown_to}",
            )
        )
    if request.verified_on:
        how = f"{request.get_verified_how_display()}, par {request.verified_by}"
        lines.append(Done(request.verified_on, "Identité vérifiée", how))
    if request.extended_on:
        until = f"jusqu'au {numeric(request.due_on)} : {request.extension_reason}"
        lines.append(Done(request.extended_on, "Délai prolongé", until))
    if request.interest_on:
        lines.append(
            Done(request.interest_on, "Relue dans l'intérêt du jeune", f"par {request.interest_by}")
        )
    if request.reread_at:
        counts = (
            f"{request.passages_read} textes relus, {request.passages_hidden} passages masqués,"
            f" {request.files_left_out} pièces non jointes, par {request.reread_by}"
        )
        lines.append(Done(timezone.localdate(request.reread_at), "Copie faite", counts))
    if request.others_told_on:
        lines.append(Done(request.others_told_on, "Destinataires prévenus", request.others_told))
    if request.downloaded_at:
        lines.append(Done(timezone.localdate(request.downloaded_at), "Copie ouverte par son lien"))
    if request.closed_on:
        lines.append(Done(request.closed_on, request.outcome_in_words.capitalize(), _how(request)))
    return sorted(lines, key=lambda line: line.on)


def _how(request: RightsRequest) -> str:
    """How a request was closed, and by whom: what its proof rests on."""
    bordereau = ManifestLine.objects.filter(code=request.label, rule=EndOfRecord.REQUEST)
    parts = (
        request.get_refusal_display(),
        request.get_handed_over_display(),
        "voies de recours dites" if request.appeal_told else "",
        *(f"bordereau {line.manifest.code}" for line in bordereau.select_related("manifest")),
        f"par {request.closed_by}" if request.closed_by else "",
    )
    return ", ".join(part for part in parts if part)


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
