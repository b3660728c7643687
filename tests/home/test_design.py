"""The sheet made from the design system holds whatever a page may wear."""

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
    folder = design.DIST / "dsfr"
    addresses = set(re.findall(r"url\((?:\"|')?(\.\.[^)\"'?#]+)", sheet))
    assert addresses
    assert [one for one in addresses if not (folder / one).resolve().is_file()] == []


def test_static_files_include_it(sheet):
    assert Path(finders.find(design.NAME)).read_text(encoding="utf-8") == sheet
