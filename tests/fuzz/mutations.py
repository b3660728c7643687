"""Files spoilt as transmission, other programs and ill will spoil them; the same seed, the same file."""

import io
import zipfile
import zlib
from random import Random

from tests.fuzz import corpus

KINDS = list(corpus.MAKERS)
LONGEST = 3_000_000
ODD_NAMES = [
    "word/vbaProject.bin",
    "../../x",
    "x" * 300,
    "mimetype",
    "[Content_Types].xml",
    "é.xml",
]


def mutated(seed: int, number: int) -> tuple[str, bytes]:
    """(kind, content) of the file of that number."""
    kind = KINDS[number % len(KINDS)]
    random = Random(f"{seed}/{number}")
    content = random.choice(corpus.good(kind))
    if content.startswith(b"PK") and random.random() < 0.8:
        return kind, _rewritten(content, random)
    words = corpus.WORDS.get(kind, corpus.XML)
    content = _spoilt(content, random, words)
    if content.startswith(b"\x89PNG") and random.random() < 0.7:
        content = _summed(content)
    return kind, content


def _spoilt(content: bytes, random: Random, words: list[bytes]) -> bytes:
    """One to six changes."""
    data = bytearray(content)
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(data) + 1)
        end = min(len(data), at + random.choice([1, 2, 4, 16, 200, 3_000]))
        change = random.randrange(8)
        if change == 0:
            data[at:end] = random.randbytes(end - at)
        elif change == 1 and at < len(data):
            data[at] ^= 1 << random.randrange(8)
        elif change == 2:
            del data[at:end]
        elif change == 3:
            data[at:at] = data[at:end] * random.choice([1, 3, 50, 1_000])
        elif change == 4:
            data[at:at] = random.choice(words)
        elif change == 5:
            data[at:end] = random.choice([b"\0", b"\xff", b"9", b"-"]) * (end - at)
        elif change == 6:
            other = random.randrange(len(data) + 1)
            data[at:end] = data[other : other + end - at]
        elif random.random() < 0.2:
            del data[at:]
        del data[LONGEST:]
    return bytes(data)


def _rewritten(content: bytes, random: Random) -> bytes:
    """An archive whose members, not whose bytes, are spoilt."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        chosen = {random.choice(names) for _ in range(random.randint(1, 3))}
        for name in names:
            data = old.read(name)
            if name in chosen:
                change = random.randrange(6)
                if change == 0:
                    continue
                if change == 1:
                    data = _nested(data, random)
                elif change == 2:
                    data = data.decode("utf-8", "replace").encode("utf-16")
                else:
                    data = _spoilt(data, random, corpus.XML)
            way = random.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
            new.writestr(name, data, way)
        more = random.choice(ODD_NAMES)
        if random.random() < 0.2 and more not in names:
            new.writestr(more, random.choice(corpus.XML), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _nested(data: bytes, random: Random) -> bytes:
    """A part of the text many times over, or one inside the other."""
    at = data.find(b">", random.randrange(len(data) + 1)) + 1
    times = random.choice([10, 150, 5_000, 100_000])
    return data[:at] + random.choice([b"<a/>", b"<a>", b"<w:p/>", b"{{ x }}"]) * times + data[at:]


def _summed(content: bytes) -> bytes:
    """A PNG whose sums of control are right again, so that its parts are read."""
    data, at = bytearray(content), 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        end = at + 8 + length
        if end + 4 > len(data):
            break
        data[end : end + 4] = zlib.crc32(bytes(data[at + 4 : end])).to_bytes(4, "big")
        at = end + 4
    return bytes(data)
