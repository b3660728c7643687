"""Small kinds of these tests, and messages about a file of Saint-Denis."""

import pytest

from psf.messaging import kinds, undelivered
from psf.messaging.channels.recorded import RecordedChannel
from psf.messaging.kinds import MessageKind, Text
from psf.messaging.post import Recipient, post
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor
from tests.factories.journey import journey

COMPANY = MessageKind(
    code="test_company",
    label="Essai : à l'entreprise",
    recipient=Actor.COMPANY,
    text=Text(
        "Un jeune à rencontrer ({code})",
        "Bonjour {interlocuteur},\n\nRépondez en une minute :\n{lien}\n\n{tuteur}, {telephone}.",
        "Un jeune vous est proposé ({code}) : {lien}",
    ),
    variables={
        "interlocuteur": "nom de l'interlocuteur",
        "code": "code du parcours",
        "tuteur": "nom du tuteur pédagogique",
        "telephone": "son téléphone",
    },
    samples={
        "interlocuteur": "Claude Essai",
        "code": "P-2026-00042",
        "tuteur": "Dominique Essai",
        "telephone": "01 99 00 93 93",
    },
    button="Répondre",
)
NOTICE = MessageKind(
    code="test_notice",
    label="Essai : sans lien",
    recipient=Actor.COMPANY,
    text=Text("Un mot ({code})", "Bonjour,\n\nUn mot sur {code}."),
    variables={"code": "code du parcours"},
    samples={"code": "P-2026-00042"},
    has_link=False,
)
VALUES = {
    "interlocuteur": "Claude Essai",
    "tuteur": "Dominique Essai",
    "telephone": "01 99 00 93 93",
}


@pytest.fixture(autouse=True)
def small_kinds(monkeypatch):
    """Kinds of these tests alone; nobody above is told of what cannot be delivered."""
    monkeypatch.setattr(kinds.KINDS, "_entries", {kind.code: kind for kind in kinds.KINDS})
    monkeypatch.setattr(undelivered.RECEIVERS, "_entries", {})
    kinds.register(COMPANY, NOTICE)
    RecordedChannel.reset()
    yield
    RecordedChannel.reset()


@pytest.fixture
def told(small_kinds):
    """The messages told as undeliverable, in order."""
    found = []
    undelivered.register(found.append)
    return found


@pytest.fixture
def placement(two_services):
    """A reserved file of Saint-Denis."""
    return journey(two_services.saint_denis, by=two_services.tutor)


@pytest.fixture
def write(placement):
    """`write(email=…)`: a message to a contact of the company about the file."""

    def write(kind="test_company", link=None, **to):
        recipient = Recipient(**{"name": "Claude Essai", "email": "claude@exemple.fr", **to})
        with perimeter([placement.service]):
            values = {**VALUES, "code": placement.code}
            given = (lambda address: link) if link else None
            return post(kind, placement, recipient, values=values, link=given)

    return write


@pytest.fixture
def fresh():
    """`fresh(message)`: the row as it is now."""

    def read(message):
        with perimeter([message.service_id] if message.service_id else []):
            return type(message).objects.select_related("link").get(pk=message.pk)

    return read
