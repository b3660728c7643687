"""`make fuzz`: thousands of spoilt files, each answered in words, in time and within its memory."""

import argparse
import logging
import os
import sys
import time

import django


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, help="this file alone, to look at what went wrong")
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "psf.settings.test"
    django.setup()
    # Refusals are what is asked for.
    logging.disable(logging.ERROR)
    from tests.fuzz.doors import PAUSE_SECONDS, give_all

    numbers = [options.only] if options.only is not None else range(options.files)
    began = time.monotonic()

    def say(result):
        if result.fault:
            print(f"  {result.kind}, --seed {options.seed} --only {result.number}: {result.fault}")
        if result.number and result.number % 500 == 0:
            print(f"  {result.number} files, {time.monotonic() - began:.0f} s", flush=True)

    results, pause = give_all(options.seed, numbers, jobs=options.jobs, say=say)
    print(f"{'kind':8}{'files':>7}{'kept':>7}{'refused':>9}{'worst s':>9}{'worst MB':>10}")
    for kind in [*sorted({result.kind for result in results}), "all"]:
        of = [result for result in results if kind in (result.kind, "all")]
        kept = sum(result.kept for result in of)
        worst = max(result.seconds for result in of), max(result.megabytes for result in of)
        print(f"{kind:8}{len(of):7}{kept:7}{len(of) - kept:9}{worst[0]:9.2f}{worst[1]:10.0f}")
    print(f"longest pause of this process: {pause:.2f} s; {time.monotonic() - began:.0f} s in all")
    return int(any(result.fault for result in results) or pause > PAUSE_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
