"""The destruction of the night in processes that die: started once, it forks one for each line read.

A line says after how many steps the process kills itself (0: never); a step is a statement sent to the
database, or something about to be, or just, written on the disk. Answers with the number of steps made,
or « killed ». The parent opens no connection.
"""

import os
import signal
import sys

import django


def night(kill_at: int) -> int:
    from django.db import connection

    from matching.retention import nightly, seams
    from psf.documents import storage
    from tests.matching.retention import deciding

    seams.due = deciding.due
    nightly.BATCH = 5
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(function):
        def act(*args):
            step()
            result = function(*args)
            step()
            return result

        return act

    def statement(execute, *args):
        step()
        return execute(*args)

    os.fsync, storage.erase = watched(os.fsync), watched(storage.erase)
    connection.commit = watched(connection.commit)  # type: ignore[method-assign]
    with connection.execute_wrapper(statement):
        nightly.run()
    return steps


def main() -> None:
    django.setup()
    print("ready", flush=True)
    for line in sys.stdin:
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.write(write, str(night(int(line))).encode())
            os._exit(0)
        os.close(write)
        os.waitpid(pid, 0)
        with os.fdopen(read) as answer:
            print(answer.read() or "killed", flush=True)


main()
