"""`python -m benchmarks [queue …] [--fresh] [--scale 0.02]`: run suites on their own database."""

import argparse
import os
import sys
from importlib import import_module

SUITES = ("queue", "seek", "pages", "destruction", "lists", "exports")


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("suites", nargs="*", metavar="suite", help=f"parmi {', '.join(SUITES)}")
    parser.add_argument("--fresh", action="store_true", help="recharge les données")
    parser.add_argument("--scale", type=float, default=1.0, help="part du pays, 1 par défaut")
    options = parser.parse_args(arguments)
    if unknown := set(options.suites) - set(SUITES):
        parser.error(f"suite inconnue : {', '.join(sorted(unknown))}")
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    if options.scale != 1:
        # Small data never takes the place of the country's.
        os.environ.setdefault("PSF_OWN_DATABASE", "psf_bench_small")
    from psf import database

    with database.lease(database.embedded_directory()):
        import django

        django.setup()
        from django.conf import settings

        from benchmarks import measures as figures

        missed = 0
        for name in options.suites or SUITES:
            suite = import_module(f"benchmarks.{name}")
            found = suite.run(scale=options.scale, fresh=options.fresh, say=_say)
            print(figures.table(found), flush=True)
            path = settings.VAR_DIR / "bench" / f"{name}.json"
            figures.write(found, path)
            _say(f"écrit dans {path.relative_to(settings.VAR_DIR.parent)}")
            missed += sum(not measure.holds for measure in found)
    return 1 if missed else 0


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
