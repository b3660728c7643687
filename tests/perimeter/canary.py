"""A record of Saint-Denis with a canary in every text column of every protected table.

Built from the models, so that a table or a column added later sings too.
"""

import itertools
from dataclasses import dataclass, field
from datetime import time, timedelta

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from wagtail.log_actions import log

from matching.enums import Situation
from matching.models import Placement, Youth
from matching.placements.actions.reserved import PREPARE_FILE
from matching.youths.children import child_models
from offers.models import Field, Filing, FilingPart
from psf.accounts.models import User
from psf.documents import storage
from psf.documents.models import Blob
from psf.perimeter import catalog
from psf.perimeter.scope import perimeter
from psf.territories.models import Service
from tests.factories.matching import PlacementFactory, YouthFactory

CANARY = "Zyxcanari"
# One id for every row of the record: whatever an address calls its parameter, it hits.
PK = 990_001
INE = "987654321ZZ"
FILING = "E-2026-99001"
# Columns that hold a code of the product, not what somebody typed.
CODED = {
    "accesslog.reader": "",
    "action.verb": PREPARE_FILE.verb,
    "agreement.medium": "phone",
    "event.name": "note",
    "event.from_stage": "",
    "event.to_stage": "",
    "importbatch.kind": "jeunes",
    "link.purpose": "guardian",
    "placement.end_reason": "",
    "statisticalplacement.end_reason": "",
    "placement.code": None,
    "breach.about": "",
    "breach.code": None,
    # Given once it is confirmed: see `canary_record`.
    "filing.code": None,
    "filing.siret": "",
    "filingpart.company_siret": "",
    "rightsrequest.code": None,
    # Codes alone, the database sees to it.
    "savedview.columns": [],
    "savedview.ordering": [],
    "savedview.conditions": {},
    "savedview.kind": "jeunes",
    # A code, or an organisation.
    "rightsrequest.label": "un dossier",
    "youth.code": None,
    "youth.ine": INE,
    "youth.email": "zyxcanari@exemple.fr",
}


@dataclass
class CanaryRecord:
    """The record; `rows` are all its rows by model; `signs` must never reach a stranger."""

    youth: Youth
    placement: Placement
    rows: dict = field(default_factory=dict)

    @property
    def signs(self) -> list[str]:
        return [CANARY.lower(), INE.lower(), "6543z", self.youth.code, self.placement.code]


def canary_record(two_services) -> CanaryRecord:
    """Build it in `two_services.saint_denis`, followed by its tutor."""
    counter = itertools.count(1)
    domaine = Field.objects.get(pk="restauration").domaines.first()
    known = {User: two_services.tutor, Service: two_services.saint_denis, type(domaine): domaine}
    youth = YouthFactory(
        pk=PK,
        service=two_services.saint_denis,
        tutor=two_services.tutor,
        situation=Situation.IN_PLACEMENT,
        **texts(Youth, counter),
    )
    placement = PlacementFactory(
        pk=PK,
        youth=youth,
        tutor=two_services.tutor,
        host_slot__pk=PK,
        host_slot__offer__pk=PK,
        host_slot__offer__service=two_services.saint_denis,
        **texts(Placement, counter),
    )
    blob = Blob.objects.create(
        pk=PK,
        name=storage.write(CANARY.encode()),
        size=len(CANARY),
        content_type="application/pdf",
        sha256="0" * 64,
    )
    known |= {
        Blob: blob,
        Youth: youth,
        Placement: placement,
        type(placement.host_slot): placement.host_slot,
        type(placement.offer): placement.offer,
        type(placement.host_slot.commune): placement.host_slot.commune,
    }
    record = CanaryRecord(youth, placement)
    with perimeter([two_services.saint_denis]):
        log(instance=youth, action="wagtail.create", user=two_services.tutor)
        for model in _parents_first(protected_models()):
            if model not in known and not model.objects.exists():
                known[model] = model.objects.create(pk=PK, **values(model, counter, known))
            record.rows[model] = model.objects.first()
        # Until then no screen shows it.
        Filing.objects.filter(pk=PK).update(
            code=FILING, confirmed_at=timezone.now(), due_on=timezone.localdate()
        )
    return record


def protected_models() -> list[type]:
    """Models whose table is under row-level security, and all children of a young person."""
    forced = set(catalog.forced_tables())
    return [
        model
        for model in apps.get_models()
        if model._meta.db_table in forced or model in child_models()
    ]


def texts(model, counter) -> dict:
    """A canary for every text column where people may type."""
    filled = {}
    for column in model._meta.concrete_fields:
        name = f"{model._meta.model_name}.{column.name}"
        if name in CODED:
            if CODED[name] is not None:
                filled[column.name] = CODED[name]
        elif isinstance(column, models.EmailField):
            filled[column.name] = f"zyxcanari{next(counter)}@exemple.fr"
        elif (
            isinstance(column, models.CharField | models.TextField)
            and not column.choices
            and not getattr(column, "generated", False)
        ):
            filled[column.name] = f"{CANARY}{next(counter)}"[: column.max_length or 100]
        elif isinstance(column, models.JSONField) and model not in (Youth, Placement):
            wanted = f"{CANARY}{next(counter)}"
            filled[column.name] = [wanted] if column.default is list else {"text": wanted}
    return filled


def values(model, counter, known) -> dict:
    """What a row of `model` needs, hanging on the rows already `known`."""
    filled = texts(model, counter)
    for column in model._meta.concrete_fields:
        if column.name in filled or column.primary_key or getattr(column, "generated", False):
            continue
        if isinstance(column, models.ForeignKey):
            target = column.related_model
            if target in known and _wanted(model, column):
                filled[column.name] = known[target]
        elif column.has_default() or getattr(column, "auto_now_add", False) or column.null:
            continue
        elif column.choices and not column.blank:
            filled[column.name] = column.choices[0][0]
        elif isinstance(column, ArrayField):
            filled[column.name] = [column.base_field.choices[0][0]]
        elif isinstance(column, models.DateTimeField):
            filled[column.name] = timezone.now()
        elif column.name.endswith("_in") and isinstance(column, models.DateField):
            filled[column.name] = timezone.localdate().replace(day=1)
        elif isinstance(column, models.DateField):
            filled[column.name] = timezone.localdate() + timedelta(days="ends" in column.name)
        elif isinstance(column, models.TimeField):
            filled[column.name] = time(17 if "end" in column.name else 9)
        elif isinstance(column, models.IntegerField):
            filled[column.name] = 1
    return filled


def _wanted(model, column) -> bool:
    """Actions and events name a young person and a placement, and no third subject; a fiche is the company's."""
    if (model, column.name) == (FilingPart, "blob"):
        return False
    if (model._meta.model_name, column.name) == ("savedview", "academy"):
        return False
    others = (
        "offer",
        "contact",
        "filing",
        "done_by",
        "lifted_by",
        "undone_by",
        "merged_into",
        "asked_by",
        "number_shown_to",
    )
    return column.name not in others or not column.null


def _parents_first(chosen) -> list[type]:
    def depth(model):
        parents = {
            column.related_model
            for column in model._meta.concrete_fields
            if isinstance(column, models.ForeignKey)
        }
        return 1 + max((depth(each) for each in parents & set(chosen) - {model}), default=0)

    return sorted(chosen, key=depth)
