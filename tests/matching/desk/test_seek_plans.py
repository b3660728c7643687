"""What a search asks of PostgreSQL can be answered by an index, row-level security included."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.models import Guardian, Youth
from psf.perimeter.scope import perimeter
from psf.seeking.words import Typed

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SOUGHT = (
    "matching_youth",
    "matching_guardian",
    "matching_placement",
    "offers_company",
    "offers_companycontact",
    "offers_companycontactaddress",
    "offers_buyer",
    "offers_buyercontact",
    "offers_contract",
    "offers_offer",
    "offers_hostslot",
    "territories_commune",
)


def plan(sql: str, *ways: str) -> str:
    """How PostgreSQL would answer if it could not read whole tables, nor go any of these `ways`."""
    with connection.cursor() as cursor:
        for way in ("seqscan", *ways):
            cursor.execute(f"set local enable_{way} = off")
        cursor.execute(f"explain {sql}")
        found = "\n".join(row[0] for row in cursor.fetchall())
        for way in ("seqscan", *ways):
            cursor.execute(f"set local enable_{way} = on")
    return found


@pytest.mark.parametrize(
    "typed", ["nguyen minh", "0639981234", "J-2026-00042", "le goff saint-denis"]
)
def test_no_table_need_be_read_whole(signed_in, two_services, typed):
    client = signed_in(two_services.coordinator)
    with CaptureQueriesContext(connection) as captured:
        assert client.post("/admin/suivi/chercher/", {"quoi": typed}).status_code == 200
    asked = [each["sql"] for each in captured if each["sql"].startswith("SELECT")]
    whole = [
        (table, sql) for sql in asked for table in SOUGHT if f"Seq Scan on {table}" in plan(sql)
    ]
    assert len(asked) > 10
    assert not whole


@pytest.mark.parametrize(
    ("index", "rows"),
    [
        ("youth_sought", lambda typed: Youth.objects.sought(typed)),
        (
            "guardian_sought",
            lambda typed: Guardian.objects.filter(typed.in_text("sought")).values_list(
                "youth", "pk"
            ),
        ),
    ],
)
def test_people_are_found_in_the_index_alone(two_services, index, rows):
    """Where the other indexes are gone, and no order is asked: few rows are cheap whichever way.

    Those of constraints go too: one on the service wins whenever the table is thought small.
    """
    with perimeter([two_services.saint_denis]), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(
            "select format('alter table %%s drop constraint %%I cascade', conrelid::regclass, conname)"
            " from pg_constraint where contype in ('p', 'u', 'x')"
            " and conrelid in ('matching_youth'::regclass, 'matching_guardian'::regclass)"
            " union all select format('drop index %%I', indexname)"
            " from pg_indexes where indexname <> %s"
            " and tablename in ('matching_youth', 'matching_guardian')"
            " and indexname not in (select conname from pg_constraint)",
            [index],
        )
        for (drop,) in cursor.fetchall():
            cursor.execute(drop)
        asked = rows(Typed.read("nguyen minh")).order_by()
        sql = cursor.mogrify(*asked.query.sql_with_params())
        assert f"Index Only Scan using {index}" in plan(sql, "bitmapscan")
