"""The young people of the national demonstration: invented, each with wishes and, minor, a guardian."""

from datetime import date, timedelta

from django.db import connection

from demonstration.generate import DIPLOMAS
from demonstration.national.assigning import Person
from demonstration.national.size import chance
from demonstration.words import FIRST_NAMES, LAST_NAMES, STREETS, TRAININGS
from matching.enums import GuardianLink, SchoolExit
from matching.models import Guardian, Youth, YouthInterest
from offers.models import Field

BATCH = 2000
# Nobody is about to be destroyed by their age.
OLDEST = timedelta(days=26 * 365 - 90)
RADII = (10, 15, 20, 20, 25, 30, 30, 40, 60)
HOURS = (None, None, 150, 300, 300, 450)
EXITS = tuple(SchoolExit.values)

# The first notice, which a migration writes.
NOTICE_VERSION = "2026-01"


def create(people: list[Person], today: date) -> None:
    """Create a record for each person, in batches; gives each its key."""
    luck = chance("records")
    rows = [_row(rank, person, luck, today) for rank, person in enumerate(people)]
    for row, code in zip(rows, Youth.codes.take(len(rows)), strict=True):
        row.code = code
    Youth.objects.bulk_create(rows, batch_size=BATCH)
    for person, row in zip(people, rows, strict=True):
        person.key = row.pk
    _guardians(people, rows, today)
    _wishes(rows, luck)


def _row(rank, person, luck, today) -> Youth:
    sex = "F" if luck.random() < 0.45 else "M"
    place = person.place
    # Sixteen to twenty-five when they came.
    born = person.since - timedelta(days=luck.randint(5900, 8900))
    born = max(born, today - OLDEST)
    name = FIRST_NAMES[sex][luck.randrange(len(FIRST_NAMES[sex]))]
    phone = f"06 39 98 {rank // 100 % 100:02d} {rank % 100:02d}"
    notified = {}
    if person.parts:
        told = person.parts[0].day + timedelta(days=7)
        if told < today:
            notified = {"notice_version": NOTICE_VERSION, "notice_given_on": told}
    return Youth(
        service=place.services[person.service],
        tutor_id=place.tutors[person.service],
        last_name=LAST_NAMES[luck.randrange(len(LAST_NAMES))],
        first_name=name,
        sex=sex,
        birth_date=born,
        phone=phone,
        email=f"jeune{rank}@jeune.invalid",
        address=f"{luck.randint(1, 90)} {luck.choice(STREETS)}",
        commune=place.commune(luck),
        last_training=luck.choice(TRAININGS),
        school_exit=luck.choice(EXITS),
        diploma=_DIPLOMA[luck.choice(DIPLOMAS)],
        situation=_situation(person),
        situation_since=person.since,
        hours_wanted=luck.choice(HOURS),
        radius_km=luck.choice(RADII),
        wants_far=luck.random() < 0.01,
        guardian_notice_version=notified.get("notice_version", ""),
        guardian_notice_given_on=notified.get("notice_given_on"),
        **notified,
    )


_DIPLOMA = {"aucun": "none", "DNB": "dnb", "CFG": "cfg", "CAP": "cap"}


def _situation(person) -> str:
    """How the record began; what parcours made of it comes with them."""
    return person.recording.snapshots[person.rank].situation


def _guardians(people, rows, today) -> None:
    new, holders = [], []
    for person, row in zip(people, rows, strict=True):
        if not row.is_minor:
            continue
        holders.append(person)
        new.append(
            Guardian(
                youth=row,
                service_id=row.service_id,
                last_name=row.last_name,
                first_name=FIRST_NAMES["F"][row.birth_date.day % len(FIRST_NAMES["F"])],
                link=GuardianLink.PARENT,
                phone=row.phone,
                email=f"parent{row.pk}@jeune.invalid",
            )
        )
    Guardian.objects.bulk_create(new, batch_size=BATCH)
    for person, guardian in zip(holders, new, strict=True):
        person.guardian = guardian.pk


def _wishes(rows, luck) -> None:
    """Some hundred thousand rows: copied beside, then inserted at once."""
    fields = [
        (field.pk, sorted(rome.pk for rome in field.domaines.all()))
        for field in Field.objects.prefetch_related("domaines").order_by("pk")
    ]
    columns = "youth_id, service_id, field_id, domaine_id, rank"
    with connection.cursor() as cursor:
        cursor.execute(
            f"create temporary table wish as select {columns} from {YouthInterest._meta.db_table}"
            " with no data"
        )
        with cursor.copy("copy wish from stdin") as copy:
            for row in rows:
                wished = luck.sample(fields, luck.randint(1, 3))
                for rank, (field, domaines) in enumerate(wished, start=1):
                    for domaine in domaines:
                        copy.write_row([row.pk, row.service_id, field, domaine, rank])
        cursor.execute(
            f"insert into {YouthInterest._meta.db_table} ({columns}) select {columns} from wish"
        )
        cursor.execute("drop table wish")
