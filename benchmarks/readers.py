"""`python -m benchmarks.readers URL SECONDS READERS`: ask one page over and over, print JSON."""

import http.client
import json
import sys
import threading
import time
from urllib.parse import urlsplit

from benchmarks.measures import milliseconds, percentile


def read(address: str, until: float, took: list[float]) -> None:
    """One reader, without keeping its connection, as gunicorn's workers do not either."""
    parts = urlsplit(address)

    def once():
        link = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
        link.request("GET", parts.path, headers={"Accept-Encoding": "gzip"})
        answer = link.getresponse()
        answer.read()
        link.close()
        if answer.status != 200:
            raise RuntimeError(f"{address}: {answer.status}")

    while time.monotonic() < until:
        took.append(milliseconds(once))


def main() -> None:
    address, seconds, readers = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    took: list[float] = []
    start = time.monotonic()
    threads = [
        threading.Thread(target=read, args=(address, start + seconds, took)) for _ in range(readers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.monotonic() - start
    print(json.dumps({"rps": len(took) / spent, "p95": percentile(took, 0.95)}))


if __name__ == "__main__":
    main()
