"""PDF as qpdf reads it, streams of objects and names in disguise included.

Refused: what runs (JavaScript, /Launch, forms of XFA), what carries or opens another file, or an
address that nobody clicked, passwords.
ISO 32000-1, 7.3.5 (names), 7.3.8.2 (streams in other files), 7.5.7 (object streams), 12.6 (actions).
"""

import io
import logging

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from psf.confined.errors import Refusal

PROGRAM = "Ce PDF contient un programme : il est refusé. Imprimez-le « en PDF », puis recommencez."
CARRIES = (
    "Ce PDF contient ou ouvre un autre fichier : il est refusé. Imprimez-le « en PDF », puis"
    " recommencez."
)
LOCKED = "Ce PDF est protégé par un mot de passe : enregistrez-le sans, puis recommencez."
CUT = (
    "Ce fichier est abîmé : il ne peut pas être lu. Il a peut-être été coupé pendant l'envoi :"
    " recommencez."
)
# Keys whose presence is enough.
KEYS = {
    "/JS": PROGRAM,
    "/JavaScript": PROGRAM,
    "/XFA": PROGRAM,
    "/RichMediaContent": CARRIES,
    "/EmbeddedFiles": CARRIES,
    "/EF": CARRIES,
    "/AF": CARRIES,
    "/OPI": CARRIES,
}
# Values of /S (actions), /Type and /Subtype.
VALUES = {
    "/JavaScript": PROGRAM,
    "/Launch": PROGRAM,
    "/ImportData": PROGRAM,
    "/SubmitForm": PROGRAM,
    "/Rendition": PROGRAM,
    "/GoToR": CARRIES,
    "/GoToE": CARRIES,
    "/EmbeddedFile": CARRIES,
    "/FileAttachment": CARRIES,
    "/RichMedia": CARRIES,
    "/3D": CARRIES,
    "/Movie": CARRIES,
    "/Screen": CARRIES,
    "/Sound": CARRIES,
}
# What a document does by itself: on opening, on turning a page. It may go somewhere in itself.
BY_ITSELF = ("/OpenAction", "/AA")
WITHIN = {"/GoTo", "/Named"}
# A thread of articles and an object of another file say where by /F; a specification by /FS.
SIGNS = [
    name.encode() for name in {*KEYS, *VALUES, *BY_ITSELF, "/Thread", "/Ref", "/FS", "/Filespec"}
]
# Other readers may find an object that qpdf does not: these words are long enough in clear bytes.
IN_CLEAR = (b"/JavaScript", b"/Launch")
END, TAIL = b"%%EOF", 4096
MOST_OBJECTS, MOST_ACTIONS = 300_000, 20


def examine(content: bytes) -> tuple[dict, bytes]:
    """Return the number of pages; raises Refusal."""
    if any(word in content for word in IN_CLEAR):
        raise Refusal(PROGRAM)
    if END not in content[-TAIL:]:
        raise Refusal(CUT)
    # What qpdf mends it tells at length.
    logging.disable(logging.CRITICAL)
    try:
        document = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError:
        raise Refusal(LOCKED) from None
    except pikepdf.PdfError:
        raise Refusal(CUT) from None
    with document:
        for number, thing in enumerate(document.objects):
            if number > MOST_OBJECTS:
                raise MemoryError
            if isinstance(thing, Stream) and thing.get("/Type") == Name.ObjStm:
                # qpdf takes the objects of a stream that it cannot hold for empty; others may not.
                thing.read_bytes()
            if isinstance(thing, Stream) and "/F" in thing.stream_dict:
                raise Refusal(CARRIES)
            # Written out by qpdf, names are plain; most objects hold none of these words.
            if isinstance(thing, Dictionary | Array | Stream):
                written = (thing.stream_dict if isinstance(thing, Stream) else thing).unparse(
                    resolved=True
                )
                if any(sign in written for sign in SIGNS):
                    _refuse(thing)
        _refuse(document.trailer)
        return {"pages": len(document.pages)}, b""


def _refuse(thing) -> None:
    """Look at every value of one object, but at none of those it refers to."""
    waiting = [thing]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Array):
            waiting.extend(_direct(here))
        elif isinstance(here, Dictionary | Stream):
            for key in here.keys():  # noqa: SIM118 — a dictionary of pikepdf does not iterate.
                if key in KEYS:
                    raise Refusal(KEYS[key])
            if _reads_elsewhere(here):
                raise Refusal(CARRIES)
            for key in BY_ITSELF:
                if key in here:
                    _stays_within(here[key])
            for key in ("/S", "/Type", "/Subtype"):
                value = here.get(key)
                if isinstance(value, Name) and str(value) in VALUES:
                    raise Refusal(VALUES[str(value)])
            waiting.extend(_direct(here[key] for key in here.keys()))  # noqa: SIM118


def _reads_elsewhere(here) -> bool:
    """An article, an object or a specification whose bytes stand in another file, or on the web."""
    ref = here.get("/Ref")
    return (
        (here.get("/S") == Name.Thread and "/F" in here)
        or (isinstance(ref, Dictionary) and "/F" in ref)
        or here.get("/FS") == Name.URL
    )


def _stays_within(done, depth: int = 0) -> None:
    """Refuse what is done by itself unless it goes to a place of the document."""
    if depth > MOST_ACTIONS or not isinstance(done, Dictionary):
        return
    action = done.get("/S")
    if isinstance(action, Name):
        if str(action) not in WITHIN:
            raise Refusal(VALUES.get(str(action), CARRIES))
        following = done.get("/Next")
        for each in following if isinstance(following, Array) else [following]:
            _stays_within(each, depth + 1)
        return
    # /AA: one action for each event.
    for key in done.keys():  # noqa: SIM118
        _stays_within(done[key], depth + 1)


def _direct(values):
    held = (Array, Dictionary, Stream)
    return [value for value in values if isinstance(value, held) and not value.is_indirect]
