"""What is known of a private file's content, wherever the file belongs."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models, transaction
from django.utils import timezone

from psf.documents import storage
from psf.documents.content import EXTENSIONS, Accepted
from psf.documents.enums import Scan
from psf.documents.scanning import ScannerAway, scanner
from psf.french.days import numeric
from psf.workflow.errors import Refused


class Unavailable(Refused):
    """The file can't be opened now; the sentence says why."""


class BlobQuerySet(models.QuerySet):
    def there(self):
        return self.filter(erased_at__isnull=True)

    def to_scan(self):
        """Never judged: put down before there was a scanner, or while it was away."""
        return self.there().filter(scan__in=[Scan.NONE, Scan.WAITING]).order_by("pk")

    def forget(self) -> None:
        """Delete these rows, and their files once that is committed.

        Killed in between, the files are those of no row: `clean_private_files` erases them.
        """
        names = list(self.values_list("name", flat=True))
        self.delete()

        def erase_files() -> None:
            for name in names:
                storage.erase(name)

        transaction.on_commit(erase_files)


class Blob(models.Model):
    """A file of the private folder: its random name, size, type by content and scan.

    Names nobody and stands outside the perimeter, so that a scan or a cleaning needs to see no
    service: a file whose row a scope hides can never be taken for a file without row.
    """

    name = models.CharField(max_length=32, unique=True, editable=False)
    size = models.PositiveIntegerField("taille (octets)")
    content_type = models.CharField("type", max_length=100)
    sha256 = models.CharField("empreinte", max_length=64)
    scan = models.CharField("analyse", max_length=8, choices=Scan, default=Scan.NONE)
    scanned_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField("effacé le", null=True, blank=True)

    objects = BlobQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "contenu de fichier"
        verbose_name_plural = "contenus de fichiers"
        default_permissions = ()

    def __str__(self):
        return f"fichier n° {self.pk}"

    @classmethod
    @contextmanager
    def keeping(cls, accepted: Accepted, *, scanned: bool = True) -> Iterator["Blob"]:
        """Scan and keep a file for the length of a block that refers to it, else keep nothing.

        `scanned` False is for what the product made itself. Raises Refused for a virus.
        """
        scan, at = (verdict_on(accepted.content)) if scanned else (Scan.CLEAN, timezone.now())
        if scan == Scan.INFECTED:
            raise Refused("L'antivirus a reconnu un virus dans ce fichier : il est refusé.")
        with storage.written(accepted.content) as name, transaction.atomic():
            yield cls.objects.create(
                name=name,
                size=len(accepted.content),
                content_type=accepted.content_type,
                sha256=hashlib.sha256(accepted.content).hexdigest(),
                scan=scan,
                scanned_at=at,
            )

    @property
    def extension(self) -> str:
        return EXTENSIONS.get(self.content_type, "bin")

    @property
    def state(self) -> str:
        """Why the file can't be opened, in a few words; empty when it can."""
        if self.erased_at:
            return f"effacé le {numeric(timezone.localtime(self.erased_at))}"
        if self.scan == Scan.INFECTED:
            return "refusé par l'antivirus"
        if self.scan != Scan.CLEAN and scanner() is not None:
            return "en attente d'analyse"
        return ""

    def content(self) -> bytes:
        """The bytes; raises Unavailable with the reason in French."""
        if self.state:
            raise Unavailable(f"Cette pièce ne peut pas être ouverte : {self.state}.")
        try:
            return storage.read(self.name)
        except FileNotFoundError:
            raise Unavailable(
                "Ce fichier manque dans le dossier privé : prévenez l'administrateur."
            ) from None

    def erase(self, now=None) -> None:
        """Forget the content for good; the row stays as the trace of it."""
        Blob.objects.there().filter(pk=self.pk).update(erased_at=now or timezone.now())
        transaction.on_commit(lambda: storage.erase(self.name))


def verdict_on(content: bytes) -> tuple[str, object]:
    """(state, when) of a scan made now; waiting when the scanner is away."""
    found = scanner()
    if found is None:
        return Scan.NONE, None
    try:
        clean = found.is_clean(content)
    except ScannerAway:
        return Scan.WAITING, None
    return (Scan.CLEAN if clean else Scan.INFECTED), timezone.now()
