"""« Vos droits » on the page of a young person or a guardian: ask, and fetch one's copy."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils import timezone

from matching.enums import Right, RightsHandOver, RightsOutcome, RightsWay
from matching.guests.pages.base import Gesture
from matching.guests.pages.signing import CodeForm
from matching.messages.in_force import service_of, subject_of
from matching.models import RightsRequest
from matching.models.rights import WORDING_LIMIT
from matching.rights import delivering, handling
from matching.rights.forms import offer
from psf.links.enums import CODE_DIGITS
from psf.perimeter.scope import perimeter
from psf.territories.models import Service
from psf.workflow.enums import Actor
from psf.workflow.errors import Refused

IN_WORDS = {
    Right.ACCESS: (
        "Voir tout ce qui est écrit sur moi",
        "Voir tout ce qui est écrit sur mon enfant",
    ),
    Right.RECTIFICATION: ("Faire corriger une erreur", "Faire corriger une erreur"),
    Right.OPPOSITION: (
        "Ne plus être proposé à des entreprises",
        "Que mon enfant ne soit plus proposé à des entreprises",
    ),
    Right.ERASURE: ("Faire effacer mes données", "Faire effacer les données de mon enfant"),
}
FOR_A_MINOR = "Vous pouvez le demander sans vos parents. "
LEADS = {
    False: "C’est gratuit. Nous vous appelons d’abord, pour"
    " être sûrs que c’est vous. La réponse vient dans le mois.",
    True: "C’est gratuit. Nous vous appelons d’abord, pour être sûrs que c’est vous, et nous lisons la"
    " réponse dans l’intérêt de votre enfant. Elle vient dans le mois.",
}


ANSWERS = {
    RightsOutcome.ANSWERED: "c’est fait",
    RightsOutcome.REFUSED: "c’est non, et nous vous avons dit pourquoi",
    RightsOutcome.WITHDRAWN: "vous ne le demandez plus",
}
TO_CONTACTS = {
    Right.ACCESS: "Recevoir une copie de mes données",
    Right.RECTIFICATION: "Faire corriger une erreur",
    Right.OPPOSITION: "Ne plus être contacté",
    Right.ERASURE: "Faire effacer mes données",
}
TO_CONTACTS_LEAD = (
    "Vos nom, fonction, téléphone et adresse servent à suivre l’engagement de votre organisation. Nous vous"
    " rappelons d’abord, pour être sûrs que c’est vous. La réponse vient dans le mois."
)


class AskForm(forms.Form):
    right = forms.ChoiceField(
        label="Que voulez-vous ?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce que vous voulez."},
    )
    wording = forms.CharField(
        label="Un mot de plus (facultatif)",
        required=False,
        max_length=WORDING_LIMIT,
        help_text="Par exemple : ce qui est faux.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data, words: dict[Right, str]):
        super().__init__(data)
        offer(self, "right", [(right.value, said) for right, said in words.items()])

    def refuse(self, refusal) -> None:
        self.add_error(None, refusal.messages)


class CopyForm(forms.Form):
    code = forms.CharField(
        label="Le code reçu",
        help_text=f"{CODE_DIGITS} chiffres.",
        max_length=20,
        error_messages={"required": "Écrivez le code reçu."},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def refuse(self, refusal) -> None:
        if hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
        else:
            self.add_error(None, refusal.messages)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of this reader, as they may follow it."""

    what: str
    on: date
    state: str
    before: date | None


@dataclass(frozen=True, slots=True)
class Rights:
    """`copy_until`: the last day of a copy that waits, or None."""

    asked: tuple[Asked, ...]
    copy_until: date | None


def rights_of(page) -> Rights:
    """What this reader asked for: a guardian and the young person each follow their own."""
    rows = RightsRequest.objects.filter(
        youth=page.link.youth_id, asked_by=page.actor, guardian=page.link.guardian_id
    ).select_related("archive")
    waiting = delivering.waiting_for(page.link, page.now)
    return Rights(
        tuple(
            Asked(
                IN_WORDS[Right(row.right)][page.actor == Actor.GUARDIAN],
                row.received_on,
                state_of(row),
                row.due_on if row.is_open else None,
            )
            for row in rows.order_by("-received_on", "-pk")
        ),
        timezone.localdate(waiting.archive_until) if waiting else None,
    )


def state_of(row: RightsRequest) -> str:
    """Where it stands, in the words of whoever asked."""
    if row.outcome:
        return ANSWERS[RightsOutcome(row.outcome)]
    if row.handed_over == RightsHandOver.LINK and row.archive_is_there():
        return "votre copie est prête"
    return "nous préparons la réponse" if row.verified_on else "nous vérifions que c’est bien vous"


def lead_of(page) -> str:
    """What the form says first; a minor may ask alone."""
    alone = "" if page.to_guardian or not page.youth.is_minor else FOR_A_MINOR
    return f"{alone}{LEADS[page.to_guardian]}"


def _ask(page, form) -> None:
    handling.receive(
        page.youth,
        form.cleaned_data["right"],
        service=page.youth.service,
        way=RightsWay.LINK,
        asked_by=page.actor,
        guardian=page.link.guardian,
        wording=form.cleaned_data["wording"],
        now=page.now,
    )


def _code_refusal(page) -> str | None:
    return None if delivering.waiting_for(page.link, page.now) else delivering.GONE


GESTURES = (
    Gesture(
        "droits",
        "Vos droits sur vos données",
        "Envoyer ma demande",
        "Votre demande est reçue. Nous vous appelons pour vérifier que c’est vous.",
        lambda page, data: AskForm(
            data, {right: words[page.to_guardian] for right, words in IN_WORDS.items()}
        ),
        _ask,
        template="matching/guests/rights_form.html",
    ),
    Gesture(
        "code-copie",
        "Recevoir un code pour ouvrir la copie",
        "Recevoir le code",
        "Un code est parti. Cherchez-le là où vous avez reçu ce lien.",
        lambda page, data: CodeForm(data),
        lambda page, form: delivering.send_code(page.link, now=page.now),
        refusal=_code_refusal,
        is_free=True,
        then="copie",
    ),
)


def _ask_as_contact(page, form) -> None:
    """The service of the file, offer or contract answers; the request stands in it."""
    service = Service.objects.filter(pk=service_of(subject_of(page.link)) or 0).first()
    if service is None:
        raise Refused(
            "Aucun service ne suit plus ce dossier : appelez la personne qui vous a écrit."
        )
    with perimeter([service]):
        handling.receive(
            page.contact,
            form.cleaned_data["right"],
            service=service,
            way=RightsWay.LINK,
            asked_by=page.actor,
            wording=form.cleaned_data["wording"],
            now=page.now,
        )


# For a contact of a company or of a buyer: from the foot of each of their pages.
OF_CONTACTS = Gesture(
    "droits",
    "Vos droits sur vos données",
    "Envoyer ma demande",
    "Votre demande est reçue. Nous vous rappelons pour vérifier que c’est vous.",
    lambda page, data: AskForm(data, TO_CONTACTS),
    _ask_as_contact,
    template="matching/guests/rights_form.html",
    lead=TO_CONTACTS_LEAD,
)
