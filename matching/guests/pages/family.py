"""The young person and, while they are a minor, the guardian: plain words, one idea a sentence."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property

from matching.documents.company import may_leave, name_given, when_open
from matching.documents.review import is_ready, review_for_followers
from matching.enums import PlacementStage
from matching.guests import closed
from matching.guests.pages.base import File, Heading, Person, PlacementPage, move
from matching.guests.pages.presentation import Presentation, presentation_of
from matching.guests.wording import places_of, schedule_of
from matching.messages.in_force import in_force
from matching.models import Placement
from matching.placements import profile
from matching.stages import OPEN, Said
from psf.documents.enums import FileKind
from psf.documents.models import StoredFile
from psf.french.days import weekday_date
from psf.french.moments import moment_in_words
from psf.workflow.enums import Actor
from psf.workflow.scripts import BEFORE_MARKS, NARROW

Stage = PlacementStage
TO_SEE = "à voir avec {tutor}"


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where and when to be, and whether somebody said they come."""

    at: str
    place: tuple[str, ...]
    confirmed_on: date | None
    may_confirm: bool
    may_refuse: bool


@dataclass(frozen=True, slots=True)
class FirstDay:
    """The first day in the company: (question, answer) lines."""

    day: date
    place: tuple[str, ...]
    schedule: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    warn: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Before anything leaves: what the company would read, and the young person's yes or no."""

    presentation: Presentation
    agreed_on: date | None
    may_agree: bool
    shown: str


@dataclass(frozen=True, slots=True)
class FamilyContent:
    first_name: str
    to_guardian: bool
    company: str
    state: str
    next_step: str
    by_when: str
    follower: Person | None
    meeting: Meeting | None
    first_day: FirstDay | None
    may_ask_call: bool
    reviews: tuple[tuple[int, str], ...]  # (number, company) of each bilan to read
    choice: Choice | None = None
    papers: tuple[tuple[str, str], ...] = ()  # (slug, company) of each attestation to keep


class FamilyPage(PlacementPage):
    template = "matching/guests/family.html"
    gestures = (
        move(
            "confirm_meeting",
            title="Je serai là",
            button="Je serai là",
            done="Merci. Nous savons que vous venez.",
            in_one_tap=True,
        ),
        move(
            "cannot_come",
            title="Je ne peux pas venir",
            button="Prévenir que je ne peux pas venir",
            done="C’est noté. Nous cherchons une autre date et nous vous prévenons.",
            lead="Ce n’est pas grave : nous trouvons une autre date avec l’entreprise.",
        ),
        move(
            "ask_call",
            title="Appelez-moi",
            button="Demander qu’on m’appelle",
            done="C’est noté : nous vous appelons au plus tard le prochain jour ouvré.",
            in_one_tap=True,
        ),
    )
    to_guardian = False

    @property
    def youth(self):
        return self.link.youth

    def young_people(self):
        return [self.youth]

    @cached_property
    def placement(self) -> Placement | None:
        """The parcours under way, else the one of the link, else the last."""
        files = Placement.objects.for_file().filter(youth=self.link.youth_id)
        under_way = files.filter(stage__in=OPEN).first()
        return under_way or files.filter(pk=self.link.placement_id).first() or files.first()

    def closed(self):
        youth = self.youth
        gone = youth is None or youth.anonymised_on or youth.merged_into_id
        return closed.NOT_YOURS if gone else None

    def sent_to(self) -> str:
        return self.youth.first_name

    def heading(self):
        return Heading(
            sent_to=self.sent_to(),
            subject=f"Parcours {self.placement.code}" if self.placement else "Votre suivi",
            call=self.follower(),
            not_you="Fermez cette page et prévenez-nous, pour que le message arrive à la bonne"
            " personne.",
        )

    def follower(self):
        if self.placement is not None:
            return super().follower()
        youth = self.youth
        name = str(youth.tutor) if youth.tutor else youth.service.name
        phone = (youth.tutor.phone if youth.tutor else "") or youth.service.phone
        return Person(name, phone, youth.service.name)

    def content(self):
        state, next_step, by_when = self._words()
        placement = self.placement
        return FamilyContent(
            first_name=self.youth.first_name,
            to_guardian=self.to_guardian,
            company=str(placement.host_slot.hosting_company) if placement else "",
            state=state,
            next_step=next_step,
            by_when=by_when,
            follower=self.follower(),
            meeting=self._meeting(),
            first_day=self._first_day(),
            may_ask_call=placement is not None and self.may("ask_call"),
            reviews=tuple(
                (number, str(each.host_slot.hosting_company))
                for number, each in enumerate(self.reviewed, 1)
            ),
            choice=self.choice(),
            papers=tuple(
                (slug, str(file.placement.host_slot.hosting_company))
                for slug, file in self.attestations.items()
            ),
        )

    def choice(self) -> Choice | None:
        """What is theirs to decide now; nothing for a guardian."""
        return None

    @cached_property
    def attestations(self) -> dict[str, StoredFile]:
        """By slug, oldest parcours first; the young person's own."""
        return {}

    @cached_property
    def reviewed(self) -> list[Placement]:
        """The parcours whose bilan is finished, oldest first."""
        files = Placement.objects.for_file().filter(youth=self.link.youth_id)
        return [each for each in files.order_by("started_on", "pk") if is_ready(each)]

    def review(self, number):
        if not 1 <= number <= len(self.reviewed):
            return None
        placement = self.reviewed[number - 1]
        return review_for_followers(placement), placement.youth

    def _meeting(self) -> Meeting | None:
        placement = self.placement
        if placement is None or placement.stage != Stage.MEETING or not placement.meeting_at:
            return None
        slot = placement.host_slot
        place = (placement.meeting_place,) if placement.meeting_place else tuple(places_of(slot))
        if slot.address and slot.address not in " ".join(place):
            place = (*place, *places_of(slot)[1:])
        return Meeting(
            moment_in_words(placement.meeting_at),
            place,
            placement.meeting_confirmed_on,
            self.may("confirm_meeting"),
            self.may("cannot_come"),
        )

    def _first_day(self) -> FirstDay | None:
        placement = self.placement
        if (
            placement is None
            or placement.stage not in (Stage.CONVENTION, Stage.IN_COMPANY)
            or placement.starts_on is None
        ):
            return None
        offer, slot = placement.offer, placement.host_slot
        ask = TO_SEE.format(tutor=placement.tutor)
        warn = [self.follower()]
        if slot.tutor:
            phone = in_force(slot.tutor, placement.service_id).phone
            if phone:
                warn.insert(0, Person(slot.tutor.name, phone, str(slot.hosting_company)))
        return FirstDay(
            day=placement.starts_on,
            place=tuple(places_of(slot)),
            schedule=schedule_of(placement),
            lines=(
                ("Pour venir", offer.transport or ask),
                ("Tenue", offer.equipment or ask),
                ("Repas", offer.meals or ask),
                ("Argent", offer.gratification or ask),
            ),
            warn=tuple(warn),
        )

    def _words(self) -> tuple[str, str, str]:
        """(where it stands, what comes next, by when), to the young person or about them."""
        placement = self.placement
        values = {"prenom": self.youth.first_name, "tuteur": self.follower().name}
        if placement is None:
            said, day = WAITING[self.to_guardian], None
        else:
            said = placement.words.guardian if self.to_guardian else placement.words.youth
            day = getattr(placement, said.until) if said.until else None
            values["entreprise"] = placement.host_slot.hosting_company
        state, next_step = (
            BEFORE_MARKS.sub(NARROW, sentence).format_map(values)
            for sentence in (said.state, said.next_step)
        )
        return state, next_step, weekday_date(day) if day else ""


