"""The form of a buyer: whoever leaves names a successor among the buyer's people."""

from wagtail.admin.forms import WagtailAdminModelForm

from offers.forms.contacts import SaysWhoTyped
from offers.forms.fields import MistakenSirets, SiretField
from psf.editing import OneEditorForm


class BuyerForm(SaysWhoTyped, MistakenSirets, OneEditorForm):
    siret = SiretField()

    @property
    def buyer(self):
        """What the forms of the contacts receive."""
        return self.instance


class BuyerContactForm(WagtailAdminModelForm):
    def __init__(self, *args, buyer=None, **kwargs):
        super().__init__(*args, **kwargs)
        successor = self.fields["successor"]
        people = successor.queryset.filter(buyer=buyer if buyer and buyer.pk else None)
        successor.queryset = people.exclude(pk=self.instance.pk)
        successor.empty_label = "Personne pour l'instant"
        successor.help_text = "Une personne déjà enregistrée chez cet acheteur."
