"""A perimeter ends with the school year in which it starts, and nobody holds the same one twice at once.

Held by the trigger of 0007, whoever writes. Perimeters that overlap already go on: what begins is judged.
"""

from importlib import import_module

from django.db import migrations, models

before = import_module("psf.perimeter.migrations.0007_second_person").FUNCTION

ONCE = """
    -- Two who give it at once: the second waits, and finds the first's.
    perform 1 from accounts_user where id = new.user_id for no key update;
    if exists (
      select from perimeter_perimetergrant other
      where other.user_id = new.user_id and other.refused_by_id is null
        and (other.service_id, other.department_id, other.academy_id, other.region_id)
          is not distinct from (new.service_id, new.department_id, new.academy_id, new.region_id)
        and other.starts_on <= new.ends_on and other.ends_on >= new.starts_on
    ) then
      raise exception 'a person holds a perimeter once at a time'
        using errcode = 'check_violation', constraint = 'perimeter_held_once';
    end if;
    return new;
  end if;
  if (new.user_id"""

FUNCTION = (
    before.replace("make_date(school_year + 1, 8, 31)", "make_date(school_year, 8, 31)")
    .replace("of the next school year", "of its school year")
    .replace("    return new;\n  end if;\n  if (new.user_id", ONCE.lstrip("\n"))
)

# Given for the next school year too: ends with this one, and is renewed.
EXISTING = """
update perimeter_perimetergrant
set ends_on = make_date(extract(year from day + interval '4 months')::int, 8, 31)
from (select id as of_id, greatest(starts_on, current_date) as day from perimeter_perimetergrant)
  as begun
where id = of_id
  and ends_on > make_date(extract(year from day + interval '4 months')::int, 8, 31);
set constraints all immediate;
"""


class Migration(migrations.Migration):
    dependencies = [("perimeter", "0009_sealed_logs")]

    operations = [
        migrations.RunSQL([FUNCTION, EXISTING], before),
        migrations.AlterField(
            "perimetergrant",
            "ends_on",
            models.DateField(
                blank=True,
                default=None,
                help_text="Au plus tard le 31 août de l’année scolaire où il commence.",
                verbose_name="jusqu’au (inclus)",
            ),
        ),
    ]
