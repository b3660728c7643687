"""What is kept about people: every column and its rule."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from psf.personal import data_map
from psf.personal.rules import coverage


class Command(BaseCommand):
    help = "Says of every column whom it is about, why and until when; fails when one has no rule."

    def add_arguments(self, parser: ArgumentParser) -> None:
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="all the rules, for a program")
        form.add_argument(
            "--markdown",
            action="store_true",
            help="the data map of the AIPD: docs/aipd-data-map.md",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = coverage()
        if options["json"]:
            self.stdout.write(json.dumps(data_map.as_dict(), ensure_ascii=False, indent=1))
        elif options["markdown"]:
            self.stdout.write(data_map.as_markdown(), ending="")
        else:
            self.stdout.write(f"{found.columns} columns, {len(found.missing)} without a rule")
        wrong = [*found.missing, *found.unknown]
        if wrong:
            raise CommandError(f"without a rule, or in a rule and nowhere: {', '.join(wrong)}")
