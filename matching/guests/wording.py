"""Ages, places, dates and times in the words of these pages."""

from matching.placements.replies.wording import day_in_words, hour_in_words, moment_in_words

AGE_BANDS = ((18, "16–17 ans"), (21, "18–20 ans"), (99, "21–25 ans"))
moment = moment_in_words


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
        f"du {day_in_words(period.starts_on)} au {day_in_words(period.ends_on)} :"
        f" {period.days_in_words}, de {hour_in_words(period.day_start)} à"
        f" {hour_in_words(period.day_end)}"
        for period in placement.periods.all()
    )
