"""What a link is for: one link, one purpose."""

from django.db.models import TextChoices


class LinkPurpose(TextChoices):
    COMPANY = "company", "répondre à une proposition"
    CLAUSE = "clause", "suivre sa clause"
    BUYER = "buyer", "suivre son marché"
    YOUTH = "youth", "suivre son parcours"
    GUARDIAN = "guardian", "suivre le parcours de son enfant"
    SIGN = "sign", "signer la convention"
    FILING = "filing", "suivre sa demande"


# By which a company or a buyer follows what they committed to: nothing of them is one young person's.
FOLLOWED = frozenset({LinkPurpose.CLAUSE, LinkPurpose.BUYER})
# Of the digest, in the addresses of a link's pages.
KEY_LENGTH = 16

# Days during which a link opens; « renvoyer mon lien » gives a new one.
DAYS = {
    LinkPurpose.COMPANY: 60,
    LinkPurpose.CLAUSE: 365,
    LinkPurpose.BUYER: 365,
    LinkPurpose.YOUTH: 120,
    LinkPurpose.GUARDIAN: 120,
    LinkPurpose.SIGN: 30,
    # One that nobody confirms goes with what it confirms.
    LinkPurpose.FILING: 365,
}

# The code asked for before a signature: how long it is, how long it holds, how often it may be tried.
# The reckoning stands in psf.links.codes.
CODE_DIGITS = 10
CODE_MINUTES = 15
# By one browser before it waits, then by all of them before the code is over.
CODE_TRIES = 5
CODE_TRIES_IN_ALL = 10_000
# From so many wrong tries on, the history of the file says it.
CODE_TRIES_TOLD = 50
# (messages, hours): how many may leave with a code of one link while it holds.
CODES_ASKED = ((3, 1), (8, 24))
# How often one link may be passed on in a day; one person at a time besides.
FORWARDS_A_DAY = 3
