"""A young person and a slot that fit each other, to be bent by each test; invented places."""

from dataclasses import replace
from datetime import date

from matching.engine.profiles import Seeker, Slot
from matching.engine.settings import Settings
from psf.territories.school_days import Holiday

TODAY = date(2026, 11, 22)
CHRISTMAS = Holiday(date(2026, 12, 19), date(2027, 1, 3), name="vacances de Noël")
WINTER = Holiday(date(2027, 2, 13), date(2027, 2, 28), name="vacances d'hiver")
SUMMER = Holiday(date(2027, 7, 3), date(2027, 8, 31))
HOLIDAYS = (CHRISTMAS, WINTER, SUMMER)
PUBLIC_HOLIDAYS = (date(2026, 12, 25), date(2027, 1, 1), date(2027, 3, 29), date(2027, 5, 1))
SETTINGS = Settings(holidays=HOLIDAYS)

CRETEIL = (48.79, 2.46)
MELUN = (48.54, 2.66)  # about 31 km away

SEEKER = Seeker(
    id=1,
    birth_date=date(2009, 3, 1),
    latitude=CRETEIL[0],
    longitude=CRETEIL[1],
    radius_km=20,
    available_from=date(2026, 9, 1),
    wished=("G16", "K1304"),
    hours_wanted=150,
)
SLOT = Slot(
    id=10,
    offer_id=5,
    latitude=48.80,
    longitude=2.48,
    rome=("G1602",),
    hours_left=150,
    hours_wanted=150,
    window_from=date(2026, 11, 1),
    window_until=date(2027, 6, 30),
    firm_end=date(2027, 12, 31),
)


def a_seeker(**changes) -> Seeker:
    return replace(SEEKER, **changes)


def a_slot(**changes) -> Slot:
    return replace(SLOT, **changes)
