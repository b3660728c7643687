"""Hypothesis strategies: ordinary profiles, and profiles as extreme as their types allow."""

from datetime import date

from hypothesis import strategies as st

from matching.engine.profiles import CALIBRES, Seeker, Slot
from matching.engine.settings import Settings, Weights

CODES = ("G16", "G1602", "G1603", "G17", "K13", "K1304", "N11", "N1105", "M1602", "A12")

near_dates = st.dates(date(2026, 6, 1), date(2028, 6, 1))
calibres = st.sampled_from(CALIBRES)

seekers = st.builds(
    Seeker,
    id=st.integers(1, 10_000),
    birth_date=st.dates(date(2000, 1, 1), date(2012, 12, 31)),
    latitude=st.none() | st.floats(48, 49.5),
    longitude=st.none() | st.floats(1.5, 3.5),
    radius_km=st.integers(0, 100),
    wants_far=st.booleans(),
    available_from=st.none() | near_dates,
    available_until=st.none() | near_dates,
    wished=st.lists(st.sampled_from(CODES), max_size=4).map(tuple),
    only_wished=st.booleans(),
    hours_wanted=st.none() | calibres,
    waiting_since=st.none() | near_dates,
    place_active=st.booleans(),
    refused_slots=st.frozensets(st.integers(1, 50), max_size=5),
    weekly_hours_max=st.none() | st.integers(7, 35),
    possibilities=st.none() | st.integers(0, 40),
)
slots = st.builds(
    Slot,
    id=st.integers(1, 10_000),
    latitude=st.none() | st.floats(48, 49.5),
    longitude=st.none() | st.floats(1.5, 3.5),
    rome=st.lists(st.sampled_from(CODES), max_size=3).map(tuple),
    hours_left=st.integers(0, 900),
    hours_wanted=calibres,
    splittable=st.booleans(),
    window_from=st.none() | near_dates,
    window_until=st.none() | near_dates,
    firm_end=st.none() | near_dates,
    busy=st.booleans(),
    open=st.booleans(),
    days_per_week=st.integers(1, 5),
    min_age=st.none() | st.integers(16, 20),
    night_work=st.booleans(),
    evening_work=st.booleans(),
    sunday_work=st.booleans(),
)
settings = st.builds(
    Settings,
    weights=st.builds(
        Weights,
        field=st.integers(0, 100),
        distance=st.integers(0, 100),
        delay=st.integers(0, 100),
        length=st.integers(0, 100),
    ),
    min_score=st.integers(0, 10_000),
)

any_float = st.none() | st.floats()
any_int = st.integers(-(10**9), 10**9)
any_date = st.none() | st.dates()
any_codes = st.lists(st.text(max_size=6), max_size=4).map(tuple)

extreme_seekers = st.builds(
    Seeker,
    id=any_int,
    birth_date=st.dates(),
    latitude=any_float,
    longitude=any_float,
    radius_km=any_int,
    wants_far=st.booleans(),
    available_from=any_date,
    available_until=any_date,
    wished=any_codes,
    only_wished=st.booleans(),
    hours_wanted=st.none() | any_int,
    waiting_since=any_date,
    weekly_hours_max=st.none() | any_int,
    possibilities=st.none() | any_int,
)
extreme_slots = st.builds(
    Slot,
    id=any_int,
    latitude=any_float,
    longitude=any_float,
    rome=any_codes,
    hours_left=any_int,
    hours_wanted=any_int,
    splittable=st.booleans(),
    window_from=any_date,
    window_until=any_date,
    firm_end=any_date,
    days_per_week=any_int,
    weekly_hours=st.none() | any_int,
    min_age=st.none() | any_int,
)
extreme_settings = st.builds(
    Settings,
    min_age=st.integers(-5, 200),
    warn_age=st.integers(-5, 200),
    max_age=st.integers(-5, 200),
    far_km=any_int,
    weights=st.builds(Weights, any_int, any_int, any_int, any_int),
    min_score=any_int,
    delay_days=any_int,
    waiting_days=any_int,
    waiting_points=any_int,
    minor_points=any_int,
    few_points=any_int,
    max_priority=any_int,
)
