import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# In the database too: whoever writes, by whatever form, command or SQL.
FUNCTION = """
create or replace function psf_guard_grant() returns trigger language plpgsql as $$
declare
  school_year int := extract(year from new.starts_on + interval '4 months');
begin
  if new.ends_on is null then
    new.ends_on := make_date(school_year, 8, 31);
  end if;
  if tg_op = 'INSERT' then
    if new.ends_on > make_date(school_year + 1, 8, 31) then
      raise exception 'a perimeter ends by the 31 August of the next school year'
        using errcode = 'check_violation', constraint = 'perimeter_ends_in_time';
    end if;
    return new;
  end if;
  if (new.user_id, new.service_id, new.department_id, new.academy_id, new.region_id, new.asked_by_id)
     is distinct from
     (old.user_id, old.service_id, old.department_id, old.academy_id, old.region_id, old.asked_by_id)
  then
    raise exception 'a perimeter keeps its person, its place and who asked for it'
      using errcode = 'check_violation', constraint = 'perimeter_never_rewritten';
  end if;
  if old.asked_by_id is null or old.granted_by_id is not null or old.refused_by_id is not null then
    if (new.granted_by_id, new.refused_by_id)
       is distinct from (old.granted_by_id, old.refused_by_id)
       or new.ends_on > old.ends_on
    then
      raise exception 'a perimeter is renewed by another, never extended'
        using errcode = 'check_violation', constraint = 'perimeter_never_extended';
    end if;
  elsif new.ends_on > make_date(school_year + 1, 8, 31) then
    raise exception 'a perimeter ends by the 31 August of the next school year'
      using errcode = 'check_violation', constraint = 'perimeter_ends_in_time';
  end if;
  return new;
end $$
"""

# What somebody had given to themselves waits for another person; what had no end gets the next
# 31 August, and what was given for longer than allowed ends when it would if it were given today.
EXISTING = """
update perimeter_perimetergrant set asked_by_id = user_id, granted_by_id = null
where granted_by_id = user_id;
update perimeter_perimetergrant
set ends_on = least(
  coalesce(ends_on, make_date(extract(year from day + interval '4 months')::int, 8, 31)),
  make_date(extract(year from day + interval '4 months')::int + 1, 8, 31)
)
from (select id as of_id, greatest(starts_on, current_date) as day from perimeter_perimetergrant)
  as begun
where id = of_id;
set constraints all immediate;
"""

PERSON = {
    "blank": True,
    "editable": False,
    "null": True,
    "on_delete": django.db.models.deletion.PROTECT,
    "related_name": "+",
    "to": settings.AUTH_USER_MODEL,
}


class Migration(migrations.Migration):
    dependencies = [
        ("perimeter", "0006_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="perimetergrant",
            options={
                "ordering": ["-starts_on", "-pk"],
                "permissions": [("renew_perimetergrant", "Renouveler les périmètres des siens")],
                "verbose_name": "périmètre accordé",
                "verbose_name_plural": "périmètres accordés",
            },
        ),
        migrations.AddField(
            model_name="perimetergrant",
            name="asked_by",
            field=models.ForeignKey(verbose_name="demandé par", **PERSON),
        ),
        migrations.AddField(
            model_name="perimetergrant",
            name="refused_by",
            field=models.ForeignKey(verbose_name="refusé par", **PERSON),
        ),
        migrations.RunSQL(EXISTING, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="perimetergrant",
            name="ends_on",
            field=models.DateField(
                blank=True,
                default=None,
                help_text="Au plus tard le 31 août de l’année scolaire suivante.",
                verbose_name="jusqu’au (inclus)",
            ),
        ),
        migrations.RemoveConstraint(model_name="perimetergrant", name="perimeter_ends_after_start"),
        migrations.AddConstraint(
            model_name="perimetergrant",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="perimeter_ends_after_start",
                violation_error_message="La fin du périmètre précède son début.",
            ),
        ),
        migrations.AddConstraint(
            model_name="perimetergrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("granted_by__isnull", True),
                    models.Q(("granted_by", models.F("user")), _negated=True),
                    _connector="OR",
                ),
                name="perimeter_not_given_to_oneself",
                violation_error_message="Une autre personne accorde votre propre périmètre.",
            ),
        ),
        migrations.AddConstraint(
            model_name="perimetergrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("asked_by__isnull", True),
                    ("granted_by__isnull", True),
                    models.Q(("granted_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="perimeter_confirmed_by_another",
                violation_error_message="Une autre personne confirme ce que vous avez demandé.",
            ),
        ),
        migrations.AddConstraint(
            model_name="perimetergrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("refused_by__isnull", True),
                    models.Q(("asked_by__isnull", False), ("granted_by__isnull", True)),
                    _connector="OR",
                ),
                name="perimeter_refused_or_granted",
                violation_error_message="Ce périmètre est déjà accordé.",
            ),
        ),
        migrations.RunSQL(
            [
                FUNCTION,
                "create trigger guard_grant before insert or update on perimeter_perimetergrant"
                " for each row execute function psf_guard_grant()",
            ],
            [
                "drop trigger guard_grant on perimeter_perimetergrant",
                "drop function psf_guard_grant()",
            ],
        ),
    ]
