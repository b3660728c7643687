"""Prove the perimeter on this database: protected tables, the role, what each scope sees."""

import json
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandParser

from psf.perimeter import catalog
from psf.perimeter.scope import all_services, perimeter


class Command(BaseCommand):
    help = (
        "Vérifie le périmètre dans cette base : tables protégées, journaux scellés, rôle, jeunes"
        " visibles selon la portée, réglages par lesquels le journal du serveur garderait des"
        " valeurs. Sort en erreur si une table ou un journal échappe, ou si le rôle contourne la"
        " protection."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="Un seul objet JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        report = self.report()
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            for name, value in report.items():
                shown = (", ".join(value) or "aucune") if isinstance(value, list) else value
                self.stdout.write(f"{name} : {shown}")
        wrong = ("tables_missing", "logs_unsealed", "superuser", "bypassrls")
        if any(report[name] for name in wrong):
            raise SystemExit(1)

    def report(self) -> dict[str, Any]:
        forced, sealed = catalog.forced_tables(), catalog.sealed_logs()
        return {
            "tables_forced": forced,
            "tables_missing": [
                name for name in catalog.tables_of_young_people() if name not in forced
            ],
            "logs_sealed": sealed,
            "logs_unsealed": [name for name in catalog.logs() if name not in sealed],
            **catalog.current_role(),
            "values_in_the_server_log": catalog.value_logging(catalog.settings_of_the_log()),
            **self.counts(),
        }

    def counts(self) -> dict[str, int]:
        """Young people seen without a scope, by the first service that has any, and by all."""
        youths = apps.get_model("matching", "Youth").objects
        with perimeter([]):
            nobody = youths.count()
        with all_services("perimeter_report counts young people"):
            everybody = youths.count()
            first = youths.order_by("service").values_list("service", flat=True).first()
        with perimeter([first] if first else []):
            one = youths.count()
        return {
            "youths_no_scope": nobody,
            "youths_one_service": one,
            "youths_all_services": everybody,
        }
