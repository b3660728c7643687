"""publiccode.yml says what the project says elsewhere. Schema: https://yml.publiccode.tools"""

import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Of the standard's mandatory keys, `url` is known where the repository is published.
MANDATORY = [
    "publiccodeYmlVersion",
    "name",
    "platforms",
    "categories",
    "developmentStatus",
    "softwareType",
    "legal/license",
    "maintenance/type",
    "maintenance/contacts",
    "localisation/localisationReady",
    "localisation/availableLanguages",
    "description/fr/shortDescription",
    "description/fr/longDescription",
    "description/fr/features",
]


@pytest.fixture(scope="module")
def said():
    return yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("key", MANDATORY)
def test_each_mandatory_key_is_there(said, key):
    value = said
    for part in key.split("/"):
        value = value[part]
    assert value not in (None, "", [])


def test_the_version_is_that_of_the_project_everywhere(said):
    version = (ROOT / "VERSION").read_text(encoding="utf-8").strip()
    assert said["softwareVersion"] == version == PROJECT["version"]


def test_the_licence_python_and_postgresql_are_those_of_the_project(said):
    needed = {each["name"]: each["versionMin"] for each in said["dependsOn"]["open"]}
    assert said["legal"]["license"] == PROJECT["license"]["text"]
    assert PROJECT["requires-python"] == f">={needed['Python']}"
    operations = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    assert f"PostgreSQL ≥ {needed['PostgreSQL']}" in operations


def test_descriptions_have_the_lengths_of_the_standard(said):
    words = said["description"]["fr"]
    assert len(words["shortDescription"]) <= 150 <= len(words["longDescription"]) <= 10_000
    assert len(words["features"]) >= 5
