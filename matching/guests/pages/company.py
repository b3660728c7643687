"""The company: who asks, whom it would meet, what it may answer, then where the parcours stands.

Of the young person, before and after the meeting: first name, age band, availability, presentation,
CV and letter as matching.documents gives them out; nothing else (domain §6).
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import cached_property

from matching.documents.company import content_for_company, for_company, name_given
from matching.enums import PlacementStage, SkillLevel
from matching.guests import closed
from matching.guests.pages.base import File, Gesture, Heading, Person, PlacementPage, move
from matching.guests.pages.presentation import Presentation, presentation_of
from matching.guests.pages.rights import OF_CONTACTS
from matching.guests.wording import places_of, schedule_of
from matching.models import Placement
from matching.placements.forms.replies import OwnDetailsForm
from matching.stages import ENDED
from offers.hours import HoursRow
from psf.french.days import weekday_date
from psf.french.moments import moment_in_words
from psf.french.volumes import in_words
from psf.workflow.enums import Actor
from psf.workflow.models import Event

Stage = PlacementStage
# The young person is shown from sending to the end of presence, to their own company alone.
TOLD = ("propose_dates", "redirect", "call_me", "not_retained", "plan_meeting", "ask_call")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the company told last: when, who, in words."""

    label: str
    day: date
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class CompanyContent:
    is_asked: bool
    company: str
    buyer: str
    contract: str
    fiche_on: date | None
    fiche_tutor: str
    follower: Person
    hours: str
    place: str
    tasks: str
    state: str
    next_step: str
    presentation: Presentation | None
    answer: Answer | None
    dates: tuple[str, ...]
    answer_before: date | None
    may: frozenset[str]
    meeting: str = ""
    meeting_place: str = ""
    schedule: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    signatures: tuple[tuple[str, bool], ...] = ()
    skills: tuple[tuple[str, str], ...] = ()
    own_details: tuple[str, ...] = field(default=())
    offer_hours: tuple[HoursRow, ...] = ()
    own_hours: tuple[HoursRow, ...] = ()


def _details_form(page, data):
    return OwnDetailsForm(data, instance=page.contact, known=page.own_address)


def _correct_details(page, form) -> None:
    page.contact.correct_own(form.cleaned_data, on=page.today)
    page.record("contact_corrected", "Un contact a corrigé ses coordonnées")


CORRECT = Gesture(
    "coordonnees",
    "Corriger mes coordonnées",
    "Enregistrer",
    "Vos coordonnées sont à jour.",
    _details_form,
    _correct_details,
)


