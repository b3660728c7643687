"""Archives whose weight is known before a member is read. Runs in the child."""

import io
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from psf.confined.errors import Swollen

CHUNK = 256 * 1024
MEMBERS = 2_000
# Text written by machines shrinks to a hundredth; what shrinks more is made to swell.
RATIO = 300
# Below this no ratio harms.
SMALL = 5_000_000
IN_DIRECTORY = b"PK\x01\x02"
ENCRYPTED = 0x1


class Archive:
    """The members of a zip file under plain names: lower case, no doubles."""

    def __init__(self, content: bytes, *, most_bytes: int, members: int = MEMBERS):
        """Raises Swollen, and BadZipFile for what no honest program writes."""
        if content.count(IN_DIRECTORY) > members:
            raise Swollen
        self._zip = ZipFile(io.BytesIO(content))
        found = self._zip.infolist()
        total = sum(member.file_size for member in found)
        if len(found) > members or total > most_bytes:
            raise Swollen
        if total > SMALL and total > RATIO * len(content):
            raise Swollen
        self._members = {member.filename.lower(): member for member in found}
        if len(self._members) != len(found):
            raise BadZipFile("two members of one name")
        for member in found:
            if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise BadZipFile("compressed in an unusual way")
            if member.flag_bits & ENCRYPTED:
                raise BadZipFile("encrypted")

    @property
    def names(self) -> list[str]:
        """In lower case, in the order of the archive; folders left out."""
        return [name for name in self._members if not name.endswith("/")]

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def size(self, name: str) -> int:
        """In bytes, once out of the archive."""
        return self._members[name.lower()].file_size

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content of a member, a part at a time; zipfile never goes past its declared size."""
        with self._zip.open(self._members[name.lower()]) as member:
            while part := member.read(CHUNK):
                yield part

    def start(self, name: str, length: int = 512) -> bytes:
        """Its first bytes."""
        with self._zip.open(self._members[name.lower()]) as member:
            return member.read(length)
