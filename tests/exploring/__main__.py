"""`make explore`: a thousand runs of people who move, leave, refuse and fall silent; 0 dead ends, 0 forgotten.

A run that breaks a promise is made again, shorter and shorter, and printed as the calls that repeat it.
"""

import argparse
import logging
import os
import sys
import time


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.exploring", description=__doc__)
    parser.add_argument("--runs", type=int, default=1_000)
    parser.add_argument("--steps", type=int, default=30, help="at most, in one run")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    os.environ.setdefault("PSF_OWN_DATABASE", "psf_exploration")
    from psf import database

    with database.lease(database.embedded_directory()):
        import django

        django.setup()
        logging.disable(logging.ERROR)
        from benchmarks import own_database

        own_database.prepare(fresh=False)
        return explore(options)


def explore(options) -> int:
    from hypothesis import HealthCheck, seed, settings

    from tests.exploring import machine

    began = time.monotonic()

    class Counted(machine.Exploring):
        def teardown(self):
            super().teardown()
            machine.STEPS["runs"] += 1
            if machine.STEPS["runs"] % 50 == 0:
                print(
                    f"  {machine.STEPS['runs']} runs, {time.monotonic() - began:.0f} s", flush=True
                )

    chosen = settings(
        max_examples=options.runs,
        stateful_step_count=options.steps,
        deadline=None,
        database=None,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    try:
        machine.explore(chosen, seed(options.seed)(Counted))
    finally:
        runs = machine.STEPS.pop("runs", 0)
        for name, number in machine.STEPS.most_common():
            print(f"{name:28}{number:8}")
        print(
            f"{runs} runs, {sum(machine.STEPS.values())} moves made, {len(machine.LOOKED_AT)} states of"
            f" open actions, {sum(machine.LOOKED_AT.values())} exits taken;"
            f" {time.monotonic() - began:.0f} s in all"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
