"""What the database itself says of the perimeter: read from its catalogue, never from the models."""

from collections.abc import Sequence

from django.apps import apps
from django.db import connection

ROOT = "matching_youth"

# Tables that reference a young person, or a table that does, and those with a column youth_id.
HANGING_ON_A_YOUTH = """
with recursive hanging (oid) as (
    select %s::regclass::oid
    union
    select link.conrelid
    from pg_constraint link join hanging on link.confrelid = hanging.oid
    where link.contype = 'f'
), named (oid) as (
    select oid from hanging
    union
    select attrelid from pg_attribute
    where attname = 'youth_id' and not attisdropped
)
select class.relname from named join pg_class class using (oid)
where class.relkind in ('r', 'p') and class.relnamespace = current_schema::regnamespace
order by 1
"""

# Forced, and with a policy that reads the scope.
FORCED = """
select class.relname from pg_class class
where class.relrowsecurity and class.relforcerowsecurity
and class.relnamespace = current_schema::regnamespace
and exists (
    select from pg_policy
    where polrelid = class.oid and polcmd = '*'
    and pg_get_expr(polqual, polrelid) like '%%psf.services%%'
    and pg_get_expr(polwithcheck, polrelid) like '%%psf.services%%'
)
and not exists (
    select from pg_policy
    where polrelid = class.oid and polpermissive
    and pg_get_expr(polqual, polrelid) not like '%%psf.services%%'
)
order by 1
"""


# Settings of the server's log: those that write no value, others do. Order of levels in a log:
# https://www.postgresql.org/docs/current/runtime-config-logging.html
QUIET_LEVELS = {"log", "fatal", "panic"}
SILENT = {
    "log_statement": {"none", "ddl"},
    "log_min_duration_statement": {"-1"},
    "log_min_duration_sample": {"-1"},
    "log_transaction_sample_rate": {"0"},
    "auto_explain.log_min_duration": {"-1"},
}
# Of these none matters where no error is logged at all (log_min_messages).
SILENT_ON_ERROR = {
    "log_min_error_statement": QUIET_LEVELS,
    "log_error_verbosity": {"terse"},
    "log_parameter_max_length_on_error": {"0"},
}


def _column(sql: str, parameters: Sequence[str] = ()) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [value for (value,) in cursor.fetchall()]


def tables_of_young_people() -> list[str]:
    """Names of the tables whose rows concern a young person, sorted."""
    return _column(HANGING_ON_A_YOUTH, [ROOT])


def forced_tables() -> list[str]:
    """Names of the tables under forced row-level security on the scope, sorted."""
    return _column(FORCED, [])


def settings_of_the_log() -> dict[str, str]:
    """What decides whether this server writes values in its log, as it stands for this role."""
    names = [*SILENT, *SILENT_ON_ERROR, "log_min_messages"]
    with connection.cursor() as cursor:
        cursor.execute("select name, setting from pg_settings where name = any(%s)", [names])
        return dict(cursor.fetchall())


def value_logging(found: dict[str, str]) -> list[str]:
    """Those of `settings_of_the_log` by which values of rows are kept, as « name = value »."""
    asked = dict(SILENT)
    if found["log_min_messages"] not in QUIET_LEVELS:
        asked |= SILENT_ON_ERROR
    return [
        f"{name} = {found[name]}"
        for name, silent in asked.items()
        if name in found and found[name] not in silent
    ]


def current_role() -> dict[str, bool]:
    """Whether the connected role escapes row-level security: {"superuser", "bypassrls"}."""
    with connection.cursor() as cursor:
        cursor.execute("select rolsuper, rolbypassrls from pg_roles where rolname = current_user")
        superuser, bypassrls = cursor.fetchone()
    return {"superuser": superuser, "bypassrls": bypassrls}


# Both triggers of psf.perimeter.operations.SealLog, enabled whatever the session calls itself.
SEALED = """
select class.relname from pg_trigger sealed join pg_class class on class.oid = sealed.tgrelid
where sealed.tgname in ('seal_rows', 'seal_table') and sealed.tgenabled = 'A'
and class.relnamespace = current_schema::regnamespace
group by 1 having count(*) = 2
order by 1
"""


def sealed_logs() -> list[str]:
    """Names of the tables that are only added to, sorted."""
    return _column(SEALED)


def logs() -> list[str]:
    """Names of the tables that must be, as the applications declare them, sorted."""
    return sorted(
        model._meta.db_table for model in apps.get_models() if getattr(model, "is_a_log", False)
    )
