"""Documents of Word, LibreOffice and their like: what they are, and that they bring nothing along.

Refused: macros under any name, objects of other programs, parts in other formats (altChunk), links
to other files save those one clicks, fields that fetch or run, document types, encryption, archives
made to swell. Every part that is XML is read by a parser; the others are known by their first bytes.
ECMA-376 parts 1 and 2, OpenDocument 1.3.
"""

from psf.confined.archives import Archive
from psf.confined.errors import Declared, Refusal, Swollen
from psf.confined.markup import Reader, local, looks_like_markup
from psf.documents.readers import clicks, formulas

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
# Content type of the main part → the document's own.
MAIN_PARTS = {
    f"{OOXML}{name}.main+xml": OOXML + name
    for name in ("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")
}
ODF_KINDS = {f"{ODF}{name}" for name in ("text", "spreadsheet", "presentation")}

MOST_BYTES = 100_000_000
MOST_XML_BYTES = 40_000_000
LONGEST_MIMETYPE = 100

BEGINNINGS = {
    b"\xd0\xcf\x11\xe0": "embedded",  # OLE: a macro project, an object, an old document
    b"PK\x03\x04": "embedded",
    b"MZ": "macros",
    b"\x7fELF": "macros",
    b"%PDF": "embedded",
    b"{\\rtf": "embedded",
}
# In content types, and in the last word of the kind of a relation.
PROGRAMS = ("macro", "vba", "activex", "toolbar", "keymap", "customui", "extensibility", "webext")
OBJECTS = {"oleobject", "package", "control", "ctrlprop", "afchunk", "externallink", "connections"}
ELSEWHERE = ("attachedtemplate", "subdocument", "frame", "mailmerge")
RUNNING_FIELDS = {
    "DDE",
    "DDEAUTO",
    "QUOTE",
    "SET",
    "INCLUDETEXT",
    "INCLUDEPICTURE",
    "IMPORT",
    "INCLUDE",
    "LINK",
    "DATABASE",
    "RD",
}
# Elements that bring something of another program: of Word, of VML, of OpenDocument.
FOREIGN = {"altChunk", "OLEObject", "oleObj", "ddeLink", "object-ole", "plugin", "applet"}
FETCHING = {"dde-source", "dde-connection-decl", "cell-range-source", "section-source"}
RUNNING = {"script", "event-listener", "execute-macro", "error-macro"}
# Kept of the instruction of a field: a longer address beside the document is nobody's.
LONGEST_FIELD = 400
LINKS = {"a"}  # text:a and draw:a, which one clicks

FIRST = (".rels", "manifest.xml")

SWOLLEN = "Ce document est trop volumineux une fois décompressé."
MACROS = "Ce document contient des macros : il est refusé. Enregistrez-le en PDF, puis recommencez."
EMBEDDED = (
    "Ce document contient un objet incorporé ou un autre document : retirez-le, ou enregistrez-le en"
    " PDF, puis recommencez."
)
LINKED = (
    "Ce document dépend d'un autre fichier (modèle attaché, image ou champ lié) : rompez ce lien, ou"
    " enregistrez-le en PDF, puis recommencez."
)
RUNS = "Un lien de ce document lance un programme : retirez ce lien, puis recommencez."
DOCTYPE = "Ce document contient une déclaration interdite (DOCTYPE)."
LOCKED = "Ce document est protégé par un mot de passe : enregistrez-le sans, puis recommencez."
FORMULA = (
    "Ce classeur contient une formule qui lance un programme ou lit ailleurs : remplacez-la par sa"
    " valeur, puis recommencez."
)
NO_DOCUMENT = "Cette archive n'est pas un document."
TWO_DOCUMENTS = (
    "Ce fichier se lit comme deux documents : enregistrez-le à nouveau, puis recommencez."
)
SENTENCES = {"macros": MACROS, "embedded": EMBEDDED}


