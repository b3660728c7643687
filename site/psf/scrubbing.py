"""Logs and job results name errors, never the values behind them.

PostgreSQL repeats the offending values after DETAIL and CONTEXT (« Key (ine)=(…) already exists »,
« Failing row contains (…) »): these lines are left out wherever an error is kept.
"""

import logging
import re

VALUES = re.compile(r"^\s*(DETAIL|CONTEXT|PARAMETERS|HINT):.*$\n?", re.MULTILINE)
QUOTED = re.compile(r"(Key \([^)]*\)=)\(.*?\)|(Failing row contains )\(.*\)")
REMOVED = "(valeurs retirées)"


def scrub(text: str) -> str:
    """Return an error message or a traceback without the values that the database quoted."""
    return QUOTED.sub(lambda found: f"{found[1] or found[2]}{REMOVED}", VALUES.sub("", text))


class ScrubbingFormatter(logging.Formatter):
    """A log line, its message and its traceback scrubbed."""

    def format(self, record):
        return scrub(super().format(record))


def scrub_task(sender, instance, **kwargs):
    """`pre_save` of a finished django-q task: a failure's result is its traceback."""
    if isinstance(instance.result, str):
        instance.result = scrub(instance.result)
