"""What the forms of companies and of buyers share: who typed the address of a contact, or its end."""

from typing import Any

from offers.enums import AddressSource

SAID = {"phone", "email", "left_on"}


class SaysWhoTyped:
    """For a form with rows of contacts: what is said of one says who typed it; a new address is not refused yet."""

    formsets: Any

    @property
    def said_of(self) -> list:
        """Contacts of whom an address, a number or a departure was typed."""
        forms = self.formsets["contacts"].forms
        return [
            form.instance
            for form in forms
            if SAID & set(form.changed_data) and form not in self.formsets["contacts"].deleted_forms
        ]

    def save(self, commit=True):
        for form in self.formsets["contacts"].forms:
            if not SAID & set(form.changed_data):
                continue
            contact = form.instance
            for name, value in contact.saying(AddressSource.FORM, self.for_user).items():
                setattr(contact, name, value)
            if "email" in form.changed_data:
                contact.bounced_on = None
        return super().save(commit)
