"""Telephone numbers as people write them, French ones overseas included."""

import re

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

# A number without its country is tried in each: 0692… is Réunion's, 06 12… is the mainland's.
REGIONS = ("FR", "RE", "YT", "GP", "MQ", "GF", "PM", "NC", "PF", "WF")
MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
# Numbers kept for fiction (06 39 98…) exist in no plan, yet look like any mobile.
LOOKS_MOBILE = re.compile(r"(?:0|\+33)([67]\d{8})")


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
    found = LOOKS_MOBILE.fullmatch(re.sub(r"[\s.\-()]", "", text))
    return f"+33{found[1]}" if found else ""
