"""What was erased, kept outside the database: a restored backup cannot bring it back.

One file of JSON lines that is only added to (`file`), each chained to the one before and signed
(`lines`, `signing`). The database remembers which lines it has applied (`models`); before it serves,
the site erases again what the others name (`replay`). docs/decisions/ledger.md
"""

from .errors import LedgerError
from .lines import Erasure

__all__ = ["Erasure", "LedgerError"]
