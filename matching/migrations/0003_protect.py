"""Codes, and the perimeter of every table about young people (docs/decisions/perimeter.md)."""

from django.db import migrations

from psf.codes import CreateCodeSequence
from psf.perimeter.operations import FollowsYouth, ProtectByService

OF_PLACEMENT = [
    "matching_placementperiod",
    "matching_signature",
    "matching_attendance",
    "matching_incident",
    "matching_review",
    "matching_reviewline",
]
OF_YOUTH = [
    "matching_youthinterest",
    "matching_guardian",
    "matching_situationentry",
    "matching_placement",
    "matching_suggestion",
    *OF_PLACEMENT,
]


def same_youth_as_placement(table):
    """A row of a placement names the placement's own young person."""
    name = f"{table}_follows_placement"
    return migrations.RunSQL(
        f"alter table {table} add constraint {name} foreign key (placement_id, youth_id)"
        " references matching_placement (id, youth_id) on update cascade",
        f"alter table {table} drop constraint {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("matching", "0002_initial")]

    operations = [
        CreateCodeSequence("matching_youth_code"),
        CreateCodeSequence("matching_placement_code"),
        *[FollowsYouth(table) for table in OF_YOUTH],
        *[same_youth_as_placement(table) for table in OF_PLACEMENT],
        *[ProtectByService(table) for table in ["matching_youth", *OF_YOUTH]],
    ]
