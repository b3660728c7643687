"""What can be imported: each app declares its columns and its rules in its own `imports.py`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from wagtail.log_actions import log

from psf.french.folding import fold
from psf.quantities.days import read_day
from psf.quantities.errors import Unreadable
from psf.registry import Registry

from .errors import WrongCell

SPREADSHEET_ERRORS = {"#n/a", "#ref!", "#value!", "#valeur!", "#div/0!", "#nom?", "#name?", "#nul!"}

KINDS: Registry[str, "ImportKind"] = Registry(
    "imports", key=lambda kind: kind.slug, module="imports"
)


def register(kind_class):
    """Class decorator: make a kind of import known by its slug."""
    KINDS.add(kind_class())
    return kind_class


def kinds() -> list["ImportKind"]:
    return list(KINDS)


def kind(slug: str) -> "ImportKind":
    """Return the kind of this slug. Raises KeyError."""
    return KINDS[slug]


@dataclass(frozen=True)
class Column:
    """One column of a file: its title, how its cells are read, and what the template says of it.

    `key` names the value in a line; several titles may be accepted (`also`).
    """

    key: str
    title: str
    read: Callable[[str], Any]
    required: bool = False
    example: str = ""
    accepted: str = ""
    also: tuple[str, ...] = ()
    max_length: int | None = None

    @property
    def titles(self) -> tuple[str, ...]:
        return (self.title, *self.also)

    @property
    def is_date(self) -> bool:
        return self.read is read_day

    def value(self, text: str, **options) -> Any:
        """Return the value of a filled cell. Raises Unreadable."""
        if fold(text) in SPREADSHEET_ERRORS:
            raise WrongCell(f"la formule de cette cellule est en erreur ({text}).")
        if self.max_length and len(text) > self.max_length:
            raise WrongCell(f"{self.max_length} caractères au plus ({len(text)} dans le fichier).")
        return self.read(text, **options)


@dataclass
class Line:
    """A line while it is examined: its cells, their values, and what is found about it.

    `errors` are (column title or "", message); `changes` are (label, old text, new text).
    `record` is the (code, id) of the record it concerns, when it may be shown; `objects` is the
    kind's own, with `service_id` of that record.
    """

    number: int
    cells: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    twin: int | None = None
    group: int = 0
    outcome: str = ""
    errors: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    objects: dict[str, Any] = field(default_factory=dict)
    record: tuple[str, int] | None = None

    def wrong(self, message: str, title: str = "") -> None:
        self.errors.append((title, message))

    @property
    def ok(self) -> bool:
        return not self.errors

    def get(self, key: str, default=None):
        return self.values.get(key, default)


class ImportKind:
    """A kind of import. Subclasses say which columns it reads and what a line becomes.

    A line becomes one of psf.imports.enums.Outcome. `examine` and `write` receive the lines of one
    chunk: whole groups (lines that make one record together), read and without errors so far.
    """

    slug: ClassVar[str]
    title: ClassVar[str]
    # "12 jeunes": singular and plural.
    noun: ClassVar[tuple[str, str]]
    permission: ClassVar[str]
    icon: ClassVar[str] = "upload"
    intro: ClassVar[str] = ""
    columns: ClassVar[list[Column]]
    # « matching.youth »: the records that its lines make.
    record: ClassVar[str]
    # Whether many groups are written at once; otherwise each in its own savepoint.
    together: ClassVar[bool] = False
    # Whether to record where the list comes from: an import is then a campaign (domain §6).
    campaign: ClassVar[bool] = False

    def column(self, key: str) -> Column:
        return self._by_key[key]

    @property
    def _by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}

    def read(self, line: Line, month_first: frozenset[str] = frozenset()) -> None:
        """Fill `line.values` from its cells; every refused or missing cell is noted."""
        for column in self.columns:
            text = line.cells.get(column.key, "")
            if not text:
                if column.required:
                    line.wrong("à remplir.", column.title)
                continue
            options = {"month_first_seen": column.key in month_first} if column.is_date else {}
            try:
                line.values[column.key] = column.value(text, **options)
            except Unreadable as error:
                line.wrong(str(error), column.title)

    def group_key(self, cells: dict[str, str], number: int):
        """What the lines of one record share; by default each line stands alone."""
        return number

    def twin_keys(self, values: dict[str, Any]) -> list[tuple]:
        """Keys that two lines of one file must not share; read values, None where refused."""
        return []

    def label(self, line) -> str:
        """A short name of the line in the preview, from its cells."""
        raise NotImplementedError

    def examine(self, lines: list[Line], context) -> None:
        """Say what each line would become: outcome, changes, errors, notes, record."""
        raise NotImplementedError

    def write(self, lines: list[Line], context) -> None:
        """Save the lines found new or changed, in the open savepoint.

        Raises IntegrityError or ValidationError, and the caller then tries smaller parts to find
        the guilty line; or NotWritten, once the reasons are on the lines. On trial the savepoint
        is undone afterwards, so no public code is drawn and no action opened.
        """
        raise NotImplementedError

    def address(self, pk: int) -> str:
        """Admin address of a record."""
        raise NotImplementedError

    def note_undone(self, rows: list, user, *, removed: bool) -> None:
        """Say in the history of these records that their import was undone."""
        for row in rows:
            log(instance=row, action="wagtail.delete" if removed else "imports.undo", user=user)
