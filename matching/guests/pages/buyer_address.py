"""The buyer's own address: corrected from the page, or confirmed when somebody else says another one.

What the reader of the address in force says serves at once the services that write there.
"""

from django import forms

from matching.guests.pages.base import Gesture
from offers.models import BuyerContact
from offers.proposals import ask_about_contract, contracts_naming
from psf.perimeter.scope import perimeter


def new_address(page) -> str:
    """What somebody else said of the reader's address, while it is to be confirmed; else ""."""
    contact, follower = page.contact, page.link.contract.service_id
    if not page.vouching or not contact.is_undecided_by(follower):
        return ""
    return ", ".join(filter(None, (contact.email, contact.phone)))


KEPT = "L’acheteur garde son adresse : celle qui était proposée n’est pas la sienne"


class AddressForm(forms.Form):
    """Confirms the address that the page showed, and none that somebody wrote since."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data, *, contact, words):
        super().__init__(data and {"seen": data.get("address_seen", "")})
        self.contact, self.words = contact, words

    def clean_seen(self):
        if self.cleaned_data["seen"] != self.contact.address_seen:
            raise forms.ValidationError("Cette adresse vient de changer : relisez-la.")
        return self.cleaned_data["seen"]

    def refuse(self, refusal) -> None:
        self.add_error(None, refusal.messages)


def _form(page, data):
    return AddressForm(data, contact=page.contact, words=new_address(page))


def _confirm(page, form) -> None:
    # Before: the page of the former address shows nothing afterwards.
    page.record("buyer_address", "L’acheteur a confirmé sa nouvelle adresse")
    _decided(page, page.contact.adopt)


def _keep_former(page, form) -> None:
    page.record("buyer_address_kept", KEPT)
    _decided(page, page.contact.keep_former)
    page.tell_follower(KEPT)


def _decided(page, decide) -> None:
    with perimeter(page.vouching):
        decide(page.vouching)
        for contract in contracts_naming(page.contact):
            ask_about_contract(contract)


def _correct(page, form) -> None:
    page.record("contact_corrected", "L’acheteur a corrigé ses coordonnées")
    contact, vouching = page.contact, page.vouching
    with perimeter(vouching):
        contact.correct_own(form.cleaned_data)
        contact.adopt(vouching)
        for contract in contracts_naming(contact):
            ask_about_contract(contract)


class OwnAddressForm(forms.ModelForm):
    class Meta:
        model = BuyerContact
        fields = ["phone", "email"]

    def __init__(self, data, *, page):
        known = page.own_address
        # Else a form in error would change the contact that the page shows.
        instance = BuyerContact.objects.get(pk=page.contact.pk)
        super().__init__(
            data, instance=instance, initial={"phone": known.phone, "email": known.email}
        )
        self.fields["email"].required = True
        self.fields["email"].error_messages["required"] = (
            "Indiquez une adresse : votre lien y part."
        )

    def refuse(self, refusal) -> None:
        self.add_error(None, refusal.messages)


def _refusal(page) -> str | None:
    return None if new_address(page) else "Il n’y a pas de nouvelle adresse à confirmer."


CONFIRM_ADDRESS = Gesture(
    "adresse",
    "Votre nouvelle adresse est-elle juste ?",
    "Oui, écrivez-moi là",
    "Merci. Nous vous écrirons désormais à votre nouvelle adresse.",
    _form,
    _confirm,
    refusal=_refusal,
    template="matching/guests/address.html",
    lead="Elle nous a été donnée pour vous.",
)
REFUSE_ADDRESS = Gesture(
    "pas-la-mienne",
    "Cette adresse n’est pas la vôtre ?",
    "Non, ce n’est pas la mienne",
    "Merci. Nous continuons de vous écrire ici, et le service qui suit le marché le sait.",
    _form,
    _keep_former,
    refusal=_refusal,
    template="matching/guests/address.html",
    lead="Elle nous a été donnée pour vous : nous ne nous en servirons pas.",
)
CORRECT_OWN = Gesture(
    "coordonnees",
    "Mes coordonnées",
    "Enregistrer",
    "Vos coordonnées sont à jour.",
    lambda page, data: OwnAddressForm(data, page=page),
    _correct,
    lead="Par où nous vous écrivons et vous appelons, pour tous vos marchés.",
)
