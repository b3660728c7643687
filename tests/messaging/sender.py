"""A sender that can be killed: started once, it forks a process for each sweep that is asked.

Reads lines on standard input; answers each with the process id of a new sender, which sweeps once.
The parent opens no connection, so that a killed child leaves nothing half open.
"""

import os
import signal
import sys

import django
from django.core.management import call_command


def main():
    django.setup()
    # The children's ends are nobody's business: who asks looks at the pids and at the database.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    for _line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            with open(os.devnull, "w") as nowhere:  # noqa: PTH123
                call_command("envoyer_messages", seconds=10, stdout=nowhere)
            os._exit(0)
        print(pid, flush=True)


main()