class YouthPage(FamilyPage):
    """The young person alone decides whether a company reads about them."""

    actor = Actor.YOUTH
    gestures = (
        *FamilyPage.gestures,
        move(
            "agree",
            title="Oui, d’accord",
            button="Oui, d’accord",
            done="Merci. Votre tuteur peut envoyer votre présentation.",
            in_one_tap=True,
        ),
        move(
            "decline",
            title="Non, pas cette entreprise",
            button="Confirmer : une autre entreprise",
            done="C’est noté. Rien n’est parti, et cela ne change rien pour vous : on cherche ailleurs.",
            lead="Rien n’est envoyé. Vous n’avez pas à dire pourquoi, et ce choix ne vous sera jamais"
            " reproché : on cherche une autre entreprise.",
        ),
    )

    def choice(self) -> Choice | None:
        placement = self.placement
        if placement is None or placement.stage != Stage.RESERVED:
            return None
        agreement, may_agree = profile.agreement_of(placement), self.may("agree")
        if agreement is None and not may_agree:
            return None
        files = [
            (str(number), f"{file.title}, {when_open(file)}")
            for number, file in enumerate(may_leave(placement), 1)
        ]
        return Choice(
            presentation=presentation_of(placement, today=self.today, files=files),
            agreed_on=agreement.said_on if agreement else None,
            may_agree=may_agree,
            shown=profile.imprint(placement),
        )

    @cached_property
    def attestations(self):
        found = (
            StoredFile.objects.filter(
                youth=self.link.youth_id, kind=FileKind.ATTESTATION, attached=True
            )
            .select_related("blob", "placement__host_slot__host", "placement__offer__company")
            .order_by("placement__started_on", "pk")
        )
        here = [file for file in found if not file.blob.state]
        return {f"attestation-{number}": file for number, file in enumerate(here, 1)}

    def file(self, slug):
        """Their attestation; and what the company would open, while it is theirs to decide."""
        if slug in self.attestations:
            kept = self.attestations[slug].blob
            return File(f"{slug}.{kept.extension}", kept.content_type, kept.content())
        if self.choice() is None:
            return None
        files = {str(number): file for number, file in enumerate(may_leave(self.placement), 1)}
        if slug not in files:
            return None
        file = files[slug]
        return File(name_given(self.placement, file), file.blob.content_type, file.blob.content())


class GuardianPage(FamilyPage):
    actor = Actor.GUARDIAN
    to_guardian = True

    def closed(self):
        """A guardian sees nothing any more once the young person is of age."""
        if super().closed() or not self.youth.is_minor:
            return closed.NOT_YOURS
        return None

    def sent_to(self):
        guardian = self.link.guardian
        return f"{guardian.first_name} {guardian.last_name}"


WAITING = {
    False: Said(
        "Nous cherchons une place en entreprise pour vous.",
        "{tuteur} vous appelle dès qu’une place est possible.",
    ),
    True: Said(
        "Nous cherchons une place en entreprise pour {prenom}.",
        "{tuteur} appelle dès qu’une place est possible.",
    ),
}
