"""What editors publish is what it says it is; whichever door of Wagtail, nothing else passes."""

import io
from html import unescape

import pytest
from django.core.files.base import ContentFile
from django.test.client import MULTIPART_CONTENT
from django.urls import NoReverseMatch, get_resolver, reverse
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, UploadedFile

from psf.accounts.roles import Role
from psf.documents.editorial import DOCUMENTS
from tests.documents import hostile, samples
from tests.factories.accounts import UserFactory

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the files of renditions and metadata open.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
MARK = b"<script>marked()</script>"
PAGE = b"<html>" + MARK + b"</html>"
XLSX_MAIN = b"spreadsheetml.sheet.main+xml"
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(100)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def publisher(signed_in):
    return signed_in(UserFactory(roles=[Role.PUBLISHER]))


@pytest.fixture
def published(media):
    """A document and an image that are there already."""
    document = Document.objects.create(title="Notice", file=ContentFile(samples.PDF, "notice.pdf"))
    image = Image.objects.create(
        title="Logo", file=ContentFile(hostile.flat("PNG", (3, 3)), "logo.png")
    )
    return document, image


def xlsx() -> bytes:
    return hostile.docx(
        **{
            "[Content_Types].xml": lambda old: old.replace(
                b"wordprocessingml.document.main+xml", XLSX_MAIN
            )
        }
    )


REFUSED = [
    ("page.html", PAGE, "ne se publie pas"),
    ("programme.exe", b"MZ" + bytes(100), "ne se publie pas"),
    ("clause.docm", samples.docx(), "ne se publie pas"),
    ("clause.doc", hostile.OLE, "ne se publie pas"),
    ("archive.zip", samples.docx(), "ne se publie pas"),
    ("dessin.svg", b"<svg/>", "ne se publie pas"),
    ("notice.pdf", PAGE, "n'est pas accepté"),
    ("notice.pdf", samples.docx(), "n'est pas ce que dit son nom"),
    ("notice.pdf", hostile.pdf("/OpenAction<</S/J#61vaScript/J#53(a)>>"), "programme"),
    ("clause.docx", xlsx(), "n'est pas ce que dit son nom"),
    ("clause.docx", samples.with_member(samples.docx(), "word/vbaProject.bin"), "macros"),
    ("clause.docx", samples.png(), "n'est pas accepté"),
    ("video.mp4", PAGE, "n'est pas ce que dit son nom"),
    ("paroles.vtt", PAGE, "n'est pas ce que dit son nom"),
    ("paroles.vtt", b"WEBVTT\n\n" + bytes(10), "n'est pas ce que dit son nom"),
]
KEPT = [
    ("notice.pdf", samples.PDF),
    ("clause.docx", samples.docx()),
    ("clause.odt", samples.odt()),
    ("liste.xlsx", xlsx()),
    ("liste.ods", samples.odt(kind="spreadsheet")),
    ("video.mp4", MP4),
    ("paroles.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nBonjour\n"),
]


def content_of(record) -> bytes:
    with record.file.open("rb") as file:
        return file.read()


def add(client, name, content, *, kind="wagtaildocs", title="Titre"):
    return client.post(
        reverse(f"{kind}:add_multiple"),
        {"title": title, "files[]": samples.sent(content, name)},
        headers={"x-requested-with": "XMLHttpRequest"},
    )


def test_documents_that_the_site_does_not_publish_are_refused_in_words(publisher, media):
    for name, content, sentence in REFUSED:
        answer = add(publisher, name, content).json()
        assert answer["success"] is False, name
        said = unescape(answer["error_message"])
        assert sentence in said, (name, said)
        assert "extension" not in said, "Wagtail's own rule speaks of a file that is not there."
    assert not Document.objects.exists() and not UploadedFile.objects.exists()
    assert not media.exists()


def test_those_that_it_publishes_are_kept_as_they_are(publisher):
    for name, content in KEPT:
        answer = add(publisher, name, content).json()
        assert answer["success"] is True, (name, answer)
        document = Document.objects.latest("pk")
        assert content_of(document) == content
        served = publisher.get(document.url)
        assert b"".join(served.streaming_content) == content
        assert served["X-Content-Type-Options"] == "nosniff"
        assert served["Content-Security-Policy"] == "default-src 'none'"


