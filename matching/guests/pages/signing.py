"""One party signs the convention that was frozen: reads it, types their name, signs."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.functional import cached_property

from matching.enums import Party, PlacementStage
from matching.guests import closed
from matching.guests.pages.base import File, Gesture, Heading, PlacementPage
from matching.messages.in_force import left_the_file
from matching.messages.signing_code import send_code
from matching.models import Placement
from matching.placements.signing import frozen_convention
from matching.placements.signing_by_link import ACTORS, sent_to, sign_by_link
from psf.french.days import numeric
from psf.french.moments import until_in_words
from psf.links import codes
from psf.links.enums import CODE_DIGITS
from psf.workflow.enums import Actor
from psf.workflow.errors import Refused

CHANGED = "La convention a changé depuis que cette page est ouverte : relisez-la, puis signez."


class CodeForm(forms.Form):
    """Nothing to type: the code leaves for the address of the link. `may_type`: one is there already."""

    def __init__(self, data, *, may_type=False):
        super().__init__(data)
        self.may_type = may_type

    def refuse(self, refusal) -> None:
        self.add_error(None, refusal.messages)


class SignForm(forms.Form):
    name = forms.CharField(
        label="Votre prénom et votre nom",
        max_length=120,
        error_messages={"required": "Écrivez votre prénom et votre nom."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    read = forms.BooleanField(
        label="J’ai lu la convention et je l’accepte",
        error_messages={"required": "Lisez la convention, puis cochez cette case."},
    )
    code = forms.CharField(
        label="Le code reçu",
        help_text=f"{CODE_DIGITS} chiffres, avec ou sans espaces.",
        max_length=20,
        error_messages={"required": "Écrivez le code reçu."},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    document = forms.CharField(widget=forms.HiddenInput, required=False)

    def refuse(self, refusal) -> None:
        if hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
        else:
            self.add_error(None, refusal.messages)


@dataclass(frozen=True, slots=True)
class SignContent:
    party: str
    company: str
    starts_on: date | None
    ends_on: date | None
    hours: int
    is_ready: bool
    may_sign: bool
    signed_on: date | None
    signed_as: str
    was_given_up: bool
    others: tuple[tuple[str, bool], ...]
    over: bool


def _form(page, data):
    initial = {"document": page.document.blob.sha256 if page.document else ""}
    return SignForm(data, initial=initial)


def _sign(page, form) -> None:
    if page.document is None or form.cleaned_data["document"] != page.document.blob.sha256:
        raise Refused(CHANGED)
    sign_by_link(
        page.placement,
        page.party,
        name=form.cleaned_data["name"],
        code=form.cleaned_data["code"],
        link=page.link,
        contact=page.contact,
        browser=page.browser,
        now=page.now,
    )


class SignPage(PlacementPage):
    template = "matching/guests/sign.html"
    gestures = (
        Gesture(
            "code",
            "Recevoir un code pour signer",
            "Recevoir le code",
            "Un code est parti. Cherchez-le là où vous avez reçu ce lien.",
            lambda page, data: CodeForm(data, may_type=codes.is_waiting(page.link, page.now)),
            lambda page, form: send_code(page.link, now=page.now),
            refusal=lambda page: page.sign_refusal(),
            template="matching/guests/sign_code.html",
            is_free=True,
            then="sign",
        ),
        Gesture(
            "sign",
            "Signer la convention",
            "Je signe",
            "Merci. Votre signature est enregistrée.",
            _form,
            _sign,
            refusal=lambda page: page.sign_refusal(),
            template="matching/guests/sign_form.html",
            is_free=True,
            before=lambda page: "" if codes.is_waiting(page.link, page.now) else "code",
        ),
    )

    @cached_property
    def placement(self) -> Placement:
        return Placement.objects.for_file().get(pk=self.link.placement_id)

    @cached_property
    def document(self):
        return frozen_convention(self.placement)

    @property
    def party(self) -> Party:
        return Party(self.link.party)

    @property
    def reader(self):
        return f"signataire : {self.party.label.lower()}"

    @property
    def actor(self):
        return ACTORS.get(self.party, Actor.COMPANY)

    @property
    def contact(self):
        return self.link.contact

    @cached_property
    def signature(self):
        return self.placement.signatures.filter(party=self.party).first()

    @cached_property
    def sent_to(self) -> str:
        """The address of the link, as one shows it."""
        return sent_to(self.link)

    def lead(self, gesture):
        at = f"{'à' if '@' in self.sent_to else 'au'} {self.sent_to}"
        if gesture.name == "code":
            return f"Un code à {CODE_DIGITS} chiffres part {at} : il montre que c’est bien vous."
        until = until_in_words(self.link.code_until, self.now)
        return f"Le code est parti {at}. Il vaut {until}."

    def closed(self):
        grown = self.party == Party.GUARDIAN and not self.placement.youth.is_minor
        left = left_the_file(self.link)
        return closed.NOT_YOURS if grown or left else None

    def heading(self):
        who = self.contact.name if self.contact else self._holder()
        return Heading(
            sent_to=f"{who} ({self.party.label})" if who else str(self.party.label),
            subject=f"Parcours {self.placement.code}",
            call=self.follower(),
            not_you="Ne signez pas à la place de quelqu’un d’autre : prévenez-nous.",
        )

    def _holder(self) -> str:
        if self.party == Party.YOUTH:
            return self.placement.youth.first_name
        guardian = self.link.guardian
        if guardian is not None:
            return f"{guardian.first_name} {guardian.last_name}"
        return str(self.placement.school) if self.placement.school_id else ""

    def content(self):
        placement, signature = self.placement, self.signature
        missing = placement.missing_signatures
        return SignContent(
            party=str(self.party.label),
            company=str(placement.host_slot.hosting_company),
            starts_on=placement.starts_on,
            ends_on=placement.ends_on,
            hours=placement.counted.planned,
            is_ready=self.document is not None,
            may_sign=self.sign_refusal() is None,
            signed_on=signature.signed_on if signature else None,
            signed_as=signature.signatory if signature else "",
            was_given_up=bool(self.link.answered_at) and signature is None,
            others=tuple(
                (str(party.label), party not in missing)
                for party in placement.required_parties
                if party != self.party
            ),
            over=placement.stage != PlacementStage.CONVENTION,
        )

    def sign_refusal(self) -> str | None:
        if self.signature is not None:
            return f"Cette signature est enregistrée depuis le {numeric(self.signature.signed_on)}."
        if self.placement.stage != PlacementStage.CONVENTION:
            return "Cette convention n’est plus à signer."
        if self.party not in self.placement.required_parties:
            return "Votre signature n’est pas nécessaire pour cette convention."
        if self.document is None:
            return "La convention n’est pas encore prête : vous recevrez un message."
        return None

    def file(self, slug):
        if slug != "convention" or self.document is None:
            return None
        blob = self.document.blob
        return File(f"convention-{self.placement.code}.docx", blob.content_type, blob.content())
