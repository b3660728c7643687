"""XML read from one end to the other, never held: depth and elements are counted, nothing is expanded.

Python's own expat (https://docs.python.org/3/library/pyexpat.html) stops at a document type, in any
encoding, before an entity is declared. Runs in the child.
"""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from psf.confined.errors import Declared, Swollen

DEPTH = 200
ELEMENTS = 600_000

Start = Callable[[str, dict[str, str]], None]


class Reader:
    """Reads the parts of one file, whose elements it counts together."""

    def __init__(self, *, elements: int = ELEMENTS, depth: int = DEPTH):
        self.left, self.most_depth = elements, depth

    def read(self, chunks: Iterable[bytes], *, start: Start, end=None, text=None) -> None:
        """Call `start(name, attributes)`, `end(name)`, `text(words)` along a part.

        Names are "namespace local", or "local" alone. Raises Declared, Swollen, and ExpatError for
        what is not XML.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        depth = 0

        def opened(name, attributes):
            nonlocal depth
            depth += 1
            self.left -= 1
            if depth > self.most_depth or self.left < 0:
                raise Swollen
            start(name, attributes)

        def closed(name):
            nonlocal depth
            depth -= 1
            if end:
                end(name)

        def declared(*_anything):
            raise Declared

        parser.StartElementHandler, parser.EndElementHandler = opened, closed
        parser.StartDoctypeDeclHandler = declared
        if text:
            parser.CharacterDataHandler = text
        for part in chunks:
            parser.Parse(part, False)
        parser.Parse(b"", True)


def local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition(" ")[2]


def looks_like_markup(start: bytes) -> bool:
    """Whether a part begins as XML does, in any of the encodings of Unicode."""
    return start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
