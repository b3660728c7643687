"""The admin's content policy: what Wagtail still needs is named, and nobody else profits by it."""

import re
from pathlib import Path

import pytest
import wagtail
import wagtail_modeladmin

from matching.placements.workflow import PLACEMENTS
from offers.workflow import OFFERS
from psf.accounts.roles import Role
from psf.csp import WORK_PREFIXES
from tests.factories.accounts import UserFactory
from tests.perimeter.addresses import all_addresses
from tests.perimeter.canary import PK, canary_record

pytestmark = pytest.mark.django_db
# A script without source that is no data.
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=.(?:application/json|text/))[^>]*>(?!</)")
EVENT = re.compile(r"<[^>]+\son[a-z]+=[\"']")
# Where Wagtail writes code in a page; apps of its that we don't install left out.
WRITES_CODE = {
    "admin/templates/wagtailadmin/panels/inline_panel.html",
    "admin/templates/wagtailadmin/panels/multiple_chooser_panel.html",
    "admin/templates/wagtailadmin/widgets/date_input.html",
    "admin/templates/wagtailadmin/widgets/datetime_input.html",
    "admin/templates/wagtailadmin/widgets/time_input.html",
    "admin/widgets/chooser.py",
}
NOT_INSTALLED = (
    "test/",
    "contrib/search_promotions/",
    "contrib/table_block/",
    "contrib/styleguide/",
)


def policy_of(answer) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    return {name: sources for name, _, sources in parts}


@pytest.fixture
def regional(two_services, signed_in):
    place = two_services.saint_denis.department.academy.region
    return signed_in(UserFactory(roles=[Role.REGIONAL], place=place))


def test_no_page_evaluates_a_text_and_no_attribute_runs_code(regional):
    for path in ("/", "/compte/connexion/", "/admin/", "/admin/jeunes/", "/admin/suivi/"):
        policy = policy_of(regional.get(path))
        assert "unsafe-eval" not in str(policy)
        assert policy["script-src"] == "'self'" or policy["script-src-attr"] == "'none'"
        assert policy["style-src"] == "'self'"
        assert policy["object-src"] == "'none'" and policy["base-uri"] == "'self'"


def test_forms_of_wagtail_alone_may_hold_a_script(regional):
    assert "unsafe-inline" in policy_of(regional.get("/admin/jeunes/add/"))["script-src"]
    for prefix in WORK_PREFIXES:
        assert policy_of(regional.get(prefix))["script-src"] == "'self'"


def test_no_screen_of_the_work_writes_code(two_services, regional):
    record = canary_record(two_services)
    placement = record.placement
    codes = [record.youth.code, placement.code, placement.offer.code, placement.host_slot.code]
    values = {
        "default": [PK],
        "pairs": [("matching", "youth")],
        "code": codes,
        "slot": [placement.host_slot.code],
        "name": [*PLACEMENTS.transitions, *OFFERS.transitions],
        "gesture": ["take", "release", "complete", "done", "call"],
    }
    seen, wrong = 0, []
    for address in all_addresses(values):
        if address.path.startswith(WORK_PREFIXES):
            answer = regional.get(address.path)
            if answer.status_code == 200 and "html" in answer["Content-Type"]:
                text = answer.content.decode()
                seen += 1
                if INLINE.search(text) or EVENT.search(text):
                    wrong.append(address.path)
    assert seen > 20
    assert wrong == []


def test_what_wagtail_writes_is_what_is_named():
    """Fewer: the policy can be closed further. More: it breaks there, or is open there too."""
    root = Path(wagtail.__file__).parent
    found = {
        path.relative_to(root).as_posix()
        for pattern in ("*.html", "*.py")
        for path in root.rglob(pattern)
        if INLINE.search(path.read_text(encoding="utf-8"))
    }
    assert {path for path in found if not path.startswith(NOT_INSTALLED)} == WRITES_CODE


def test_no_template_of_wagtail_runs_code_from_an_attribute():
    for package in (wagtail, wagtail_modeladmin):
        for path in Path(package.__file__).parent.rglob("*.html"):
            assert not EVENT.search(path.read_text(encoding="utf-8")), path