class CompanyPage(PlacementPage):
    template = "matching/guests/company.html"
    actor = Actor.COMPANY
    gestures = (
        move(
            "propose_dates",
            title="Proposer deux ou trois dates",
            button="Envoyer ces dates",
            done="Merci. Vos dates sont transmises : vous recevez bientôt celle qui est choisie.",
            template="matching/guests/dates.html",
        ),
        move(
            "redirect",
            title="Pas moi, voyez avec…",
            button="Envoyer",
            done="Merci. Nous nous adressons à cette personne.",
            lead="Qui pourrait accueillir le jeune ou décider ? Nous l’appelons.",
        ),
        move(
            "call_me",
            title="Rappelez-moi",
            button="Rappelez-moi",
            done="C’est noté : nous vous appelons au moment choisi.",
        ),
        move(
            "not_retained",
            title="Ne pas rencontrer ce jeune",
            button="Confirmer : ne pas le rencontrer",
            done="C’est noté. Le jeune et l’acheteur en sont informés.",
            lead="Votre engagement demeure : un autre jeune vous sera présenté. S’il y a un marché,"
            " l’acheteur est informé de ce refus.",
        ),
        move(
            "ask_call",
            title="Rappelez-moi",
            button="Demander un appel",
            done="C’est noté : nous vous appelons au plus tard le prochain jour ouvré.",
            in_one_tap=True,
        ),
        move(
            "give_opinion",
            title="Votre avis pour le bilan",
            button="Enregistrer mon avis",
            done="Merci. Votre avis est dans le bilan.",
            template="matching/guests/opinion.html",
            lead="Ce que le jeune sait faire, du point de vue de l’entreprise.",
        ),
        CORRECT,
        OF_CONTACTS,
    )

    @cached_property
    def placement(self) -> Placement:
        return Placement.objects.for_file().get(pk=self.link.placement_id)

    @property
    def contact(self):
        return self.link.contact

    @cached_property
    def own_address(self):
        """By which the file's service knows the reader: what another service typed is not shown."""
        return self.contact.address_for(self.placement.service_id)

    def closed(self):
        if self.placement.sent_on is None:
            return closed.RECALLED
        return closed.NOT_YOURS if self.own_address.left_on else None

    def heading(self):
        follower = self.follower()
        return Heading(
            sent_to=f"{self.contact.name}, {self.placement.host_slot.hosting_company}",
            subject=f"Parcours {self.placement.code}",
            call=follower,
            not_you="Dites-nous qui est la bonne personne : le jeune attend une réponse."
            if self.placement.stage == Stage.SENT
            else "Prévenez-nous : nous écrirons à la bonne personne.",
            wrong_person="redirect" if self.placement.stage == Stage.SENT else "",
            rights=OF_CONTACTS.name,
        )

    def content(self):
        placement = self.placement
        offer, slot, contract = placement.offer, placement.host_slot, placement.offer.contract
        state, next_step = self._words()
        return CompanyContent(
            is_asked=placement.stage == Stage.SENT,
            company=str(slot.hosting_company),
            buyer=str(contract.buyer) if contract else "",
            contract=f"{contract.reference}, {contract.title}" if contract else "",
            fiche_on=offer.declared_on,
            fiche_tutor=slot.tutor.name if slot.tutor else "",
            follower=self.follower(),
            hours=in_words(placement.counted.planned),
            place=", ".join(places_of(slot)),
            tasks=slot.tasks,
            state=state,
            next_step=next_step,
            presentation=self._presentation(),
            answer=self._answer(),
            dates=tuple(moment_in_words(row.at) for row in self._dates()),
            answer_before=self._answer_before(),
            may=frozenset(
                gesture.name for gesture in self.gestures if gesture.refusal(self) is None
            ),
            meeting=moment_in_words(placement.meeting_at)
            if placement.stage == Stage.MEETING and placement.meeting_at
            else "",
            meeting_place=placement.meeting_place or ", ".join(places_of(slot)),
            schedule=schedule_of(placement) if placement.kind.papers else (),
            starts_on=placement.starts_on,
            ends_on=placement.last_day,
            signatures=self._signatures(),
            skills=self._skills(),
            own_details=tuple(filter(None, (self.own_address.phone, self.own_address.email))),
            offer_hours=tuple(offer.budget.volume.rows) if placement.stage in ENDED else (),
            own_hours=tuple(placement.counted.rows) if placement.started_on else (),
        )

    def file(self, slug):
        files = {f"{number}": each for number, each in enumerate(for_company(self.placement), 1)}
        if slug not in files:
            return None
        found = content_for_company(self.placement, files[slug].pk)
        if found is None:
            return None
        row, content = found
        return File(name_given(self.placement, row), row.blob.content_type, content)

    # Parts

    def _presentation(self) -> Presentation | None:
        placement = self.placement
        if not placement.kind.papers or placement.sent_on is None:
            return None
        files = (
            (str(number), each.get_kind_display())
            for number, each in enumerate(for_company(placement), 1)
        )
        return presentation_of(placement, today=self.today, files=files)

    def _answer(self) -> Answer | None:
        events = (
            Event.objects.transitions().not_undone().filter(placement=self.placement, name__in=TOLD)
        )
        event = (
            events.exclude(guest="", on_behalf_of="").select_related("contact").timeline().first()
        )
        if event is None or Actor.COMPANY not in (event.guest, event.on_behalf_of):
            return None
        by = event.contact.name if event.contact else "votre entreprise, par téléphone"
        mine = event.contact_id == self.contact.pk
        return Answer(event.label, event.at, by, event.text if mine or not event.contact else "")

    def _dates(self):
        return self.placement.meeting_dates.all() if self.placement.stage == Stage.SENT else []

    def _answer_before(self) -> date | None:
        return self.placement.answer_before if self.placement.stage == Stage.SENT else None

    def _signatures(self):
        if self.placement.stage != Stage.CONVENTION:
            return ()
        missing = self.placement.missing_signatures
        return tuple(
            (str(party.label), party not in missing) for party in self.placement.required_parties
        )

    def _skills(self):
        review = getattr(self.placement, "review", None)
        if review is None or self.placement.stage not in (Stage.IN_COMPANY, Stage.REVIEW):
            return ()
        return tuple(
            (line.skill, str(SkillLevel(line.by_company).label) if line.by_company else "")
            for line in review.lines.all()
        )

    def _words(self) -> tuple[str, str]:
        """(where it stands, what is expected of the company)."""
        placement = self.placement
        said = placement.words.company
        values = {
            "tuteur": placement.tutor,
            "clos_le": placement.closed_on and weekday_date(placement.closed_on),
        }
        return said.state.format_map(values), said.next_step.format_map(values)
