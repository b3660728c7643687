"""Loading the reference rows of data/. Every function may be run again: it changes nothing then.

The data migration and the tests call the same functions; a flush (TransactionTestCase) empties
these tables, `load()` fills them again. ROME and fields follow the files; dated rows belong to the
people who edit them: a row that exists is left as it is.
"""

import csv
from decimal import Decimal
from pathlib import Path

from django.apps import apps as current_apps

DATA = Path(__file__).parent / "data"
RATE_SOURCE = (
    "Code de l'éducation, L124-6 et D124-8 : 15 % du plafond horaire de la sécurité sociale"
)
THRESHOLD_SOURCE = "Seuils européens de procédure formalisée 2026-2027, hors taxes"
BRACKET_SOURCE = "Kit de la clause : calibre indicatif selon le montant HT de la période ferme"
# The kits give no date: from the first school year of the clause, every contract finds its bracket.
BRACKETS_SINCE = "2012-09-01"


def rows(name: str) -> list[dict[str, str]]:
    """Return the lines of `data/<name>.csv`."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(apps=current_apps):
    """Load the ROME, the fifteen fields, rates, thresholds and brackets.

    `apps` is the registry to take the models from: a migration gives its own.
    """
    load_rome(apps)
    load_fields(apps)
    load_dated_rows(apps)


def load_rome(apps=current_apps):
    model = apps.get_model("offers", "Rome")
    model.objects.bulk_create(
        [model(**row) for row in rows("rome")],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["level", "label"],
    )


def load_fields(apps=current_apps):
    model = apps.get_model("offers", "Field")
    for rank, row in enumerate(rows("fields"), start=1):
        field, _ = model.objects.update_or_create(
            slug=row["slug"], defaults={"label": row["label"], "rank": rank}
        )
        field.domaines.set(row["domaines"].split())


def load_dated_rows(apps=current_apps):
    rate = apps.get_model("offers", "GratificationRate")
    for row in rows("rates"):
        rate.objects.get_or_create(
            valid_from=row["valid_from"],
            defaults={
                "valid_until": row["valid_until"] or None,
                "hourly_rate": Decimal(row["hourly_rate"]),
                "source": RATE_SOURCE,
            },
        )
    threshold = apps.get_model("offers", "EuropeanThreshold")
    for row in rows("thresholds"):
        threshold.objects.get_or_create(
            kind=row["kind"],
            valid_from=row["valid_from"],
            defaults={
                "valid_until": row["valid_until"],
                "amount": int(row["amount"]),
                "source": THRESHOLD_SOURCE,
            },
        )
    bracket = apps.get_model("offers", "CalibreBracket")
    for row in rows("brackets"):
        bracket.objects.get_or_create(
            calibre=int(row["calibre"]),
            valid_from=BRACKETS_SINCE,
            defaults={
                "amount_below": int(row["amount_below"]) if row["amount_below"] else None,
                "source": BRACKET_SOURCE,
            },
        )


def unload(apps=current_apps):
    """Undo `load`. Raises ProtectedError while a young person's wish hangs on the ROME."""
    for name in ("CalibreBracket", "EuropeanThreshold", "GratificationRate", "Field", "Rome"):
        apps.get_model("offers", name).objects.all().delete()