def test_the_names_and_the_contents_admitted_are_the_same(settings):
    assert set(settings.WAGTAILDOCS_EXTENSIONS) == set(DOCUMENTS)


def test_a_document_whose_title_is_refused_is_not_kept_aside_unseen(publisher):
    answer = add(publisher, "page.html", PAGE, title="x" * 300).json()
    assert answer["success"] is False and "ne se publie pas" in unescape(answer["error_message"])
    assert not UploadedFile.objects.exists()


def test_images_are_drawn_anew_without_what_the_camera_noted(publisher):
    assert add(publisher, "a.jpg", samples.jpeg(), kind="wagtailimages").json()["success"]
    image = Image.objects.get()
    content = content_of(image)
    assert samples.CANARY.encode() not in content
    assert (image.width, image.height) == (20, 40)
    assert image.file_size == len(content)


def test_a_large_image_sent_through_a_file_on_disk_is_drawn_anew_too(publisher, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    assert add(publisher, "a.jpg", samples.jpeg(), kind="wagtailimages").json()["success"]
    assert samples.CANARY.encode() not in content_of(Image.objects.get())


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.svg", hostile.PICTURES["a drawing that runs"][0](), "n'est pas accepté"),
        ("a.png", hostile.PICTURES["a drawing that runs"][0](), "n'est pas accepté"),
        ("a.png", hostile.announced(13_400, 13_500), "trop grande"),
        ("a.gif", hostile.flat("GIF", (2, 2)), "n'est pas accepté"),
        ("a.png", hostile.flat("JPEG", (2, 2)), "png"),
        ("a.png", samples.PDF, "JPEG, PNG ou WebP"),
    ],
)
def test_images_that_are_none_or_too_large_are_refused_in_words(publisher, name, content, sentence):
    answer = add(publisher, name, content, kind="wagtailimages").json()
    assert answer["success"] is False
    assert sentence in unescape(answer["error_message"])
    assert not Image.objects.exists()


NAMESPACES = ("wagtaildocs", "wagtaildocs_chooser", "wagtailimages", "wagtailimages_chooser")
FIELDS = ("file", "files[]", "document-chooser-upload-file", "image-chooser-upload-file")


def doors():
    """Every address of documents and images in the admin, with the keys of what is there."""
    for space in NAMESPACES:
        yield from ((space, name) for name in sorted(_names(space)))


def _names(space: str) -> set[str]:
    found: set[str] = set()
    waiting: list = [get_resolver()]
    while waiting:
        here = waiting.pop()
        for pattern in here.url_patterns:
            if hasattr(pattern, "url_patterns"):
                waiting.append(pattern)
            elif getattr(here, "namespace", None) == space and pattern.name:
                found.add(pattern.name)
    return found


def test_no_door_of_documents_and_images_takes_a_page(publisher, published, media, signed_in):
    tried = taken = 0
    for space, name in doors():
        for pk in (None, published["docs" not in space].pk):
            try:
                address = reverse(f"{space}:{name}", args=[] if pk is None else [pk])
            except NoReverseMatch:
                continue
            files = {field: samples.sent(PAGE, "page.html") for field in FIELDS}
            typed = {f"{prefix}title": "Titre" for prefix in ("", "document-chooser-upload-",
                     "image-chooser-upload-")}  # fmt: skip
            typed["collection"] = Collection.get_first_root_node().pk
            for ajax in ({}, {"x-requested-with": "XMLHttpRequest"}):
                answer = publisher.post(address, {**typed, **files}, headers=ajax)
                tried += 1
                assert answer.status_code < 500, address
                taken += answer.status_code == 200
    assert tried >= 30 and taken >= 8, (tried, taken)
    for path in media.rglob("*"):
        if path.is_file():
            assert MARK not in path.read_bytes(), path
    assert not UploadedFile.objects.exists()
    assert Document.objects.filter(file__endswith=".html").count() == 0


