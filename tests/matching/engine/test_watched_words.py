"""Words to look at again are found as people write them, and nothing else is."""

import unicodedata

import pytest

from matching.engine.watched_words import Span, found_in, watched

WORDS = {
    "santé": ("handicap*", "dépression", "RQTH", "psy", "trouble mental"),
    "famille": ("foyer", "ASE", "aide sociale à l'enfance", "placement familial"),
    "justice": ("PJJ", "jugement", "garde à vue"),
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sa dépression est passée.", "dépression"),
        ("sa DEPRESSION", "DEPRESSION"),
        ("ses dépressions", "dépressions"),
        ("Un handicap léger", "handicap"),
        ("Handicapée depuis", "Handicapée"),
        ("il vit en foyers", "foyers"),
        ("suivi par l'ASE", "ASE"),
        ("suivi par l’A.S.E.", "A.S.E"),
        ("placé par l’aide sociale à l’enfance", "aide sociale à l’enfance"),
        ("aide\nsociale  à l'enfance", "aide\nsociale  à l'enfance"),
        ("placements familiaux", "placements familiaux"),
        ("après trois gardes à vue", "gardes à vue"),
        ("jugements", "jugements"),
        ("(pjj)", "pjj"),
    ],
)
def test_a_word_is_found_whatever_its_form(text, found):
    for written in (text, unicodedata.normalize("NFD", text)):
        words = [unicodedata.normalize("NFC", span.text) for span in found_in(written, WORDS)]
        assert words == [found]


@pytest.mark.parametrize(
    "text",
    ["", "base de données", "la phase", "psychologie du client", "le foyeriste", "juge", "mental"],
)
def test_a_piece_of_another_word_is_not(text):
    assert found_in(text, WORDS) == []


@pytest.mark.parametrize(
    "text", ["Sorti du foyer, sans l’ASE.", "œuvre au foyer", "é" * 40, "ﬁn de jugement"]
)
def test_the_spans_make_the_text_up_again(text):
    for written in (text, unicodedata.normalize("NFD", text)):
        assert "".join(span.text for span in watched(written, WORDS)) == written


def test_each_word_says_what_it_is_about():
    assert watched("Un foyer.", WORDS) == [Span("Un "), Span("foyer", "famille"), Span(".")]
