"""`python -m benchmarks.lighthouse [--runs 3]`: Lighthouse on the public pages, as in production.

It comes from the npm registry, at VERSION, and drives the machine's own Chromium.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

VERSION = "13.5.0"
PAGES = {
    "home": "/",
    "role": "/acheteur/",
    "guide": "/guides/calibrer/",
    "calibreur": "/outils/calibreur/?montant=300000&duree=24",
}
FORMS = {"mobile": [], "desktop": ["--preset=desktop"]}
TARGETS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SECONDS = 180
TRIES = 3


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.lighthouse", description=__doc__)
    parser.add_argument("--runs", type=int, default=1, help="le score médian de N visites")
    options = parser.parse_args(arguments)
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.collected"
    browser = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        return refuse("Lighthouse a besoin de Chromium. Sous Debian : apt install chromium.")
    if not shutil.which("npm"):
        return refuse("Lighthouse a besoin de Node et de npm. Sous Debian : apt install npm.")
    from psf import database

    with database.lease(database.embedded_directory()):
        import django

        django.setup()
        from django.conf import settings

        tool = install(settings.VAR_DIR / "lighthouse")
        folder = settings.VAR_DIR / "bench"
        found = measured([tool], browser, folder / "lighthouse", runs=options.runs)
        path = folder / "lighthouse.json"
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    say(f"écrit dans var/bench/{path.name} ; les rapports, dans var/bench/lighthouse/")
    return 1 if any(row["missed"] for row in found) else 0


def install(folder: Path) -> str:
    """The command's path, installed once under `folder`."""
    tool = folder / "node_modules" / ".bin" / "lighthouse"
    package = folder / "node_modules" / "lighthouse" / "package.json"
    if package.exists() and json.loads(package.read_text(encoding="utf-8"))["version"] == VERSION:
        return str(tool)
    say(f"installation de Lighthouse {VERSION} sous var/lighthouse/")
    folder.mkdir(parents=True, exist_ok=True)
    quiet = ["--no-audit", "--no-fund", "--no-save", "--loglevel=error"]
    command = ["npm", "install", "--prefix", str(folder), *quiet, f"lighthouse@{VERSION}"]
    subprocess.run(command, check=True)
    return str(tool)


def measured(tool: list[str], browser: str, folder: Path, *, runs: int) -> list[dict]:
    """One row per page and form: scores out of 100, kilobytes, and the audits that cost points."""
    from django.core.management import call_command

    from benchmarks import own_database
    from benchmarks.pages import served
    from home import page_cache

    own_database.prepare(fresh=False)
    with Path(os.devnull).open("w") as nowhere:
        call_command("load_content", "--if-empty", stdout=nowhere)
        call_command("collectstatic", "--noinput", verbosity=0)
    page_cache.clear()
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    # Threads, as in production: a browser opens several connections at once.
    with served(cached=True, threads=4) as base:
        for name, path in PAGES.items():
            for form, flags in FORMS.items():
                report = folder / f"{name}-{form}.json"
                row = {"page": name, "path": path, "form": form}
                row |= visits([*tool, base + path, *flags], browser, report, runs)
                rows.append(row)
                say(line(row))
    return rows


def visits(command: list[str], browser: str, report: Path, runs: int) -> dict:
    flags = ["--quiet", "--output=json", f"--output-path={report}"]
    flags.append("--chrome-flags=--headless=new --no-sandbox")
    scores: dict[str, list[float]] = {}
    for _ in range(runs):
        visit([*command, *flags], browser)
        said = json.loads(report.read_text(encoding="utf-8"))
        for name, category in said["categories"].items():
            scores.setdefault(name, []).append(round(100 * (category["score"] or 0)))
    median = {name: round(statistics.median(values)) for name, values in scores.items()}
    return {
        "scores": median,
        "missed": [name for name, least in TARGETS.items() if median.get(name, 0) < least],
        "kilobytes": round(said["audits"]["total-byte-weight"]["numericValue"] / 1000),
        "costly": costly(said),
    }


def visit(command: list[str], browser: str) -> None:
    """One visit; Chromium sometimes records nothing on a busy machine, and is asked again."""
    for left in reversed(range(TRIES)):
        done = subprocess.run(
            command,
            env={**os.environ, "CHROME_PATH": browser},
            timeout=SECONDS,
            capture_output=True,
            text=True,
        )
        if done.returncode == 0:
            return
        if not left:
            raise SystemExit(done.stderr or done.stdout)


def costly(report: dict) -> list[str]:
    """The audits that took points away in the last visit."""
    named = set()
    for category in report["categories"].values():
        for audit in category["auditRefs"]:
            score = report["audits"][audit["id"]]["score"]
            if audit["weight"] and score is not None and score < 0.9:
                named.add(audit["id"])
    return sorted(named)


def line(row: dict) -> str:
    scores = "  ".join(f"{name} {row['scores'].get(name, 0):>3}" for name in TARGETS)
    costly = f"  {', '.join(row['costly'])}" if row["costly"] else ""
    return f"{row['page']:<10} {row['form']:<8} {scores}  {row['kilobytes']:>4} ko{costly}"


def refuse(why: str) -> int:
    print(why, file=sys.stderr)
    return 2


def say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
