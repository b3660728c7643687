"""How often an address or a link may try. A right token is never counted, nor refused."""

from psf.throttles.limits import Limit, address_of

__all__ = ["ANSWERS", "RESENDS", "RESENDS_FROM_ONE_ADDRESS", "WRONG_TOKENS", "address_of"]

WRONG_TOKENS = Limit("link.wrong", tries=30, seconds=600)
ANSWERS = Limit("link.answer", tries=30, seconds=3600)
RESENDS = Limit("link.resend", tries=3, seconds=3600)
RESENDS_FROM_ONE_ADDRESS = Limit("link.resend.address", tries=20, seconds=3600)
