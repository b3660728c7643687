"""Each block on what a reader sees, and on what its form refuses."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template import Context, Template
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from offers.models import GratificationRate
from resources.blocks import BODY
from resources.figures import plain, quoted
from resources.models import Figure, GuidePage, KitDocument
from resources.models import Testimonial as Statement

pytestmark = pytest.mark.django_db
BLOCKS = dict(BODY)


def shown(name, value):
    """What a page shows of one block."""
    field = GuidePage._meta.get_field("body")
    stream = field.to_python(json.dumps([{"type": name, "value": value}]))
    page = Template(
        "{% load wagtailcore_tags %}{% for b in s %}{% include_block b with id=forloop.counter %}{% endfor %}"
    )
    return page.render(Context({"s": stream}))


def refused(name, value):
    block = BLOCKS[name]
    with pytest.raises(ValidationError) as caught:
        block.clean(block.to_python(value))
    return str(caught.value.as_json() if hasattr(caught.value, "as_json") else caught.value)


def test_every_block_has_a_label_a_help_an_icon_and_a_preview_in_the_site_s_frame():
    for name, block in BODY:
        assert block.label and block.label != name, name
        assert block.meta.description, name
        assert block.meta.icon not in {"placeholder", ""}, name
        assert block.meta.preview_template == "resources/block_preview.html", name


def test_no_block_writes_inline_code():
    from pathlib import Path

    from django.conf import settings

    for path in (Path(settings.BASE_DIR) / "templates/resources").rglob("*.html"):
        text = path.read_text()
        assert " style=" not in text and "onclick" not in text and "<style" not in text, path


def test_text_quotes_a_figure_with_its_date():
    Figure.objects.create(
        code="essai", label="Essai", value="12", unit="%", valid_from=date(2026, 1, 1), source="Loi"
    )
    html = shown("text", "<p>Soit {figure:essai}, et {figure:inconnu}.</p>")
    assert "12\u00a0%" in html and "En vigueur depuis le 01/01/2026" in html
    assert "chiffre à venir" in html and "{figure" not in html
    assert plain("Soit {figure:essai}") == "Soit 12\u00a0%"


def test_january_changes_one_row_and_no_page():
    today = timezone.localdate()
    old = {"code": "taux", "label": "Taux", "unit": "€", "source": "Décret"}
    Figure.objects.create(value="4,35", valid_from=today - timedelta(days=400), **old)
    assert "4,35" in quoted("{figure:taux}")
    Figure.objects.create(value="4,50", valid_from=today, **old)
    Figure.objects.create(value="9,99", valid_from=today + timedelta(days=1), **old)
    assert "4,50" in quoted("{figure:taux}") and "4,35" not in quoted("{figure:taux}")


def test_a_figure_of_the_law_is_read_from_its_dated_row(rows):
    Figure.objects.create(
        code="horaire",
        label="Gratification",
        dated_row="offers.gratification.hourly",
        unit="€ par heure",
        valid_from=date(2000, 1, 1),
        source="Code",
    )
    rate = GratificationRate.objects.in_force().get()
    assert f"{rate.hourly_rate}".replace(".", ",") in quoted("{figure:horaire}")
    assert "€\u00a0par heure" in quoted("{figure:horaire}")
    GratificationRate.objects.all().delete()
    assert "chiffre à venir" in quoted("{figure:horaire}")


def test_a_figure_cannot_carry_a_tag():
    Figure.objects.create(
        code="mauvais", label='"><b>', value="<b>", valid_from=date(2026, 1, 1), source="x"
    )
    assert "<b>" not in quoted("{figure:mauvais}")


def test_steps_are_an_ordered_list():
    html = shown(
        "steps", {"heading": "Trois pas", "items": [{"title": "Un", "text": "<p>a</p>"}] * 2}
    )
    assert "<ol>" in html and html.count("<li>") == 2 and "Trois pas" in html


def test_callout_table_and_accordion():
    assert "À retenir" in shown("callout", {"title": "À retenir", "text": "<p>Les heures</p>"})
    table = {"caption": "Comparer", "head": ["", "A"], "rows": [{"cells": ["Statut", "Élève"]}]}
    html = shown("table", table)
    assert "<caption>Comparer</caption>" in html
    assert '<th scope="row" role="rowheader">Statut</th>' in html
    assert '<td role="cell" data-label="A">Élève</td>' in html
    html = shown("accordion", {"items": [{"title": "Et si ?", "text": "<p>Alors</p>"}]})
    assert 'aria-controls="pli-1-1"' in html and 'id="pli-1-1"' in html and "Alors" in html


def test_a_row_with_too_few_cells_is_refused():
    table = {"caption": "c", "head": ["a", "b", "c"], "rows": [{"cells": ["1", "2"]}]}
    assert "Ligne 1" in refused("table", table)


def test_key_figures_show_label_source_and_date():
    Figure.objects.create(
        code="cle", label="Jeunes", value="80 000", valid_from=date(2022, 1, 1), source="Ministère"
    )
    html = shown("figures", {"codes": ["cle", "disparu"]})
    assert "Jeunes" in html and "80 000" in html and "Ministère" in html and "2022" in html


def test_a_model_text_can_be_copied_and_says_where_it_goes():
    html = shown(
        "model_text", {"title": "Article", "place": "CCAP", "text": "Le titulaire…\n\nFin."}
    )
    assert "À placer dans" in html and "CCAP" in html
    assert 'data-copy="copie-1"' in html and 'id="copie-1"' in html


def test_a_document_shows_format_size_and_version(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    file = Document.objects.create(title="f", file=ContentFile(b"x" * 2048, "fiche.pdf"))
    file.file_size = 2048
    file.save()
    row = KitDocument.objects.create(
        title="Fiche", summary="À remplir", document=file, format="pdf", version_on=date(2026, 7, 1)
    )
    html = shown("document", {"document": row.pk})
    assert "Fiche" in html and "PDF" in html and "2,0" in html and "01/07/2026" in html
    assert "Pour : tous" in html


def test_a_legal_reference_says_when_it_was_checked_not_by_whom():
    html = shown(
        "legal",
        {
            "article": "L2112-2",
            "label": "Conditions",
            "url": "https://www.legifrance.gouv.fr/",
            "checked_on": "2026-11-22",
            "checked_by": "Bureau X",
        },
    )
    assert "L2112-2" in html and "22 novembre 2026" in html and "Bureau X" not in html


def test_an_action_leads_to_one_place():
    html = shown("action", {"label": "Calculer", "address": "/outils/calibreur/", "page": None})
    assert 'href="/outils/calibreur/"' in html
    assert "Choisissez" in refused("action", {"label": "x", "address": "", "page": None})
    wrong = {"label": "x", "address": "javascript:alert(1)", "page": None}
    assert "commence par" in refused("action", wrong)


def test_a_testimony_disappears_by_itself():
    today = timezone.localdate()
    row = Statement.objects.create(
        words="Il a trouvé sa voie.", name="Une tutrice", consent_on=today, ends_on=today
    )
    assert "Il a trouvé sa voie." in shown("testimonial", {"testimonial": row.pk})
    yesterday = today - timedelta(days=1)
    Statement.objects.filter(pk=row.pk).update(consent_on=yesterday, ends_on=yesterday)
    assert "voie" not in shown("testimonial", {"testimonial": row.pk})


# Wagtail leaves the file of a new rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_an_image_has_an_alternative_or_is_decorative(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    image = Image.objects.create(title="Photo", file=get_test_image_file())
    html = shown("image", {"image": image.pk, "alternative": "Un atelier", "decorative": False})
    assert 'alt="Un atelier"' in html
    assert 'alt=""' in shown("image", {"image": image.pk, "alternative": "", "decorative": True})
    wrong = {"image": image.pk, "alternative": "", "decorative": False}
    assert "alternative" in refused("image", wrong)


def test_a_video_has_its_transcript(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    file = Document.objects.create(title="v", file=ContentFile(b"x", "film.mp4"))
    html = shown("video", {"title": "Film", "video": file.pk, "transcript": "<p>On entend…</p>"})
    assert "<video" in html and "On entend…" in html and "Transcription" in html


def test_offers_near_lead_to_the_list(loaded):
    html = shown("offers", {"title": "Près de chez vous"})
    assert 'action="/offres/"' in html and "Normandie" in html


def test_each_block_previews_in_the_admin_in_the_site_s_own_css(loaded, signed_in):
    from django.urls import reverse

    from psf.accounts.roles import Role
    from tests.factories.accounts import UserFactory

    today = timezone.localdate()
    Statement.objects.create(words="Mots", name="Nom", consent_on=today, ends_on=today)
    client = signed_in(UserFactory(roles=[Role.WRITER]))
    stream = GuidePage._meta.get_field("body").stream_block
    for name, block in stream.child_blocks.items():
        address = reverse("wagtailadmin_block_preview")
        answer = client.get(address, {"id": block.definition_prefix})
        assert answer.status_code == 200, name
        assert "home/site.css" in answer.content.decode(), name
