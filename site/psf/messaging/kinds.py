"""Which messages exist: each app declares its own, with the words it may use for whom it writes to.

A text is plain: paragraphs, and `{variable}` for what the kind allows. `{lien}` is the reader's own
link, put in when the message leaves; `{code}` the public code of the file. Never a name in a
subject line (domain §6).
"""

import re
from dataclasses import dataclass, field

from psf.registry import Registry
from psf.workflow.enums import Actor

VARIABLE = re.compile(r"\{([^{}\n]*)\}")
LINK = "lien"
# The one-time code that goes with a link, put in like it when the message leaves.
SIGNING_CODE = "code_signature"
# Who writes, and their phone: a kind that has both is signed, whether its text says so or not.
SIGNATURES = (("tuteur", "tuteur_telephone"), ("referent", "telephone"))
# Which service writes: an SMS begins with it, the last line of a mail says it.
SERVICE = "service"
# Whatever names somebody stays out of subject lines.
NAMES = frozenset({"prenom", "jeune", "destinataire", "interlocuteur", "parent", "transmis_par"})
SMS_LIMIT = 480
SUBJECT_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Text:
    """The three texts of a kind, as a person writes them. `sms` empty: no SMS for this kind."""

    subject: str
    body: str
    sms: str = ""


@dataclass(frozen=True, slots=True)
class MessageKind:
    """One message: to whom, why, with which variables (name → what it is, in French)."""

    code: str
    label: str
    recipient: Actor
    text: Text
    variables: dict[str, str] = field(default_factory=dict)
    samples: dict[str, str] = field(default_factory=dict)
    has_link: bool = True
    has_signing_code: bool = False
    # What the link's button says in a mail.
    button: str = "Ouvrir"

    @property
    def allowed(self) -> dict[str, str]:
        """Every variable of this kind, the link included."""
        return {
            **self.variables,
            **({LINK: "lien personnel du destinataire"} if self.has_link else {}),
            **({SIGNING_CODE: "code à saisir pour signer"} if self.has_signing_code else {}),
        }


KINDS: Registry[str, MessageKind] = Registry(
    "messages", key=lambda kind: kind.code, module="messages"
)


def register(*kinds: MessageKind) -> None:
    """Declare kinds. Raises ValueError on a code used twice or a text that its kind forbids."""
    for kind in kinds:
        if problems := problems_of(kind, kind.text):
            raise ValueError(f"{kind.code}: {problems}")
        KINDS.add(kind)


def kind_of(code: str) -> MessageKind:
    """Raises KeyError."""
    return KINDS[code]


def label_of(code: str) -> str:
    """What people call this message; a kind that exists no more keeps its code."""
    return KINDS[code].label if code in KINDS else code


def problems_of(kind: MessageKind, text: Text) -> dict[str, str]:
    """What is wrong with a text for this kind: field → French sentence."""
    problems = {}
    for name in ("subject", "body", "sms"):
        unknown = [
            found for found in VARIABLE.findall(getattr(text, name)) if found not in kind.allowed
        ]
        if unknown:
            problems[name] = (
                f"Variable inconnue : {', '.join(f'{{{word}}}' for word in unknown)}. Possibles :"
                f" {', '.join(f'{{{word}}}' for word in kind.allowed)}."
            )
    subject_words = set(VARIABLE.findall(text.subject))
    if not text.subject.strip():
        problems["subject"] = "Écrivez un objet."
    elif "\n" in text.subject:
        problems["subject"] = "L'objet tient sur une ligne."
    elif subject_words & (NAMES | {LINK, SIGNING_CODE}):
        problems["subject"] = "Jamais de nom ni de lien dans l'objet : un code suffit."
    if kind.has_link and LINK not in VARIABLE.findall(text.body):
        problems.setdefault("body", "Il manque {lien} : sans lui, personne ne peut répondre.")
    if kind.has_signing_code and SIGNING_CODE not in VARIABLE.findall(text.body):
        problems.setdefault("body", "Il manque {code_signature} : sans lui, personne ne signe.")
    if kind.has_signing_code and text.sms and SIGNING_CODE not in VARIABLE.findall(text.sms):
        problems.setdefault("sms", "Il manque {code_signature} : sans lui, personne ne signe.")
    if not text.body.strip():
        problems["body"] = "Écrivez le message."
    if kind.has_link and text.sms and LINK not in VARIABLE.findall(text.sms):
        problems.setdefault("sms", "Il manque {lien} : sans lui, personne ne peut répondre.")
    if len(text.sms) > SMS_LIMIT:
        problems.setdefault("sms", f"Un SMS compte au plus {SMS_LIMIT} caractères.")
    return problems


def fill(text: str, values: dict[str, str]) -> str:
    """Replace the variables that `values` knows; the others stay as they are."""
    return VARIABLE.sub(lambda found: str(values.get(found[1], found[0])), text)
