from django.db import migrations

# The duration in force when the trace was written, or a longer one decided since: a shorter version
# holds for what is written from then on, so that nobody shortens a version to delete what is there.
MONTHS = """
create or replace function psf_log_months(written date) returns int language sql stable as $$
  select greatest(
    coalesce(
      (select access_log_months from matching_retentionpolicy
       where valid_from <= written order by valid_from desc limit 1),
      12
    ),
    (select max(access_log_months) from matching_retentionpolicy
     where valid_from > written and valid_from <= current_date)
  )
$$
"""
BEFORE = """
create or replace function psf_log_months(written date) returns int language sql stable as
$$ select 12 $$
"""
# A version in force, or past, stays: it says how long what was written then is kept.
GUARD = """
create or replace function psf_guard_retention() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then
    raise exception 'durations in force, or past, stay' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'INSERT' then
    if new.valid_from < current_date
       and new.access_log_months < psf_log_months(new.valid_from) then
      raise exception 'a duration of the past is not shortened'
        using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if tg_op = 'DELETE' then
    if old.valid_from <= current_date then
      raise exception 'a duration in force, or past, stays'
        using errcode = 'insufficient_privilege';
    end if;
    return old;
  end if;
  if old.valid_from <= current_date
     and (new.valid_from, new.access_log_months)
         is distinct from (old.valid_from, old.access_log_months) then
    raise exception 'a duration in force, or past, stays'
      using errcode = 'insufficient_privilege';
  end if;
  if new.valid_from < current_date and old.valid_from > current_date then
    raise exception 'a duration of the past is not added' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0011_files_take_addresses"),
        ("perimeter", "0009_sealed_logs"),
    ]

    operations = [
        migrations.RunSQL(MONTHS, BEFORE),
        migrations.RunSQL(
            [
                GUARD,
                "create trigger guard_retention before insert or update or delete"
                " on matching_retentionpolicy"
                " for each row execute function psf_guard_retention()",
                "create trigger guard_retentions before truncate on matching_retentionpolicy"
                " for each statement execute function psf_guard_retention()",
                "alter table matching_retentionpolicy enable always trigger guard_retention",
                "alter table matching_retentionpolicy enable always trigger guard_retentions",
            ],
            [
                "drop trigger guard_retentions on matching_retentionpolicy",
                "drop trigger guard_retention on matching_retentionpolicy",
                "drop function psf_guard_retention()",
            ],
        ),
    ]
