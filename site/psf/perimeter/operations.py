"""Migration operations: put a table under the perimeter, seal a log."""

from django.db import migrations

IN_SIGHT = (
    "any ((select string_to_array(current_setting('psf.services', true), ',')::bigint[])::bigint[])"
)


class ProtectByService(migrations.RunSQL):
    """Force row-level security on `table`: only rows of a service in sight exist for anybody.

    FORCE, because the application's role owns its tables. The policy lists ids and never asks
    "or sees everything?", which PostgreSQL plans fifty times slower.

    With `unless_null="youth_id"`, rows that concern no young person (an action or an event about
    an offer) are not protected: offers are common to all.
    """

    def __init__(self, table: str, *, unless_null: str | None = None):
        rule = f"service_id = {IN_SIGHT}"
        if unless_null:
            rule = f"{unless_null} is null or {rule}"
        super().__init__(
            sql=[
                f"alter table {table} enable row level security",
                f"alter table {table} force row level security",
                f"create policy perimeter on {table} using ({rule}) with check ({rule})",
            ],
            reverse_sql=[
                f"drop policy perimeter on {table}",
                f"alter table {table} no force row level security",
                f"alter table {table} disable row level security",
            ],
        )


class FollowsYouth(migrations.RunSQL):
    """Tie `table` to its young person's service: (youth_id, service_id) references the youth.

    A handover changes one row and the database moves every child with it; a child can never stand
    in another service than its young person. Deletion is refused where a trace must survive.
    """

    def __init__(self, table: str, *, on_delete: str = "restrict"):
        name = f"{table}_follows_youth"
        super().__init__(
            sql=f"""
                alter table {table} add constraint {name}
                foreign key (youth_id, service_id) references matching_youth (id, service_id)
                on update cascade on delete {on_delete} deferrable initially immediate
            """,
            reverse_sql=f"alter table {table} drop constraint {name}",
        )


# How many months a trace written on that day stays. The app that holds the dated durations replaces
# it by one that reads them; until then, the default of these durations.
LOG_MONTHS = """
create or replace function psf_log_months(written date) returns int language sql stable as
$$ select 12 $$
"""
# The first argument names the column of the day it was written, the others those that may move.
# Rows are compared as JSON for the reason given in psf.versions.
SEAL = """
create or replace function psf_seal_log() returns trigger language plpgsql as $$
declare
  written timestamptz;
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(new) - tg_argv[1:] = to_jsonb(old) - tg_argv[1:] then
      return new;
    end if;
  elsif tg_op = 'DELETE' then
    written := (to_jsonb(old) ->> tg_argv[0])::timestamptz;
    if written < now() - make_interval(months => psf_log_months(written::date)) then
      return old;
    end if;
  end if;
  raise exception 'a log is only added to: % on % refused', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$
"""


class SealLog(migrations.RunSQL):
    """Let rows of `table` be added, and deleted once their duration is over; nothing else.

    Whoever asks: the role that owns the table too, which no grant would bind. `at` is the column of
    the day a row was written; `moving`, columns that the application moves (a handover changes the
    service). ALWAYS: a session that calls itself a replica is refused like the others. Who may run
    ALTER TABLE may still disable a trigger: `perimeter_report` says when one is.
    """

    def __init__(self, table: str, *, at: str, moving: tuple[str, ...] = ()):
        arguments = ", ".join(f"'{name}'" for name in (at, *moving))
        super().__init__(
            sql=[
                SEAL,
                f"create trigger seal_rows before update or delete on {table}"
                f" for each row execute function psf_seal_log({arguments})",
                f"create trigger seal_table before truncate on {table}"
                f" for each statement execute function psf_seal_log({arguments})",
                f"alter table {table} enable always trigger seal_rows",
                f"alter table {table} enable always trigger seal_table",
            ],
            reverse_sql=[
                f"drop trigger seal_table on {table}",
                f"drop trigger seal_rows on {table}",
            ],
        )
