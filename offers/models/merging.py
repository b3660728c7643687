"""Merging a company or a buyer into another: what moves, what stays as a trace."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from offers.enums import AddressSource
from offers.models.former_sirets import BearsSiret, FormerSiret
from psf.french.days import numeric
from psf.french.folding import fold


@dataclass(frozen=True, slots=True)
class Moved:
    """Rows that follow a merge: those of `relation`, by their `column`, as the preview calls them."""

    relation: str
    column: str
    label: str


@dataclass
class MergePlan:
    """What a merge moves: (label, count) of rows, contacts of one name on both sides, columns filled in."""

    moved: list[tuple[str, int]]
    same_people: list = field(default_factory=list)
    completed: list[str] = field(default_factory=list)


class Mergeable(BearsSiret):
    """The merged row keeps `merged_into` and leaves lists and choosers."""

    MOVED: ClassVar[tuple[Moved, ...]]
    COMPLETED: ClassVar[tuple[str, ...]]
    # What the preview says of contacts of one name on both sides.
    SAME_PEOPLE = ""
    # « L'entreprise « X » porte déjà ce SIRET. »
    NAMED = ""
    MERGED_MEANWHILE = (
        "L'une de ces fiches vient d'être fusionnée : recommencez avec celles qui restent."
    )
    CLASH = ""

    def clean(self):
        super().clean()
        # The constraint's condition names a column that no form shows, so Django skips it there.
        if self.siret and not self.merged_into_id:
            others = type(self).objects.current().exclude(pk=self.pk)
            if same := others.filter(siret=self.siret).first():
                raise ValidationError({"siret": f"{self.NAMED} « {same} » porte déjà ce SIRET."})
            self._refuse_former()

    def _refuse_former(self):
        name = self._meta.model_name
        rows = FormerSiret.objects.of(type(self)).filter(siret=self.siret)
        if self.pk:
            rows = rows.exclude(**{name: self.pk})
        if former := rows.select_related(name).first():
            day = numeric(former.ended_on)
            raise ValidationError(
                {
                    "siret": f"{self.NAMED} « {getattr(former, name)} » a porté ce SIRET jusqu'au {day} :"
                    " un SIRET ne change pas de titulaire."
                }
            )

    def merge_plan(self, kept) -> MergePlan:
        """Return what `merge_into(kept)` would do, writing nothing."""
        return MergePlan(
            moved=[(each.label, getattr(self, each.relation).count()) for each in self.MOVED],
            same_people=self._same_people(kept),
            completed=[
                str(self._meta.get_field(name).verbose_name)
                for name in self.COMPLETED
                if getattr(self, name) and not getattr(kept, name)
            ],
        )

    def merge_into(self, kept, by=None) -> None:
        """Move everything of this row to `kept`; `by` (a user) stands in both histories.

        Raises ValidationError when one of the two was merged meanwhile, or what moves would stand
        twice there.
        """
        with transaction.atomic():
            rows = {row.pk: row for row in self._locked(kept)}
            absorbed, kept = rows.get(self.pk), rows.get(kept.pk)
            if absorbed is None or kept is None or absorbed.pk == kept.pk:
                raise ValidationError(self.MERGED_MEANWHILE)
            try:
                with transaction.atomic():
                    absorbed._move_to(kept, by)
            except IntegrityError as error:
                raise ValidationError(self.CLASH) from error
            data = {"kept": kept.pk, "absorbed": absorbed.pk}
            # Two actions: Wagtail's histories show one entry of each action for one request.
            log(instance=kept, action="offers.merge", user=by, data=data)
            log(instance=absorbed, action="offers.merged_away", user=by, data=data)

    def _locked(self, kept):
        model = type(self)
        return (
            model.objects.current()
            .filter(pk__in=[self.pk, kept.pk])
            .order_by("pk")
            .select_for_update()
        )

    def _move_to(self, kept, by):
        self._move_rows(kept, by)
        for name in self.COMPLETED:
            if getattr(self, name) and not getattr(kept, name):
                setattr(kept, name, getattr(self, name))
        # Before the kept row takes the SIRET: it is unique among rows not merged.
        self.merged_into = kept
        self.save(update_fields=["merged_into", "updated_at"])
        # What the absorbed one had taken in before is found at the one that is left.
        type(self).objects.filter(merged_into=self).update(merged_into=kept)
        self._leave_sirets_to(kept)
        kept._completed()

    def _leave_sirets_to(self, kept):
        """Whoever says a SIRET of this row finds the one that is left."""
        name = self._meta.model_name
        self.former_sirets.update(**{name: kept})
        if self.siret and self.siret != kept.siret:
            FormerSiret.objects.create(**{name: kept}, siret=self.siret)

    def _completed(self):
        self.save(update_fields=[*self.COMPLETED, "updated_at"])

    def _move_rows(self, kept, by):
        for each in self.MOVED:
            getattr(self, each.relation).update(**{each.column: kept})

    def _same_people(self, kept) -> list:
        """Pairs (contact here, contact there) of the same name, hence the same person."""
        there = {fold(person.name): person for person in kept.contacts.filter(left_on__isnull=True)}
        return [
            (person, there[fold(person.name)])
            for person in self.contacts.filter(left_on__isnull=True)
            if fold(person.name) in there
        ]


class MergeableCompany(Mergeable):
    """Somebody recorded on both sides keeps the row of `kept`, which takes over the slots.

    The other row moves too, as gone today, because calls and parcours may refer to it.
    """

    NAMED = "L'entreprise"
    MOVED = (
        Moved("offers", "company", "Offres"),
        Moved("contracts", "company", "Marchés"),
        Moved("hosted_slots", "host", "Lieux d’accueil chez elle"),
        Moved("contacts", "company", "Contacts"),
    )
    COMPLETED = ("siret", "activity", "commune", "address")
    SAME_PEOPLE = "La fiche gardée fait foi ; l’autre ligne reste parmi les anciens contacts."
    CLASH = (
        "Deux lieux d'accueil ouverts auraient le même site et le même tuteur : fermez d'abord l'un"
        " des deux."
    )

    def _move_rows(self, kept, by):
        from offers.models import HostSlot

        pairs = self._same_people(kept)
        for here, there in pairs:
            HostSlot.objects.filter(tutor=here).update(tutor=there)
            if here.verified_on and (not there.verified_on or here.verified_on > there.verified_on):
                there.verified_on = here.verified_on
            said = {}
            if (here.phone and not there.phone) or (here.email and not there.email):
                there.phone = there.phone or here.phone
                there.email = there.email or here.email
                said = there.saying(AddressSource.MERGE, by)
                for name, value in said.items():
                    setattr(there, name, value)
            there.save(update_fields=["verified_on", "phone", "email", *said, "updated_at"])
        super()._move_rows(kept, by)
        for here, there in pairs:
            kept.contacts.filter(pk=here.pk).update(left_on=timezone.localdate(), same_as=there)

    def _completed(self):
        if self.siret:
            self.no_siret_reason = ""
        self.save(update_fields=[*self.COMPLETED, "no_siret_reason", "updated_at"])


class MergeableBuyer(Mergeable):
    """Its contacts keep their rows: each marché goes on being followed by whom it names."""

    NAMED = "L'acheteur"
    MOVED = (
        Moved("contracts", "buyer", "Marchés"),
        Moved("contacts", "buyer", "Contacts"),
    )
    COMPLETED = ("siret", "commune", "convention_until")
    SAME_PEOPLE = (
        "Chacun garde ses marchés ; si c’est une seule personne, dites ensuite sur la fiche laquelle"
        " des deux lignes ne sert plus."
    )
    CLASH = (
        "Les deux acheteurs ont un marché de même référence : c'est sans doute le même, corrigez ou"
        " supprimez d'abord l'un des deux."
    )
