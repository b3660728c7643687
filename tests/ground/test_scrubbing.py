"""Errors are kept without the values that the database quotes."""

import logging
import sys

from psf.scrubbing import ScrubbingFormatter, scrub

MESSAGE = (
    'duplicate key value violates unique constraint "youth_ine_once"\n'
    "DETAIL:  Key (ine)=(123456789AB) already exists.\n"
)


def test_a_message_keeps_the_constraint_and_loses_the_value():
    assert "youth_ine_once" in scrub(MESSAGE)
    assert "123456789AB" not in scrub(MESSAGE)


def test_a_failing_row_is_not_quoted():
    assert "Zoé" not in scrub("Failing row contains (4, Zoé, 2009-01-01).")


def test_a_logged_traceback_is_scrubbed():
    try:
        raise ValueError(MESSAGE)
    except ValueError:
        record = logging.LogRecord("psf", logging.ERROR, "", 0, "échec", (), sys.exc_info())
    line = ScrubbingFormatter("%(message)s").format(record)
    assert "échec" in line
    assert "123456789AB" not in line
