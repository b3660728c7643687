"""How often an address or a link may try. A right token is never counted, nor refused.

Answers are counted for each browser that opened the link, so that who got hold of it doesn't silence
its reader; `ANSWERS_OF_A_LINK` only bounds what a script could write.
"""

from psf.throttles.limits import Limit, address_of

__all__ = [
    "ANSWERS",
    "ANSWERS_OF_A_LINK",
    "RESENDS",
    "RESENDS_FROM_ONE_ADDRESS",
    "WRONG_TOKENS",
    "address_of",
]

WRONG_TOKENS = Limit("link.wrong", tries=30, seconds=600)
ANSWERS = Limit("link.answer.browser", tries=30, seconds=3600)
ANSWERS_OF_A_LINK = Limit("link.answer", tries=300, seconds=3600)
RESENDS = Limit("link.resend", tries=3, seconds=3600)
RESENDS_FROM_ONE_ADDRESS = Limit("link.resend.address", tries=20, seconds=3600)
