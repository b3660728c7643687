"""Why a file is not read."""


class Refusal(Exception):
    """The file is refused; the sentence, in French, says why and what to do.

    `megabytes` is the most that the child held, when it lived to say so.
    """

    megabytes = 0.0


class Swollen(Exception):
    """An archive that would grow beyond the limits: members, bytes, ratio, elements, depth."""


class Declared(Exception):
    """An XML part that declares a document type, and could declare entities with it."""
