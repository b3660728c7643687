"""A departure said by one service is a proposal to the others, as a new address is.

`left_on` of an address: the person left, as that service holds. Triggers as in 0007:

1. a departure, or a return, serves at once the services in sight that know the person;
2. a row merged into another is left behind by every service, whose address goes on with the other.

docs/decisions/contact-addresses.md
"""

from importlib import import_module

from django.db import migrations, models

from psf.perimeter.operations import IN_SIGHT

before = import_module("offers.migrations.0007_keep_addresses")

FIELD = models.DateField(blank=True, null=True, verbose_name="parti le")

NOTE = before.NOTE.replace(
    "(new.email, new.phone) is not distinct from (old.email, old.phone)",
    "(new.email, new.phone, new.left_on)\n"
    "      is not distinct from (old.email, old.phone, old.left_on)",
)


def leave(kind: str, same: str) -> str:
    return f"""
create or replace function psf_leave_{kind}() returns trigger language plpgsql as $$
begin
  update offers_{kind}contactaddress set
    left_on = new.left_on, decided_at = clock_timestamp(), decided_by_id = new.address_by_id
  where contact_id = new.id and left_on is distinct from new.left_on
    and (service_id = {IN_SIGHT} or {same});
  return null;
end $$
"""


# Nobody new is given somebody who left, as the giver holds.
TAKE_FROM = before.TAKE_FROM.replace(
    "and (known.email, known.phone) <> ('', '')",
    "and (known.email, known.phone) <> ('', '') and known.left_on is null",
)
MERGED = before.MERGED.replace(
    "where contact_id = new.id\n", "where contact_id = new.id and left_on is null\n"
)

TRIGGERS = [
    # After « give_addresses », by its name: what a merge carries is carried first.
    f"create trigger leave_addresses after update of left_on on offers_{kind}contact"
    " for each row when (new.left_on is distinct from old.left_on)"
    f" execute function psf_leave_{kind}()"
    for kind in ("company", "buyer")
]
UNDO = [
    "drop trigger leave_addresses on offers_companycontact",
    "drop trigger leave_addresses on offers_buyercontact",
    "drop function psf_leave_company, psf_leave_buyer",
    before.NOTE,
    before.TAKE_FROM,
    before.MERGED,
]

# Before: a departure was one for every service.
FORMER = [
    f"update offers_{kind}contactaddress known set left_on = person.left_on"
    f" from offers_{kind}contact person"
    " where person.id = known.contact_id and person.left_on is not null"
    for kind in ("company", "buyer")
]


def held(statements: list[str]) -> list[str]:
    """The owner writes what no transaction of the site may: see `psf_guard_address`."""
    tables = [f"offers_{kind}contactaddress" for kind in ("company", "buyer")]
    off = [f"alter table {table} disable trigger guard_address" for table in tables]
    on = [f"alter table {table} enable trigger guard_address" for table in tables]
    return [*off, *statements, *on]


class Migration(migrations.Migration):
    dependencies = [("offers", "0007_keep_addresses")]

    operations = [
        migrations.AddField("companycontactaddress", "left_on", FIELD),
        migrations.AddField("buyercontactaddress", "left_on", FIELD),
        migrations.RunSQL(held(FORMER), migrations.RunSQL.noop),
        migrations.RunSQL(
            [
                NOTE,
                TAKE_FROM,
                MERGED,
                leave("company", "new.same_as_id is not null"),
                leave("buyer", "false"),
                *TRIGGERS,
            ],
            UNDO,
        ),
    ]
