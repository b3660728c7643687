"""Rules of columns for these tests: those of the product, and of a table that has none yet a whole one.

Every column is shown; what people type freely is read again.
"""

from django.db.models import CharField, ForeignKey, TextField

from matching.models import Guardian, Placement, Youth
from matching.youths.children import child_models
from offers.models import (
    BuyerContact,
    BuyerContactAddress,
    CompanyContact,
    CompanyContactAddress,
)
from psf.accounts.models import User
from psf.personal.rules import TABLES, Column, Fate, Ground, Person, Shown, Table

FREE = {"text", "comment", "body", "reason_label", "wording", "goals", "helps", "avoid", "details"}
HIDDEN = {
    "password",
    "memory",
    "nonce",
    "digest",
    "token",
    "code_nonce",
    "address_digest",
    "sort_name",
}


def whole(model, person: Person, about: str) -> Table:
    columns = []
    for each in model._meta.local_concrete_fields:
        if each.name in ("id", "service"):
            continue
        free = isinstance(each, TextField | CharField) and not each.choices and each.name in FREE
        shown = Shown.REREAD if free else Shown.NO if each.name in HIDDEN else Shown.AS_IS
        if isinstance(each, ForeignKey) and each.related_model is model:
            shown = Shown.NO
        columns.append(Column(each.name, Fate.GOES, shown))
    return Table(
        model._meta.label,
        person,
        "suivre le jeune",
        Ground.PUBLIC_TASK,
        "file",
        about,
        tuple(columns),
        ("id", "service"),
    )


def declare() -> None:
    wanted = [whole(Youth, Person.YOUTH, "pk"), whole(User, Person.STAFF, "pk")]
    wanted += [
        whole(model, Person.GUARDIAN if model is Guardian else Person.YOUTH, "youth")
        for model in child_models()
    ]
    wanted += [
        whole(CompanyContact, Person.CONTACT, "pk"),
        whole(BuyerContact, Person.CONTACT, "pk"),
        whole(CompanyContactAddress, Person.CONTACT, "contact"),
        whole(BuyerContactAddress, Person.CONTACT, "contact"),
    ]
    TABLES.add(*(table for table in wanted if table.model not in TABLES))
    assert Placement._meta.label in TABLES
