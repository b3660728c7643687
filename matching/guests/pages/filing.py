"""What a visitor sent by a public form: confirmed here, followed here, amended here.

Until its author confirms, the page shows nothing of what was typed: whoever typed it may be somebody
else. It never shows more than this filing and the offers made of it: what else a buyer holds stands
behind the buyer's own link.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from matching.guests import closed
from matching.guests.across import forgotten_of, parcours_of
from matching.guests.pages.base import Gesture, Heading, Page, Person
from matching.guests.pages.buyer_content import THE_COMPANY, YOUR_COMPANY
from matching.guests.progress import Progress, progress_of
from offers.enums import FilingKind
from offers.filings import lifecycle
from offers.filings.forms import ADD, FORMS, REMOVE, ConsultationForm
from offers.filings.wording import SILENCE, Proof, expected, proof_of, subject_of
from offers.models import Filing, Offer
from offers.stages import said_of
from psf.documents.content import ACCEPT
from psf.documents.forms import UploadField
from psf.french.moments import full_moment
from psf.french.numbers import counted
from psf.workflow.enums import Actor

UNCONFIRMED = "Confirmez d’abord votre demande."
# Boxes that ask the MLDS again about the same marché.
ASKED_AGAIN = frozenset(
    {"acheteur", "nature_acheteur", "siret", "objet", "nature", "reference", "duree"}
)


@dataclass(frozen=True, slots=True)
class PartRow:
    """A parcours asked for: what it is, where it stands, whether its fiche is there."""

    title: str
    hours: str
    place: str
    state: str
    offer: str
    has_sheet: bool


@dataclass(frozen=True, slots=True)
class FilingContent:
    kind: str
    subject: str
    is_confirmed: bool
    code: str
    received_at: str
    state: str
    expected: str
    parts: tuple[PartRow, ...]
    proof: Proof | None
    silence: str
    progress: tuple[Progress, ...]
    call: Person
    is_to_be_carried_over: bool
    asks_again: str
    answer_text: str
    erased_after: str
    sent_at: str
    may_amend: bool
    may_attach: bool
    may_withdraw: bool


class EmptyForm(forms.Form):
    """A button."""

    def refuse(self, refusal) -> None:
        self.add_error(None, refusal.messages)


class SheetForm(EmptyForm):
    """The fiche entreprise, and of which lot where there are several."""

    upload = UploadField(
        label="Fiche entreprise",
        accept=ACCEPT,
        help_text="PDF, Word, OpenDocument ou photo ; 10 Mo au plus.",
    )

    def __init__(self, data, files, *, parts):
        super().__init__(data, None if data is None else files)
        self.parts = {str(part.pk): part for part in parts}
        if len(self.parts) > 1:
            choices = [("", "Choisir"), *((pk, part.title) for pk, part in self.parts.items())]
            self.fields["part"] = forms.ChoiceField(
                label="De quel lot ?",
                choices=choices,
                error_messages={"required": "Choisissez le lot."},
            )
            self.order_fields(["part", "upload"])

    @property
    def part(self):
        return self.parts[self.cleaned_data.get("part") or next(iter(self.parts))]

    def refuse(self, refusal) -> None:
        self.add_error("upload", refusal.messages)


def _act(name: str):
    """The gesture that is one function of the filing's life."""
    return lambda page, form: getattr(lifecycle, name)(page.filing, now=page.now)


def _unless_confirmed(page) -> str | None:
    return "Votre demande est déjà confirmée." if page.filing.is_confirmed else None


def _may_amend(page) -> str | None:
    if not page.filing.is_confirmed:
        return UNCONFIRMED
    return lifecycle.amending_refusal(page.filing)


def _may_attach(page) -> str | None:
    if page.filing.kind == FilingKind.CONSULTATION:
        return "Une consultation n’a pas de fiche entreprise."
    return _may_amend(page)


def _may_withdraw(page) -> str | None:
    if not page.filing.is_confirmed:
        return UNCONFIRMED
    return lifecycle.CLOSED if page.filing.is_closed else None


def _amend_form(page, data):
    form_class = FORMS[page.filing.kind]
    if data is not None and ADD in data:
        return _Redrawn.of(form_class.with_another(data, filing=page.filing))
    if data is not None and REMOVE in data:
        return _Redrawn.of(form_class.with_one_less(data, filing=page.filing))
    return form_class(data, filing=page.filing)


class _Redrawn:
    """A form shown again because a lot was added or taken away: there is nothing to act on."""

    @staticmethod
    def of(form):
        form.is_valid = lambda: False
        return form


