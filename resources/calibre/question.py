"""What a buyer says of a contract."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Question:
    """`amount` is the forecast of the firm period in euros excluding VAT, renewals left out.

    With `lots` (one amount each) it is their sum. `wished` is a calibre in hours, or None.
    `partnership`: True when a convention with the MLDS exists, None when nobody said.
    """

    amount: Decimal
    firm_months: int
    renewals: int = 0
    lots: tuple[Decimal, ...] = ()
    pooled: bool = False
    threshold: str = ""  # EuropeanThreshold.Kind
    partnership: bool | None = None
    granted: bool = False
    wished: int | None = None
    no_minimum: bool = False
    notified_on: date | None = None
    zone: str = ""  # HolidayZone of the place of hosting
