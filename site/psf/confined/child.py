"""The child: `python -I -S child.py`. One task on one file, then the end.

On stdin a line of JSON (`task`, `options`, `path`, `megabytes`, `seconds`), then the file. On stdout
a line of JSON with `said`, `refused` or `failed`, and the number of `bytes` that follow. The parent
believes nothing else of it: what it says is JSON, never a pickle.
"""

import importlib
import json
import os
import resource
import sys

MEGABYTE = 1024 * 1024
FILES = 32


def bound(megabytes: int, seconds: int) -> None:
    """Hold memory and processor; a system that knows no such limit has the parent's clock alone."""
    for limit, soft, hard in (
        (resource.RLIMIT_AS, megabytes * MEGABYTE, megabytes * MEGABYTE),
        (resource.RLIMIT_CPU, seconds, seconds + 1),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, FILES, FILES),
    ):
        try:
            resource.setrlimit(limit, (soft, hard))
        except (OSError, ValueError):
            continue


def peak() -> int:
    """The most memory that was ever in use, in kilobytes; 0 where the system does not say."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return 0


def work(order: dict, content: bytes) -> tuple[dict, bytes]:
    """What to answer: a header, and the bytes after it."""
    module, _, name = order["task"].partition(":")
    try:
        from psf.confined.errors import Refusal

        task = getattr(importlib.import_module(module), name)
    except Exception as error:
        return {"broken": f"{type(error).__name__}: {error}"}, b""
    try:
        # From here on nothing is written to any disk, compiled modules included.
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        said, payload = task(content, **order["options"])
    except Refusal as refusal:
        return {"refused": str(refusal)}, b""
    except (SystemExit, KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:
        # Parsers fail in their own ways on odd files, some (Rust's) beside Exception.
        return {"failed": type(error).__name__}, b""
    return {"said": said}, payload


def main() -> None:
    out = os.dup(1)
    # A library that prints would be taken for the answer.
    os.dup2(2, 1)
    order = json.loads(sys.stdin.buffer.readline())
    sys.path[:] = order["path"]
    bound(order["megabytes"], order["seconds"])
    header, payload = work(order, sys.stdin.buffer.read())
    header |= {"peak": peak(), "bytes": len(payload)}
    for part in (json.dumps(header).encode() + b"\n", payload):
        left = memoryview(part)
        while left:
            left = left[os.write(out, left) :]
    # Destructors of a damaged document have nothing more to say.
    os._exit(0)


if __name__ == "__main__":
    main()
