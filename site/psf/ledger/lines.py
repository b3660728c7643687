"""One line of the ledger: what was erased, as JSON, chained to the line before and signed."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime

from psf.ledger import signing
from psf.ledger.errors import LedgerError
from psf.ledger.signing import Signature

SALT = "psf.ledger.line"
# Of the line before the first one.
NOTHING = "0" * 64
# A line that erases nothing: written when the key changes, so that the new one vouches for the chain.
NEW_KEY = "new_key"


@dataclass(frozen=True, slots=True)
class Erasure:
    """Something erased for good.

    `kind` names a `Replayer`; `key` is a public code or a primary key, never a name; `rule` says why
    (« closed », « request »…); `manifest` the code of the bordereau, if any; `at` the moment, aware;
    `digest` the SHA-256 of what the folder of the ledger keeps under the key, if anything.
    """

    kind: str
    key: str
    rule: str
    at: datetime
    manifest: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An erasure at its place in the ledger, counted from 1."""

    number: int
    erasure: Erasure
    previous: str
    signature: Signature
    raw: bytes

    @property
    def digest(self) -> str:
        """What the next line refers to."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def is_signed(self) -> bool:
        return signing.is_signed(
            SALT, _signed(self.number, self.erasure, self.previous), self.signature
        )


def _signed(number: int, erasure: Erasure, previous: str) -> str:
    told = {**asdict(erasure), "at": erasure.at.isoformat()}
    return canonical({"number": number, "previous": previous, **told})


def canonical(value: object) -> str:
    """The one way to write a value: sorted keys, no space, accents as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def written(number: int, erasure: Erasure, previous: str) -> Line:
    """A new line, signed."""
    text = _signed(number, erasure, previous)
    signature = signing.sign(SALT, text)
    told = {**json.loads(text), "signed_by": signature.key, "mac": signature.mac}
    return Line(number, erasure, previous, signature, canonical(told).encode() + b"\n")


def read(raw: bytes, where: int) -> Line:
    """The line that these bytes say, unverified; raises LedgerError where they say none."""
    try:
        told = json.loads(raw)
        return Line(
            number=told.pop("number"),
            previous=told.pop("previous"),
            signature=Signature(told.pop("signed_by"), told.pop("mac")),
            erasure=Erasure(**{**told, "at": datetime.fromisoformat(told["at"])}),
            raw=raw,
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise LedgerError(f"Registre des effacements, ligne {where} : illisible.") from error
