"""The content files become pages and rows; what they may say, and who is told of a mistake."""

import pytest
from django.core.management import CommandError, call_command

from resources.loading.loading import load
from resources.loading.markdown import ContentError, rich
from resources.loading.streams import Streams

pytestmark = pytest.mark.django_db


def test_the_command_says_what_it_did_and_waits_for_an_empty_tree(home, rows, capsys):
    call_command("load_content", "--if-empty")
    assert "created" in capsys.readouterr().out
    call_command("load_content", "--if-empty")
    assert capsys.readouterr().out == ""


def test_a_file_that_cannot_be_read_is_named(home, tmp_path, monkeypatch):
    (tmp_path / "questions.toml").write_text("[[question]]\nquestion = 'x'\n")
    with pytest.raises(ContentError, match=r"questions\.toml"):
        load(tmp_path)
    monkeypatch.setattr("resources.management.commands.load_content.load", lambda: load(tmp_path))
    with pytest.raises(CommandError, match=r"questions\.toml"):
        call_command("load_content")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Un **mot** fort", "<p>Un <b>mot</b> fort</p>"),
        ("### Titre\n\nSuite\nde la phrase", "<h2>Titre</h2><p>Suite de la phrase</p>"),
        ("- un\n- deux\n  suite", "<ul><li>un</li><li>deux suite</li></ul>"),
        ("1. un\n2. deux", "<ol><li>un</li><li>deux</li></ol>"),
        ("[Guide](guide:x)", '<p><a linktype="page" id="7">Guide</a></p>'),
        ("[Outil](/outils/calibreur/)", '<p><a href="/outils/calibreur/">Outil</a></p>'),
        ("<script>", "<p>&lt;script&gt;</p>"),
    ],
)
def test_the_little_markdown(text, html):
    assert rich(text, lambda slug: 7) == html


@pytest.mark.parametrize(
    "table",
    [
        {"block": "inconnu"},
        {"block": "callout", "title": "sans texte"},
        {"block": "table", "caption": "c", "head": ["a", "b"], "rows": [["1"]]},
        {"block": "model_text", "title": "t", "text": "x", "place": "Ailleurs"},
        {"block": "text", "text": "[mauvais](javascript:alert)"},
    ],
)
def test_a_block_that_says_nothing_known_is_refused(table):
    with pytest.raises(ContentError):
        Streams(lambda slug: 1, lambda title: 1).body([table])
