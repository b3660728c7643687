"""The documents that trace a clause stand once in the code, and on the guides as they are there."""

import re
from html import unescape

from django.test import Client

from offers.trace import AFTER, BEFORE, WHY_FOLLOW


def words_of(address) -> str:
    text = unescape(re.sub(r"<[^>]+>", " ", Client().get(address).content.decode()))
    return re.sub(r"\s+", " ", text)


def test_the_guides_show_the_whole_list_and_why_to_follow(loaded):
    papers, why = words_of("/guides/fin-et-preuve/"), words_of("/guides/suivre/")
    for trace in (*BEFORE, *AFTER):
        for words in (trace.name, trace.establishes, trace.held_by):
            assert words in papers
    for reason in WHY_FOLLOW:
        assert reason in why
