"""Numbers spelled out, as people type them: « dix-huit », « vingt et un », « quatre-vingt-dix »."""

import re

SMALL = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "un",
            "deux",
            "trois",
            "quatre",
            "cinq",
            "six",
            "sept",
            "huit",
            "neuf",
            "dix",
            "onze",
            "douze",
            "treize",
            "quatorze",
            "quinze",
            "seize",
        ]
    )
} | {"une": 1}
TENS = {
    word: 10 * number
    for number, word in enumerate(["vingt", "trente", "quarante", "cinquante", "soixante"], start=2)
}
NUMBERS = SMALL | TENS | {"vingts": 20, "cent": 100, "cents": 100}
ONE = "|".join(sorted(NUMBERS, key=len, reverse=True))
SPELLED = re.compile(rf"\b(?:{ONE})(?:(?:[ -]| et |-et-)(?:{ONE}))*\b")


def in_digits(folded: str) -> str:
    """A text without accents or capitals, its numbers in digits: « dix-huit mois » gives « 18 mois »."""
    return SPELLED.sub(lambda found: str(_number(found[0])), folded)


def _number(words: str) -> int:
    """« quatre-vingt-dix » is four times twenty, and ten."""
    hundreds = under = 0
    for word in re.findall(r"[a-z]+", words):
        if word == "et":
            continue
        number = NUMBERS[word]
        if number == 100:
            hundreds, under = hundreds + 100 * (under or 1), 0
        elif number == 20 and under == 4:
            under = 80
        else:
            under += number
    return hundreds + under
