"""Merging a company into another: what moves, what stays as a trace."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from offers.enums import AddressSource
from psf.french.folding import fold

COMPLETED = ("siret", "activity", "commune", "address")


@dataclass
class MergePlan:
    """What a merge moves: counts, the contacts recognised as the same person, columns filled in."""

    offers: int
    contracts: int
    slots: int
    contacts: int
    duplicates: list = field(default_factory=list)
    completed: list[str] = field(default_factory=list)


class Mergeable:
    """For Company: the merged row keeps `merged_into` and leaves lists and choosers."""

    def merge_plan(self, kept) -> MergePlan:
        """Return what `merge_into(kept)` would do, writing nothing."""
        return MergePlan(
            offers=self.offers.count(),
            contracts=self.contracts.count(),
            slots=self.hosted_slots.count(),
            contacts=self.contacts.count(),
            duplicates=self._same_people(kept),
            completed=[
                str(self._meta.get_field(name).verbose_name)
                for name in COMPLETED
                if getattr(self, name) and not getattr(kept, name)
            ],
        )

    def merge_into(self, kept, by=None) -> None:
        """Move everything of this company to `kept`; `by` (a user) stands in both histories.

        Somebody recorded on both sides keeps the row of `kept`, which takes over the slots; the
        other row moves too, as gone today, because calls and parcours may refer to it. Raises
        ValidationError when one of the two was merged meanwhile, or a slot would stand twice.
        """
        with transaction.atomic():
            rows = {row.pk: row for row in self._locked(kept)}
            absorbed, kept = rows.get(self.pk), rows.get(kept.pk)
            if absorbed is None or kept is None or absorbed.pk == kept.pk:
                raise ValidationError(
                    "L'une de ces fiches vient d'être fusionnée : recommencez avec celles qui"
                    " restent."
                )
            pairs = absorbed._same_people(kept)
            try:
                with transaction.atomic():
                    absorbed._move_to(kept, pairs, by)
            except IntegrityError as error:
                raise ValidationError(
                    "Deux lieux d'accueil ouverts auraient le même site et le même tuteur : fermez"
                    " d'abord l'un des deux."
                ) from error
            data = {"kept": kept.pk, "absorbed": absorbed.pk}
            # Two actions: Wagtail's histories show one entry of each action for one request.
            log(instance=kept, action="offers.merge", user=by, data=data)
            log(instance=absorbed, action="offers.merged_away", user=by, data=data)

    def _locked(self, kept):
        model = type(self)
        return model.objects.current().filter(pk__in=[self.pk, kept.pk]).select_for_update()

    def _move_to(self, kept, pairs, by):
        from offers.models import HostSlot

        for name in ("offers", "contracts"):
            getattr(self, name).update(company=kept)
        self.hosted_slots.update(host=kept)
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
        self.contacts.update(company=kept)
        for here, there in pairs:
            kept.contacts.filter(pk=here.pk).update(left_on=timezone.localdate(), same_as=there)
        for name in COMPLETED:
            if getattr(self, name) and not getattr(kept, name):
                setattr(kept, name, getattr(self, name))
        # Before the kept row takes the SIRET: it is unique among rows not merged.
        self.merged_into = kept
        self.save(update_fields=["merged_into", "updated_at"])
        if kept.siret:
            kept.no_siret_reason = ""
        kept.save(update_fields=[*COMPLETED, "no_siret_reason", "updated_at"])

    def _same_people(self, kept) -> list:
        """Pairs (contact here, contact there) of the same name, hence the same person."""
        there = {fold(person.name): person for person in kept.contacts.filter(left_on__isnull=True)}
        return [
            (person, there[fold(person.name)])
            for person in self.contacts.filter(left_on__isnull=True)
            if fold(person.name) in there
        ]
