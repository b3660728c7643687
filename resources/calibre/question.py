"""What a buyer says of a contract."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from psf.quantities.periods import lasting


@dataclass(frozen=True, slots=True)
class Question:
    """`amount` is the forecast of the firm period in euros excluding VAT, renewals left out.

    `firm_days` are those beyond the whole months. With `lots` (one amount each) it is their sum. `wished` is a calibre in hours, or None.
    `partnership`: True when a convention with the MLDS exists, None when nobody said.
    """

    amount: Decimal
    firm_months: int
    renewals: int = 0
    firm_days: int = 0
    lots: tuple[Decimal, ...] = ()
    pooled: bool = False
    threshold: str = ""  # EuropeanThreshold.Kind
    partnership: bool | None = None
    granted: bool = False
    wished: int | None = None
    no_minimum: bool = False
    notified_on: date | None = None
    zone: str = ""  # HolidayZone of the place of hosting

    @property
    def firm_period(self) -> str:
        """« 12 mois et 15 jours »."""
        return lasting(self.firm_months, self.firm_days)

    @property
    def whole_value(self) -> Decimal:
        """As far as it is known, the value of the procedure: renewals count (CCP, R2121-1)."""
        return self.amount * (1 + self.renewals)
