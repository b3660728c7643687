"""Migration operations: put a table under the perimeter."""

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