def examine(
    content: bytes, *, xml_bytes: int = MOST_XML_BYTES, elements: int = 600_000
) -> tuple[dict, bytes]:
    """Say which kind of document this is (`kind`, a content type); raises Refusal."""
    try:
        archive = Archive(content, most_bytes=MOST_BYTES)
        if "[content_types].xml" in archive and "mimetype" in archive:
            raise Refusal(TWO_DOCUMENTS)
        if "[content_types].xml" in archive:
            return {"kind": OfWord(archive, xml_bytes, elements).examine()}, b""
        if "mimetype" in archive and archive.size("mimetype") <= LONGEST_MIMETYPE:
            return {"kind": OfOpenDocument(archive, xml_bytes, elements).examine()}, b""
    except Swollen:
        raise Refusal(SWOLLEN) from None
    except Declared:
        raise Refusal(DOCTYPE) from None
    raise Refusal(NO_DOCUMENT)


class Package:
    """What the two families share: names, first bytes, XML within a budget."""

    def __init__(self, archive: Archive, xml_bytes: int, elements: int):
        self.archive, self.left = archive, xml_bytes
        self.reader = Reader(elements=elements)

    def read(self, name: str, start, **handlers) -> None:
        self.left -= self.archive.size(name)
        if self.left < 0:
            raise Swollen
        self.reader.read(self.archive.chunks(name), start=start, **handlers)

    def refuse_names(self) -> None:
        raise NotImplementedError

    def part(self, name: str) -> None:
        """Read a part that is XML."""
        raise NotImplementedError

    def parts(self) -> None:
        # Relations and the manifest first: they say best what is wrong.
        for name in sorted(self.archive.names, key=lambda name: not name.endswith(FIRST)):
            if not self.archive.size(name):
                continue  # LibreOffice writes some, named as if they were XML.
            start = self.archive.start(name)
            for beginning, why in BEGINNINGS.items():
                if start.startswith(beginning):
                    raise Refusal(SENTENCES[why])
            if name.endswith((".xml", ".rels", ".vml", ".rdf")) or looks_like_markup(start):
                self.part(name)


class OfWord(Package):
    """Open Packaging Conventions: content types, relations, parts."""

    is_workbook = False

    def examine(self) -> str:
        self.refuse_names()
        kinds: set[str] = set()

        def typed(_name, attributes):
            kind = attributes.get("ContentType", "").strip().lower()
            if any(word in kind for word in PROGRAMS):
                raise Refusal(MACROS)
            kinds.update(own for main, own in MAIN_PARTS.items() if main == kind)

        self.read("[content_types].xml", typed)
        if len(kinds) != 1:
            raise Refusal(NO_DOCUMENT)
        kind = kinds.pop()
        self.is_workbook = kind == f"{OOXML}spreadsheetml.sheet"
        self.parts()
        return kind

    def refuse_names(self) -> None:
        for name in self.archive.names:
            if name.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name:
                raise Refusal(MACROS)
            if "/embeddings/" in name or "/activex/" in name:
                raise Refusal(EMBEDDED)

    def part(self, name: str) -> None:
        if name.endswith(".rels"):
            self.read(name, self.relation)
        elif name != "[content_types].xml":
            fields = Fields(with_formulas=self.is_workbook)
            self.read(name, fields.start, end=fields.end, text=fields.text)

    def relation(self, name, attributes) -> None:
        if local(name) != "Relationship":
            return
        kind = attributes.get("Type", "").strip().lower().rpartition("/")[2]
        if any(word in kind for word in PROGRAMS):
            raise Refusal(MACROS)
        if kind in OBJECTS:
            raise Refusal(EMBEDDED)
        if kind.startswith(ELSEWHERE):
            raise Refusal(LINKED)
        target = attributes.get("Target", "").strip().lower()
        outside = attributes.get("TargetMode", "").strip().lower() != "internal" and (
            "targetmode" in {key.lower() for key in attributes} or ":" in target or "\\" in target
        )
        if outside and kind == "hyperlink":
            _judge_click(target)
        elif outside:
            raise Refusal(LINKED)


