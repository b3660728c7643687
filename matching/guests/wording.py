"""Ages, places, dates and times in the words of these pages."""

from psf.french.days import hour, weekday_date

AGE_BANDS = ((18, "16–17 ans"), (21, "18–20 ans"), (99, "21–25 ans"))


def age_band(age: int) -> str:
    """« 16–17 ans »: never an age, never a birthday."""
    return next(words for above, words in AGE_BANDS if age < above)


def places_of(slot) -> list[str]:
    """Site, address, commune with its postal code."""
    commune = slot.commune
    code = next(iter(commune.postal_codes or ()), "")
    return [part for part in (slot.site, slot.address, f"{code} {commune.name}".strip()) if part]


def schedule_of(placement) -> tuple[str, ...]:
    """« du lundi 4 janvier au vendredi 29 janvier : lundi, mardi, de 9 h à 17 h »."""
    return tuple(
        f"du {weekday_date(period.starts_on)} au {weekday_date(period.ends_on)} :"
        f" {period.days_in_words}, de {hour(period.day_start)} à"
        f" {hour(period.day_end)}"
        for period in placement.periods.all()
    )
