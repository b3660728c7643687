"""What people should know about an offer, without being stopped by it."""

from decimal import Decimal

from offers.gratification import gratification
from offers.models.dated import CalibreBracket, GratificationRate
from psf.french.days import numeric

FIRM_MONTHS_AT_LEAST = 12
CONTACTS_AT_LEAST = 2


class Advised:
    """Warnings about an offer, in French sentences; the form's errors are elsewhere."""

    def warnings(self) -> list[str]:
        """Return what deserves a second look, the most serious first."""
        found = [self._calibre_too_long(), *self._contract_too_short(), self._too_few_contacts()]
        return [sentence for sentence in found if sentence]

    def indicated_calibre(self):
        """The calibre indicated for the contract's amount when it was notified, or None."""
        if not self.contract_id or self.contract.amount is None:
            return None
        return CalibreBracket.objects.indicated(self.contract.amount, self.contract.notified_on)

    def legal_gratification(self) -> tuple[GratificationRate, Decimal] | None:
        """Today's rate, and the least due in euros if one young person does all the hours.

        None where no rate is known for today. The amount is 0 up to the threshold; past it, it
        counts from the first hour (code de l'éducation, L124-6).
        """
        rate = GratificationRate.objects.in_force().first()
        if rate is None:
            return None
        hours = min(self.hours, rate.hours_ceiling)
        return rate, gratification(hours, rate.as_rate()).amount

    def _calibre_too_long(self):
        indicated = self.indicated_calibre()
        if not indicated or self.calibre <= indicated:
            return None
        return (
            f"Attention : le calibre de {self.calibre} h dépasse celui qu'indique le montant du"
            f" marché ({indicated} h). Vérifiez avec l'acheteur que la clause le prévoit."
        )

    def _contract_too_short(self):
        if not self.contract_id:
            return
        if self.contract.firm_months < FIRM_MONTHS_AT_LEAST:
            yield (
                f"La période ferme du marché compte {self.contract.firm_months} mois : la clause"
                f" en demande au moins {FIRM_MONTHS_AT_LEAST}."
            )
        if self.declared_on > self.contract.last_day_to_declare:
            yield (
                "L'offre est déclarée moins de six mois avant la fin de la période ferme"
                f" ({numeric(self.contract.firm_end)}) : commencez par elle."
            )

    def _too_few_contacts(self):
        count = self.company.contacts.filter(left_on__isnull=True).count()
        if count >= CONTACTS_AT_LEAST:
            return None
        who = "aucun contact" if count == 0 else "un seul contact"
        return (
            f"L'entreprise a {who} : il en faut au moins deux, le tuteur et les ressources"
            " humaines."
        )
