"""A private folder for each test, files at any stage, and a clamd that answers what one wants."""

import socket
import threading

import pytest
from django.utils import timezone

from matching.enums import PlacementStage
from matching.models import Placement
from psf.documents.models import StoredFile
from psf.perimeter.scope import perimeter
from tests.documents import samples
from tests.factories.journey import journey


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path / "private"
    return settings.PRIVATE_DIR


@pytest.fixture
def file_at(two_services, seen):
    """`file_at(stage)`: a file of Saint-Denis carried there by its tutor, with all it names."""

    def at(stage=PlacementStage.RESERVED, **kwargs):
        return seen(journey(two_services.saint_denis, to=stage, by=two_services.tutor, **kwargs))

    return at


@pytest.fixture
def tutor(signed_in, two_services):
    return signed_in(two_services.tutor)


@pytest.fixture
def seen(two_services):
    """`seen(placement)`: the file as the database now has it."""

    def see(placement) -> Placement:
        with perimeter([two_services.saint_denis]):
            return Placement.objects.for_file().get(pk=placement.pk)

    return see


@pytest.fixture
def files(two_services):
    """`files(placement)`: everything ever attached to it, oldest first."""

    def list_files(placement) -> list[StoredFile]:
        with perimeter([two_services.saint_denis]):
            found = StoredFile.objects.of_placement(placement).select_related(
                "blob", "placement", "offer"
            )
            return list(found.order_by("pk"))

    return list_files


@pytest.fixture
def send():
    """`send(client, placement, kind, content, …)`: the form of a file, as shown then filled in."""

    def send_file(client, placement, kind, content, name="fichier.pdf", **typed):
        address = f"/admin/suivi/{placement.code}/documents/{kind}/joindre/"
        initial = client.get(address).context["form"].initial
        shown = {key: initial[key] or "" for key in ("seen", "seen_masked")}
        return client.post(address, {**shown, "upload": samples.sent(content, name), **typed})

    return send_file


@pytest.fixture
def on_disk(private):
    """`on_disk()`: the files of the private folder."""
    return lambda: [path for path in private.rglob("*") if path.is_file()]


class FakeClamd(threading.Thread):
    """Speaks INSTREAM; finds EICAR, or answers what `answer` says."""

    def __init__(self, answer: bytes | None = None):
        super().__init__(daemon=True)
        self.answer, self.received = answer, []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]

    def run(self):
        while True:
            try:
                line, _ = self.server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while size := int.from_bytes(stream.read(4), "big"):
                    content += stream.read(size)
                self.received.append(content)
                verdict = b"Eicar FOUND" if samples.EICAR in content else b"OK"
                line.sendall((self.answer or b"stream: " + verdict) + b"\0")

    def stop(self):
        self.server.close()


@pytest.fixture
def clamd(settings):
    """A scanner that answers; `clamd.stop()` makes it go away."""
    server = FakeClamd()
    server.start()
    settings.CLAMAV_HOST, settings.CLAMAV_PORT = "127.0.0.1", server.port
    settings.CLAMAV_TIMEOUT_SECONDS = 2
    yield server
    server.stop()


@pytest.fixture
def today():
    return timezone.localdate()
