"""A delay told to people is that of the policy in force, never a number that a text remembers."""

import re

import pytest
from docx import Document

from matching.documents.reminder import fill
from matching.enums import PlacementStage
from psf.documents.kinds import KINDS as DOCUMENTS
from psf.messaging.kinds import KINDS as MESSAGES
from psf.messaging.models import Message
from psf.workflow.enums import Counting
from psf.workflow.models import StagePolicy
from psf.workflow.policies.counting import DayCount
from psf.workflow.policies.effective import EffectivePolicy
from psf.workflow.policies.wording import delay_in_words

NUMBER = (
    r"(?:\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante)"
)
# In a message any number of days. In a document, which also says how long one works and rests,
# what a delay is introduced by.
TOLD = re.compile(
    rf"\b(?:{NUMBER}\s+(?:jours?|semaines?|mois)|une\s+semaine|un\s+mois|huitaine|quinzaine"
    rf"|(?:24|48|72)\s+?h(?:eures)?)\b",
    re.IGNORECASE,
)
GIVEN = re.compile(
    rf"\b(?:sous|dans|d['’]ici|après|depuis|pendant|avant|délai\s+de)\s+(?:les\s+)?"
    rf"(?:{TOLD.pattern})",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "text", ["a deux semaines pour", "15 jours de silence", "sous 48 heures", "depuis un mois"]
)
def test_a_delay_in_a_message_is_seen(text):
    assert TOLD.search(text)


@pytest.mark.parametrize(
    "text", ["répondre sous huit jours", "dans les deux semaines", "sous 48 h"]
)
def test_a_delay_in_a_document_is_seen(text):
    assert GIVEN.search(text)


@pytest.mark.parametrize("kind", MESSAGES, ids=lambda kind: kind.code)
def test_no_message_holds_a_delay_of_its_own(kind):
    text = kind.text
    assert TOLD.findall(f"{text.subject}\n{text.body}\n{text.sms}") == []


@pytest.mark.parametrize(
    "kind", [kind for kind in DOCUMENTS if not kind.editorial], ids=lambda kind: kind.slug
)
def test_no_letter_holds_a_delay_of_its_own(kind):
    body = Document(kind.built_in).element.body
    text = "\n".join("".join(node.itertext()) for node in body.iter() if node.tag.endswith("}p"))
    assert len(text) > 200 and GIVEN.findall(text) == []


@pytest.mark.parametrize(
    ("counting", "days", "words"),
    [
        (Counting.CALENDAR, 28, "4 semaines"),
        (Counting.CALENDAR, 7, "7 jours"),
        (Counting.CALENDAR, 15, "15 jours"),
        (Counting.CALENDAR, 1, "1 jour"),
        (Counting.CALENDAR, 0, "1 jour"),
        (Counting.WORKING, 14, "14 jours ouvrés"),
        (Counting.SCHOOL, 1, "1 jour ouvré"),
    ],
)
def test_a_delay_is_said_as_it_is_counted(counting, days, words):
    assert delay_in_words(EffectivePolicy(count=DayCount(counting)), days) == words


@pytest.mark.django_db
def test_messages_say_the_delays_in_force(written):
    steps = {"answer": {"days": 10}, "propose_youth_again": {"days": 3}}
    academy = written.placement.service.department.academy
    StagePolicy.objects.create(academy=academy, reason="Essai", release_days=21, steps=steps)
    written.carry(PlacementStage.UNANSWERED)
    told = {message.kind: message for message in Message.objects.all()}
    assert "L'entreprise a 10 jours pour répondre" in told["buyer_proposed"].body
    for kind in ("buyer_released", "company_released"):
        assert "Le délai de 3 semaines est passé" in told[kind].body


@pytest.mark.django_db
def test_an_ended_presence_says_when_the_company_hears_again(written):
    written.carry(PlacementStage.CLOSED)
    ended = Message.objects.filter(kind="company_ended").first()
    assert "nous vous disons sous 2 jours si" in ended.body


@pytest.mark.django_db
def test_the_letter_leaves_the_time_that_the_ladder_leaves(written):
    assert fill(written.placement.offer).values["delai_reponse"] == "13 jours"
    academy = written.placement.service.department.academy
    StagePolicy.objects.create(
        academy=academy, reason="Essai", counting=Counting.WORKING, commitment_days=20
    )
    assert fill(written.placement.offer).values["delai_reponse"] == "8 jours ouvrés"
