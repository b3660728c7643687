"""The buyer confirms a new address from the former one: whoever could write to both is the same person."""

from django import forms

from matching.guests.pages.base import Gesture
from offers.proposals import ask_about_contract, contracts_naming
from psf.perimeter.scope import perimeter


def new_address(page) -> str:
    """What somebody else said of the reader's address, while it is to be confirmed; else ""."""
    contact, follower = page.contact, page.link.contract.service_id
    if not page.vouching or not contact.is_undecided_by(follower):
        return ""
    return ", ".join(filter(None, (contact.email, contact.phone)))


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
    with perimeter(page.vouching):
        page.contact.adopt(page.vouching)
        for contract in contracts_naming(page.contact):
            ask_about_contract(contract)


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
    lead="Elle nous a été donnée pour vous. Ce n’est pas la vôtre ? Fermez cette page et"
    " appelez-nous : rien ne change.",
)
