"""Refusals that the person who uploads a file reads as they are."""

from psf.quantities.errors import Unreadable


class Refused(Exception):
    """The whole file is refused; the message says why and what to do."""


class WrongCell(Unreadable):
    """One cell is refused; the message says why, the line goes on to its other cells."""


class NotWritten(Exception):
    """Writing was given up; the reasons are already on the lines."""
