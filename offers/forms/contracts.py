"""The form of a marché."""

from offers.permissions import services_of
from psf.editing import OneEditorForm
from psf.territories.models import Service

PEOPLE = ("contact", "prescriber")


class ContractForm(OneEditorForm):
    """Amounts and dates are checked against each other by the model.

    Whoever follows the marché chooses whom to write to at the buyer's; others name a successor there,
    whom that service adopts.
    """

    def clean(self):
        cleaned = super().clean()
        follower = self.instance.service_id if self.instance.pk else None
        if follower is None or follower in services_of(self.for_user):
            return cleaned
        for name in PEOPLE:
            if self.initial.get(name) and name in self.changed_data:
                self.add_error(name, self._elsewhere(follower))
        return cleaned

    @staticmethod
    def _elsewhere(follower) -> str:
        service = Service.objects.get(pk=follower)
        return (
            f"Ce marché est suivi par « {service} », qui choisit à qui l'on écrit. Dans la fiche de"
            " l'acheteur, indiquez le successeur de cette personne : le service l'adoptera."
        )
