"""Delays of the whole life of a file, in days (domain §4): the code's own values.

`psf.workflow.policies` lets the nation and each académie replace them; how long one action waits stands
with its kind.
"""

RESERVATION_DAYS = 45
ANSWER_DAYS = 14
RELEASE_DAYS = 28

# Fields of StagePolicy.
DEFAULTS = {
    "reservation_days": RESERVATION_DAYS,
    "remind_days": 5,
    "buyer_days": 7,
    "third_contact_days": 10,
    "commitment_days": 15,
    "release_days": RELEASE_DAYS,
    "climb_again_days": 7,
}
