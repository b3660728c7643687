"""Locks: which row first, and a periodic task once, however many schedulers start it."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection

from psf.workflow.kinds import Subject
from psf.workflow.models.subject import SUBJECTS

if TYPE_CHECKING:
    from psf.workflow.querysets import ActionQuerySet


def lock_subject(subject: Subject) -> Subject:
    """Lock the row of a subject and return it as it is now: always before its actions.

    Transitions lock in that order. An event refers to its subject: whoever held an action and then
    wrote one would wait for a transition that waits for the action.
    """
    rows = type(subject)._base_manager.select_for_update(of=("self",))
    return rows.get(pk=subject.pk)


# What may be locked at once: in the order of a move, which takes a placement before its offer.
LOCKED_IN_ORDER = ("placement", "offer", "youth", "contact", "filing")


def lock_subjects_of(actions: "ActionQuerySet") -> None:
    """Lock the subjects of many actions, each once, in the order in which moves lock theirs."""
    wanted: dict[str, set[int]] = {name: set() for name in LOCKED_IN_ORDER}
    for row in actions.order_by("pk").values(*(f"{name}_id" for name in SUBJECTS)):
        # A placement's rows name its young person too: the first that is named is the subject.
        name = next(name for name in SUBJECTS if row[f"{name}_id"] is not None)
        wanted[name].add(row[f"{name}_id"])
    for name, pks in wanted.items():
        if pks:
            model = actions.model._meta.get_field(name).related_model
            assert model is not None  # Each of them is a foreign key.
            rows = model._base_manager.select_for_update(of=("self",)).filter(pk__in=pks)
            list(rows.order_by("pk").only("pk"))


@contextmanager
def only_one(name: str) -> Iterator[bool]:
    """Yield True when this session got the lock `name`, False when another one holds it.

    The lock belongs to the database session, so that a task may use several transactions.
    """
    key = zlib.crc32(f"psf:{name}".encode())
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [key])
        got = cursor.fetchone()[0]
    try:
        yield got
    finally:
        if got:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(%s)", [key])