CONFIRM = Gesture(
    "confirmer",
    "Confirmer votre demande",
    "Oui, c’est ma demande : la confirmer",
    "Votre demande est partie : voici votre accusé de réception, aussi envoyé par message.",
    lambda page, data: EmptyForm(data),
    # A second tap finds it done, and is thanked like the first.
    _act("confirm"),
    in_one_tap=True,
)
DISOWN = Gesture(
    "pas-moi",
    "Ce n’est pas vous ?",
    "Je n’ai rien demandé : tout effacer",
    "C’est effacé.",
    lambda page, data: EmptyForm(data),
    _act("disown"),
    refusal=_unless_confirmed,
    in_one_tap=True,
)
ATTACH = Gesture(
    "fiche",
    "Joindre la fiche entreprise",
    "Joindre",
    "La fiche est jointe à votre demande.",
    lambda page, data: SheetForm(data, page.files, parts=page.filing.parts.all()),
    lambda page, form: lifecycle.attach(form.part, form.cleaned_data["upload"], now=page.now),
    refusal=_may_attach,
    template="matching/guests/filing_sheet.html",
    lead="Celle que l’entreprise a remise avec son offre. Elle remplace la précédente, s’il y en a une.",
)
AMEND = Gesture(
    "corriger",
    "Corriger votre demande",
    "Enregistrer",
    "Vos corrections sont transmises.",
    _amend_form,
    lambda page, form: lifecycle.amend(page.filing, form.changes, form.rows, now=page.now),
    refusal=_may_amend,
    template="matching/guests/filing_form.html",
)
WITHDRAW = Gesture(
    "retirer",
    "Retirer votre demande",
    "Oui, la retirer",
    "Votre demande est retirée.",
    lambda page, data: EmptyForm(data),
    _act("withdraw"),
    refusal=_may_withdraw,
    lead="Le service ne la traitera pas. Vous pourrez en faire une autre.",
)


class FilingPage(Page):
    template = "matching/guests/filing.html"
    gestures = (CONFIRM, DISOWN, ATTACH, AMEND, WITHDRAW)

    def __init__(self, link, params=None, browser=""):
        super().__init__(link, params, browser)
        self.actor = lifecycle.author_of(self.filing)

    @cached_property
    def filing(self) -> Filing:
        return Filing.objects.for_screen().get(links=self.link)

    def closed(self):
        return closed.DISOWNED if self.filing.disowned_at else None

    def _progress(self) -> tuple[Progress, ...]:
        """Where each offer made of it stands, as on the page of its marché."""
        offers = list(
            Offer.objects.filter(filing_parts__filing=self.filing)
            .select_related("budget", "service")
            .prefetch_related("lots")
            .distinct()
            .order_by("pk")
        )
        company = YOUR_COMPANY if self.actor == Actor.COMPANY else THE_COMPANY
        return tuple(
            progress_of(
                offers,
                parcours_of(offers),
                forgotten_of(offers),
                company=company,
                today=self.today,
            )
        )

    def heading(self):
        filing, service = self.filing, self.filing.service
        return Heading(
            sent_to=f"{filing.name}, {filing.organisation}"
            if filing.is_confirmed
            else filing.email,
            subject=f"Demande {filing.code}" if filing.code else "Demande à confirmer",
            call=Person(service.name, service.phone) if filing.is_confirmed else None,
            not_you="Fermez cette page : elle est personnelle."
            if filing.is_confirmed
            else "Dites-le par le bouton ci-dessus, ou ne faites rien.",
        )

    def content(self):
        # A GET may come after a POST of the same page: the row is read anew.
        self.__dict__.pop("filing", None)
        filing = self.filing
        known = filing.is_confirmed
        return FilingContent(
            kind=filing.kind,
            subject=subject_of(filing) if known else str(filing.get_kind_display()),
            is_confirmed=known,
            code=filing.code or "",
            received_at=_moment(filing.confirmed_at),
            state=filing.state,
            expected="" if filing.is_closed or not known else expected(filing),
            parts=tuple(_row(part, self.actor) for part in filing.parts.all()) if known else (),
            proof=proof_of(filing),
            silence=SILENCE,
            progress=self._progress() if known else (),
            call=Person(filing.service.name, filing.service.phone),
            is_to_be_carried_over=filing.has_moved_since_taken,
            asks_again=_address_to_ask_again(filing) if filing.answer else "",
            answer_text=filing.answer_text,
            erased_after=lifecycle.unconfirmed_in_words(),
            sent_at=_moment(filing.created_at),
            may_amend=_may_amend(self) is None,
            may_attach=_may_attach(self) is None,
            may_withdraw=_may_withdraw(self) is None,
        )


def _address_to_ask_again(filing: Filing) -> str:
    """The form of a consultation, filled with the same marché: nobody's name stands in an address."""
    about = {
        name: str(value)
        for name, column in ConsultationForm.COLUMNS.items()
        if name in ASKED_AGAIN and (value := getattr(filing, column))
    }
    return f"{reverse('public:consult')}?{urlencode(about)}"


def _moment(at: datetime | None) -> str:
    return full_moment(timezone.localtime(at)) if at else ""


def _row(part, reader: Actor) -> PartRow:
    offer = part.offer
    state = "Pas encore au registre."
    if offer:
        said = said_of(offer)
        state = said.company if reader == Actor.COMPANY else said.buyer
    return PartRow(
        title=part.title,
        hours=counted(part.hours, "heure"),
        place=part.commune.name,
        state=state,
        offer=offer.code if offer else "",
        has_sheet=part.blob_id is not None,
    )
