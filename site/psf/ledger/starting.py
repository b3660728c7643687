"""The door of every process that serves or works: nothing opens before the erased are erased."""

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from django.db import OperationalError

from psf.ledger.errors import LedgerError
from psf.ledger.replay import replay

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
AWAY = "503 Service Unavailable"


def erase_again_or_refuse() -> None:
    """Replay the ledger; raises SystemExit with the reason when it is not whole."""
    try:
        replay()
    except LedgerError as error:
        raise SystemExit(str(error)) from error


class ErasedFirst:
    """A WSGI application that answers no page before the ledger is replayed.

    It is at the start. Where the database cannot be reached then, it is on the first request that
    finds it again: it may be back from a restore. Signs of life are given meanwhile.
    """

    def __init__(self, application: Application, *, always: tuple[str, ...] = ("/sante/",)) -> None:
        self.application, self.always = application, always
        self.is_open, self.lock = False, Lock()
        self._open()

    def _open(self) -> bool:
        with self.lock:
            if not self.is_open:
                try:
                    erase_again_or_refuse()
                except OperationalError:
                    return False
                self.is_open = True
        return True

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        if self.is_open or environ.get("PATH_INFO") in self.always or self._open():
            return self.application(environ, start_response)
        start_response(AWAY, [("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", "30")])
        return ["Service momentanément indisponible.".encode()]
