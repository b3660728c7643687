"""What the heaviest lists ask of the database: a change of it is read before it is shipped.

make test ARGS="tests/snapshots --rewrite-snapshots"
"""

from difflib import unified_diff
from pathlib import Path

import pytest
from django.urls import reverse

from matching.enums import PlacementStage
from psf.accounts.roles import Role
from psf.imports.models import ImportBatch
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey
from tests.snapshots.asked import as_text, asked, tidy

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.working_day]
FOLDER = Path(__file__).parent / "sql"


@pytest.fixture
def lists(two_services, signed_in, sent_list):
    """{name: (who reads it, its address)}, with two files, a message and an import to show."""
    service, tutor = two_services.saint_denis, two_services.tutor
    sent = journey(service, to=PlacementStage.SENT, by=tutor)
    journey(service, by=tutor)
    coordinator = signed_in(two_services.coordinator)
    with perimeter([service]):
        assert Message.objects.exists()
        youth, slot = sent.youth, sent.host_slot
        batch = ImportBatch.objects.get()
    administrator = signed_in(UserFactory(roles=[Role.ADMINISTRATOR]))
    return {
        "queue": (coordinator, reverse("work:queue", query={"onglet": "tout"})),
        "file": (coordinator, reverse("work:file", args=[sent.code])),
        "ranking": (coordinator, reverse("work:ranking", args=[youth.code])),
        "ranking_slot": (coordinator, reverse("work:ranking_slot", args=[slot.code])),
        "placements": (coordinator, reverse("work:placements")),
        "agenda": (coordinator, reverse("work:agenda")),
        "own_figures": (coordinator, reverse("work:own_figures")),
        "dashboard": (coordinator, reverse("work:dashboard")),
        "youths": (coordinator, reverse("wagtailsnippets_matching_youth:list")),
        "offers": (coordinator, reverse("wagtailsnippets_offers_offer:list")),
        "companies": (coordinator, reverse("wagtailsnippets_offers_company:list")),
        "messages": (coordinator, reverse("messaging:index")),
        "import": (coordinator, reverse("imports:batch", args=[batch.pk])),
        "users": (administrator, reverse("wagtailusers_users:index")),
    }


@pytest.fixture
def sent_list(two_services, signed_in):
    """A list of two young people, one to mend, staged and not yet imported."""
    from tests.factories.territories import commune
    from tests.imports.conftest import YOUTH_TITLES, csv_file, youth_row

    commune("93066")
    rows = [YOUTH_TITLES, youth_row(), youth_row("Sureau", born="31/02/2009")]
    signed_in(two_services.coordinator).post(
        reverse("imports:upload", args=["jeunes"]),
        {
            "service": two_services.saint_denis.pk,
            "upload": csv_file(rows),
            "source": "Liste SIEI",
            "listed_on": "2026-11-20",
        },
    )


def test_each_list_asks_what_its_snapshot_says(lists, request):
    changed = []
    for name, (reader, address) in lists.items():
        # The first time, what each process keeps is read too.
        reader.get(address)
        with asked() as statements:
            assert reader.get(address).status_code == 200, name
        found, path = as_text(statements), FOLDER / f"{name}.sql"
        if request.config.getoption("--rewrite-snapshots"):
            path.write_text(found, encoding="utf-8")
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        changed += unified_diff(
            before.splitlines(), found.splitlines(), f"{name} (snapshot)", f"{name} (now)", n=2
        )
    assert not changed, "\n".join(changed)


def test_no_snapshot_is_left_of_a_list_that_is_gone(lists):
    assert {path.stem for path in FOLDER.glob("*.sql")} == set(lists)


def test_a_snapshot_holds_neither_values_nor_columns_one_by_one():
    sql = (
        'SELECT "t"."a", "t"."b", "u"."c" FROM "t" INNER JOIN "u" ON ("t"."u_id" = "u"."id")'
        ' WHERE ("t"."a" IN (%s, %s, %s) AND "u"."c" IN (1, 22)) ORDER BY "t"."a" ASC, random() LIMIT 25'
    )
    assert tidy(sql).split("\n") == [
        "SELECT t(a, b), u.c",
        "FROM t",
        "INNER JOIN u ON (t.u_id = u.id)",
        "WHERE (t.a IN (…) AND u.c IN (…))",
        "ORDER BY t.a ASC",
        "LIMIT 25",
    ]
    assert as_text(['SELECT "t"."a" FROM "t"'] * 3 + ['SAVEPOINT "x"']) == (
        "-- 1, 3 times\nSELECT t.a\nFROM t\n"
    )
