"""Logs and job results name errors and purposes, never values nor secrets.

PostgreSQL repeats the offending values after DETAIL and CONTEXT (« Key (ine)=(…) already exists »,
« Failing row contains (…) »), and in some messages themselves: these are left out wherever an error is
kept. An address that opens something by itself is named by what it is for.
"""

import logging
import re

# Until the next part of PostgreSQL's answer, or of a traceback: a value may hold line ends.
VALUES = re.compile(
    r"^[ \t]*(?:DETAIL|CONTEXT|PARAMETERS|HINT|LINE \d+):.*?"
    r"(?=^[ \t]*(?:DETAIL|CONTEXT|PARAMETERS|HINT|QUERY|LINE \d+):"
    r"|^\s*$\n^(?:The above exception|During handling of)|\Z)",
    re.MULTILINE | re.DOTALL,
)
QUOTED = re.compile(
    r"(Key \([^)]*\)=)\(.*?\)"
    r"|(Failing row contains )\(.*\)"
    r"|(invalid (?:input (?:syntax|value) for|byte sequence for)[^:\n]*: |"
    r"(?:out of range|malformed \w+ literal): )(?:\"[^\"]*\"|0x\w+)",
    re.DOTALL,
)
REMOVED = "(valeurs retirées)"

# Whoever has one of these addresses may do what it is for: prefix, purpose.
SECRET_ADDRESSES = {
    "/l/": "lien personnel",
    "/compte/invitation/": "invitation",
    "/agenda-personnel/": "agenda personnel",
    "/compte/mot-de-passe/nouveau/": "nouveau mot de passe",
}
# Also as a part of another address, encoded.
SECRETS = re.compile(
    "|".join(
        f"(?P<s{number}>{prefix.replace('/', '(?:/|%2[Ff])')})(?!%2[Ff])[^\\s/?#&\"'<>]+(?:/|%2[Ff])?"
        for number, prefix in enumerate(SECRET_ADDRESSES)
    )
)
PURPOSES = dict(enumerate(SECRET_ADDRESSES.values()))
# What allauth puts in the place of the key before it shows the form.
KEYLESS = "-set-password/"


def is_secret(path: str) -> bool:
    """Whether this path opens something by itself."""
    return any(
        path.startswith(prefix) and len(path) > len(prefix) for prefix in SECRET_ADDRESSES
    ) and not path.endswith(KEYLESS)


def scrub(text: str) -> str:
    """Return a message or a traceback without values that the database quoted, nor secret addresses."""
    text = QUOTED.sub(
        lambda found: f"{found[1] or found[2] or found[3]}{REMOVED}", VALUES.sub("", text)
    )
    return SECRETS.sub(lambda found: f"({PURPOSES[int((found.lastgroup or 's0')[1:])]})", text)


class ScrubbingFormatter(logging.Formatter):
    """A log line, its message and its traceback scrubbed."""

    def format(self, record):
        return scrub(super().format(record))


def scrub_task(sender, instance, **kwargs):
    """`pre_save` of a finished django-q task: a failure's result is its traceback."""
    if isinstance(instance.result, str):
        instance.result = scrub(instance.result)