def test_editing_a_document_looks_at_the_new_file(publisher, published):
    document, _image = published
    address = reverse("wagtaildocs:edit", args=[document.pk])
    answer = publisher.post(
        address, {"title": "Notice", "file": samples.sent(PAGE, "page.html"), "tags": ""}
    )
    assert "ne se publie pas" in unescape(answer.content.decode())
    content = samples.docx()
    answer = publisher.post(
        address, {"title": "Notice 2", "file": samples.sent(content, "n.docx"), "tags": ""}
    )
    assert answer.status_code == 302
    document.refresh_from_db()
    assert content_of(document) == content
    # The title alone.
    assert publisher.post(address, {"title": "Notice 3", "tags": ""}).status_code == 302


def test_choosers_look_at_the_file_too(publisher):
    sent = samples.sent
    address = reverse("wagtaildocs_chooser:create")
    prefix = "document-chooser-upload-"
    answer = publisher.post(
        address, {f"{prefix}title": "a", f"{prefix}file": sent(PAGE, "page.html")}
    )
    assert "ne se publie pas" in unescape(answer.json()["htmlFragment"])
    answer = publisher.post(
        address, {f"{prefix}title": "a", f"{prefix}file": sent(samples.PDF, "a.pdf")}
    )
    assert answer.json()["step"] == "chosen"
    prefix = "image-chooser-upload-"
    answer = publisher.post(
        reverse("wagtailimages_chooser:create"),
        {f"{prefix}title": "a", f"{prefix}file": sent(samples.jpeg(), "a.jpg")},
    )
    assert answer.status_code == 200
    assert samples.CANARY.encode() not in content_of(Image.objects.get())


@pytest.mark.parametrize(
    ("address", "most"), [("/compte/connexion/", 4_000_000), ("/admin/documents/add/", 300_000_000)]
)
def test_a_request_larger_than_any_form_is_refused_before_it_is_kept(
    client, publisher, address, most
):
    """Whoever sends it: signing in reads the form before it knows anybody."""
    body = client._encode_data({"file": samples.sent(PAGE, "a.html")}, MULTIPART_CONTENT)
    who = publisher if address.startswith("/admin/") else client
    for length, refused in ((len(body), False), (most, True)):
        answer = who.generic(
            "POST", address, body, content_type=MULTIPART_CONTENT, CONTENT_LENGTH=str(length)
        )
        assert (answer.status_code == 400) is refused, (address, length)


def test_a_virus_is_not_published_and_without_an_answer_nothing_is(clamd, publisher, settings):
    infected = samples.PDF.replace(b"endobj", b"endobj\n% " + samples.EICAR + b"\n", 1)
    assert "un virus" in add(publisher, "a.pdf", infected).json()["error_message"]
    assert add(publisher, "a.pdf", samples.PDF).json()["success"]
    settings.CLAMAV_PORT = 1
    assert "ne répond pas" in add(publisher, "b.pdf", samples.PDF).json()["error_message"]


def test_no_picture_of_a_person_is_taken(publisher, media):
    out = io.BytesIO()
    Picture.new("RGB", (2, 2)).save(out, "PNG")
    address = reverse("wagtailadmin_account")
    assert "avatar-avatar" not in publisher.get(address).content.decode()
    publisher.post(address, {"avatar-avatar": samples.sent(out.getvalue(), "a.png")})
    assert not media.exists()


def test_nothing_is_asked_of_other_sites_and_no_list_of_redirects_is_read(signed_in, monkeypatch):
    monkeypatch.setattr("urllib.request.urlopen", lambda *a, **k: pytest.fail("asked outside"))
    client = signed_in(UserFactory(roles=[Role.WRITER], is_superuser=True))
    answer = client.post(
        reverse("wagtailembeds:chooser_upload"),
        {"embed-chooser-url": "https://www.youtube.com/watch?v=abc"},
    )
    assert answer.status_code == 200 and answer.json()["step"] == "chooser"
    for name in ("start_import", "process_import"):
        assert client.post(reverse(f"wagtailredirects:{name}")).status_code == 404
