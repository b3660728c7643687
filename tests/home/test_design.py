"""The sheet made from the design system holds whatever a page may wear."""

import posixpath
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from home import design


@pytest.fixture(scope="module")
def sheet():
    return design.sheet()


def test_each_class_that_is_written_keeps_its_rules(sheet):
    sources = [design.DIST / "dsfr" / "dsfr.main.min.css"]
    sources += (design.DIST / "utility" / "icons").glob("*/*.main.min.css")
    known = {
        name for file in sources for name in design.CLASS.findall(file.read_text(encoding="utf-8"))
    }
    written = design.written() & known
    assert {"fr-header", "fr-table", "fr-icon-lock-line", "fr-mt-4w"} <= written
    assert written - set(design.CLASS.findall(sheet)) == set()


def test_what_nobody_wears_is_left_out(sheet):
    assert ".fr-consent-banner" not in sheet
    assert ".fr-icon-virus-line" not in sheet
    assert len(sheet) < 400_000


def test_the_sheet_is_whole(sheet):
    assert sheet.count("{") == sheet.count("}")
    assert (
        sheet.startswith('@charset "UTF-8";\n/*!') and "SPDX-License-Identifier: MIT" in sheet[:200]
    )
    for head, _body in design._rules(design._plain(sheet)):
        assert head.count("(") == head.count(")"), head


def test_its_addresses_lead_to_files(sheet):
    addresses = set(re.findall(r"url\((?:\"|')?(?!\"?data:)([^)\"'?#]+)", sheet))
    assert "../dsfr/dist/fonts/Marianne-Regular.woff2" in addresses
    folder = posixpath.dirname(design.NAME)
    named = {posixpath.normpath(posixpath.join(folder, one)) for one in addresses}
    assert [one for one in named if not finders.find(one)] == []


def test_the_file_is_what_the_installed_design_system_gives(sheet):
    assert Path(finders.find(design.NAME)).read_text(encoding="utf-8") == sheet, (
        "The design system or the classes in use have changed: run `manage.py design_sheet`."
    )


def test_fields_and_buttons_keep_their_rules_in_high_contrast(sheet):
    forced = {}
    for head, body in design._rules(design._plain(sheet)):
        if head == "@media (forced-colors:active)":
            forced.update(design._rules(body))
    assert forced["input,select,textarea"] == "border:1px solid"
    assert forced["button.fr-btn"] == "border:1px solid buttontext"
    assert design.OLD not in sheet


def test_a_query_for_old_browsers_goes_and_leaves_its_twin():
    twin = "@media (-ms-high-contrast:active),(forced-colors:active){b{color:red}}"
    alone = "@media (-ms-high-contrast:active){i{color:red}}"
    assert list(design._kept(twin + alone)) == ["@media (forced-colors:active){\nb{color:red}\n}"]
