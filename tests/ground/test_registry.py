"""What an app declares in the agreed module is known to the ground, once."""

import ast

import pytest

from psf.registry import Registry, UnknownEntry

from .test_architecture import everything


@pytest.fixture
def words():
    return Registry("words", key=str.lower, module="words")


def test_entries_come_in_the_order_of_their_declaration(words):
    words.add("Un", "Deux")
    words.add("Un")
    assert list(words) == ["Un", "Deux"] and len(words) == 2
    assert words["deux"] == "Deux" and "deux" in words and words.get("trois") is None


def test_a_key_used_twice_is_named(words):
    words.add("Un")
    with pytest.raises(ValueError, match="two words are called 'un'"):
        words.add("UN")
    assert list(words) == ["Un"]


def test_an_unknown_key_says_what_is_known(words):
    words.add("Un", "Deux")
    with pytest.raises(UnknownEntry, match="none of the words is called 'trois': un, deux"):
        words["trois"]
    with pytest.raises(KeyError):
        words["trois"]


def test_what_is_declared_while_a_registry_is_read_waits_for_the_next_reading(words):
    words.add("Un")
    for word in words:
        words.add(f"{word} encore")
    assert len(words) == 2


def test_apps_declare_in_modules_and_only_connect_when_ready():
    """`ready()` calls no `register` and no `every` of its own, the worker's heartbeat excepted."""
    calls = {
        (path.parent.name, node.func.id if isinstance(node.func, ast.Name) else node.func.attr)
        for path in everything()
        if path.name == "apps.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    }
    assert {(app, name) for app, name in calls if name in {"register", "every"}} <= {
        ("worker", "every")
    }