def _judge_click(target: str) -> None:
    """Refuse what would run, or open another file, when one clicks."""
    if not clicks.leads_to_web_or_place(target):
        raise Refusal(LINKED)
    if clicks.runs(target):
        raise Refusal(RUNS)


class Fields:
    """The fields of a part, whose instruction may be cut into any number of runs; its formulas."""

    def __init__(self, *, with_formulas: bool = False):
        self.open: list[str] = []
        self.listening = False
        self.with_formulas = with_formulas
        self.formula: str | None = None

    def start(self, name, attributes) -> None:
        here = local(name)
        if here in FOREIGN:
            raise Refusal(EMBEDDED)
        if self.with_formulas and here in formulas.HOLDERS:
            self.formula = ""
        elif here == "instrText":
            self.listening = True
        elif here == "fldSimple":
            said = next((v for k, v in attributes.items() if local(k) == "instr"), "")
            self.judge(said, is_whole=True)
        elif here == "fldChar":
            moment = next((v for k, v in attributes.items() if local(k) == "fldCharType"), "")
            if moment == "begin":
                self.open.append("")
            elif self.open:
                self.judge(self.open[-1], is_whole=True)
                if moment == "end":
                    self.open.pop()

    def text(self, words: str) -> None:
        if self.formula is not None:
            self.formula = (self.formula + words)[: formulas.LONGEST]
        elif self.listening:
            if not self.open:
                self.open.append("")
            self.open[-1] = (self.open[-1] + words).lstrip()[:LONGEST_FIELD]

    def end(self, name) -> None:
        if self.formula is not None and local(name) in formulas.HOLDERS:
            if formulas.reaches_out(self.formula):
                raise Refusal(FORMULA)
            self.formula = None
        elif local(name) == "instrText":
            self.listening = False
            if self.open:
                self.judge(self.open[-1] + " ")

    @staticmethod
    def judge(instruction: str, *, is_whole: bool = False) -> None:
        name = instruction.split(maxsplit=1)[0].upper().strip('"') if instruction.strip() else ""
        if name in RUNNING_FIELDS:
            raise Refusal(LINKED)
        if name == "HYPERLINK" and is_whole:
            _judge_click(clicks.target_of(instruction))


class OfOpenDocument(Package):
    def examine(self) -> str:
        kind = b"".join(self.archive.chunks("mimetype")).strip().decode("ascii", "replace")
        if kind not in ODF_KINDS:
            raise Refusal(NO_DOCUMENT)
        self.refuse_names()
        self.parts()
        return kind

    def refuse_names(self) -> None:
        if any(name.startswith(("basic/", "scripts/")) for name in self.archive.names):
            raise Refusal(MACROS)

    def part(self, name: str) -> None:
        self.read(name, self.element)

    def element(self, name, attributes) -> None:
        space, _, here = name.rpartition(" ")
        if ":script:" in space or here in RUNNING:
            raise Refusal(MACROS)
        if here == "encryption-data":
            raise Refusal(LOCKED)
        if here in FOREIGN:
            raise Refusal(EMBEDDED)
        if here in FETCHING:
            raise Refusal(LINKED)
        for key, value in attributes.items():
            if key.endswith("xlink href"):
                self.link(here, value.strip().lower())
            elif local(key) in formulas.ATTRIBUTES and formulas.reaches_out(value):
                raise Refusal(FORMULA)

    @staticmethod
    def link(here: str, target: str) -> None:
        if target.startswith(("vnd.sun.star.", "macro:", "javascript:", "service:", "slot:")):
            raise Refusal(MACROS)
        if here in LINKS and clicks.leads_to_web_or_place(target):
            _judge_click(target)
        elif ":" in target or target.startswith(("/", "\\", "..")):
            raise Refusal(LINKED)
