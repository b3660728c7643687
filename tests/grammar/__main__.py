"""`make grammar`: thousands of generated contracts, their eight papers read as a proofreader does."""

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import django

MOST_SHOWN = 60


def start() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "psf.settings.test"
    django.setup()


def proof(seed: int, number: int) -> list[str]:
    from tests.grammar.proof import of_contract

    return of_contract(seed, number)


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.grammar", description=__doc__)
    parser.add_argument("--contracts", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, help="this contract alone, to look at what went wrong")
    options = parser.parse_args()
    numbers = [options.only] if options.only is not None else range(options.contracts)
    began, wrong = time.monotonic(), 0
    with ProcessPoolExecutor(options.jobs, initializer=start) as pool:
        for number, found in enumerate(
            pool.map(partial(proof, options.seed), numbers, chunksize=10), start=1
        ):
            for fault in found:
                if wrong < MOST_SHOWN:
                    print(f"  {fault}")
                wrong += 1
            if number % 250 == 0:
                print(f"  {number} contracts, {time.monotonic() - began:.0f} s", flush=True)
    print(f"{len(numbers)} contracts, {wrong} faults, {time.monotonic() - began:.0f} s")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
