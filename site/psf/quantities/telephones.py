"""Telephone numbers, French ones overseas included."""

import re

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from psf.french.telephones import in_pairs
from psf.quantities.errors import Unreadable

# A number without its country is tried in each: 0692… is Réunion's, 06 12… is the mainland's.
REGIONS = ("FR", "RE", "YT", "GP", "MQ", "GF", "PM", "NC", "PF", "WF")
MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
# Numbers kept for fiction (06 39 98…) exist in no plan, yet look like any mobile.
LOOKS_MOBILE = re.compile(r"(?:0|\+33)([67]\d{8})")

SEPARATORS = re.compile(r"[\s./()\-\u00a0\u202f]")


def read_phone(typed: str) -> str:
    """A number as it is kept: in pairs of digits when it is French. Raises Unreadable."""
    number = SEPARATORS.sub("", typed)
    number = re.sub(r"^(\+|00)33(0?)", "0", number)
    if re.fullmatch(r"[1-9]\d{8}", number):
        number = f"0{number}"
    if re.fullmatch(r"0\d{9}", number):
        return in_pairs(number)
    if re.fullmatch(r"\+\d{7,15}", number):
        return number
    raise Unreadable(f"« {typed} » n'est pas un numéro de téléphone : 10 chiffres.")


def mobile(text: str) -> str:
    """Return the mobile number in `text` as "+33612345678", or "" when it holds none."""
    for region in REGIONS:
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            return ""
        if phonenumbers.is_valid_number(number):
            if phonenumbers.number_type(number) not in MOBILE:
                return ""
            return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    found = LOOKS_MOBILE.fullmatch(SEPARATORS.sub("", text))
    return f"+33{found[1]}" if found else ""
