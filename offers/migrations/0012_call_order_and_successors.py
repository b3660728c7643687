"""Whom to call first, and who takes over at a buyer's: each service keeps what it goes by.

Both decide who receives a message about a file, as an address does. Triggers, as in 0007 and 0008:

1. a row of a service begins with what the contact says at that moment;
2. an order or a successor typed later serves at once the services in sight, and no other.

docs/decisions/contact-addresses.md
"""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

from psf.perimeter.operations import IN_SIGHT

addresses = import_module("offers.migrations.0008_departures")

BEGIN_COMPANY = """
create or replace function psf_begin_company_order() returns trigger language plpgsql as $$
begin
  if new.rank is null then
    select rank into new.rank from offers_companycontact where id = new.contact_id;
  end if;
  return new;
end $$
"""
BEGIN_BUYER = """
create or replace function psf_begin_buyer_successor() returns trigger language plpgsql as $$
begin
  -- A row without address sets somebody aside: nobody takes over from them.
  if new.successor_id is null and (new.email, new.phone) <> ('', '') then
    select successor_id into new.successor_id from offers_buyercontact where id = new.contact_id;
  end if;
  return new;
end $$
"""
ORDER = f"""
create or replace function psf_serve_company_order() returns trigger language plpgsql as $$
begin
  update offers_companycontactaddress set rank = new.rank
  where contact_id = new.id and service_id = {IN_SIGHT};
  return null;
end $$
"""
SUCCEED = f"""
create or replace function psf_serve_buyer_successor() returns trigger language plpgsql as $$
begin
  update offers_buyercontactaddress set successor_id = new.successor_id
  where contact_id = new.id and service_id = {IN_SIGHT};
  return null;
end $$
"""
DATE = """
create or replace function psf_date_succession() returns trigger language plpgsql as $$
begin
  new.successor_at := case when new.successor_id is null then null else clock_timestamp() end;
  return new;
end $$
"""
# A file on another service's offer: that service's order too.
TAKE_FROM = addresses.TAKE_FROM.replace(
    "(contact_id, service_id, email, phone, decided_at)",
    "(contact_id, service_id, email, phone, decided_at, rank)",
).replace("known.phone, clock_timestamp()", "known.phone, clock_timestamp(), known.rank")

TRIGGERS = [
    "create trigger begin_order before insert on offers_companycontactaddress"
    " for each row execute function psf_begin_company_order()",
    "create trigger begin_successor before insert on offers_buyercontactaddress"
    " for each row execute function psf_begin_buyer_successor()",
    "create trigger serve_order after update of rank on offers_companycontact"
    " for each row when (new.rank <> old.rank) execute function psf_serve_company_order()",
    "create trigger date_succession before update of successor_id on offers_buyercontact"
    " for each row when (new.successor_id is distinct from old.successor_id)"
    " execute function psf_date_succession()",
    "create trigger serve_successor after update of successor_id on offers_buyercontact"
    " for each row when (new.successor_id is distinct from old.successor_id)"
    " execute function psf_serve_buyer_successor()",
]
UNDO = [
    "drop trigger serve_successor on offers_buyercontact",
    "drop trigger date_succession on offers_buyercontact",
    "drop trigger serve_order on offers_companycontact",
    "drop trigger begin_successor on offers_buyercontactaddress",
    "drop trigger begin_order on offers_companycontactaddress",
    "drop function psf_serve_buyer_successor, psf_date_succession, psf_serve_company_order,"
    " psf_begin_buyer_successor, psf_begin_company_order",
    addresses.TAKE_FROM,
]

# Before: one order and one successor for every service.
FORMER = [
    "update offers_companycontactaddress known set rank = person.rank"
    " from offers_companycontact person where person.id = known.contact_id",
    "update offers_buyercontactaddress known set successor_id = person.successor_id"
    " from offers_buyercontact person"
    " where person.id = known.contact_id and person.successor_id is not null",
]


class Migration(migrations.Migration):
    dependencies = [("offers", "0011_hours_done")]

    operations = [
        migrations.AddField(
            "companycontactaddress",
            "rank",
            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ordre d'appel"),
        ),
        migrations.AddField(
            "buyercontactaddress",
            "successor",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="offers.buyercontact",
                verbose_name="successeur",
            ),
        ),
        migrations.AddField(
            "buyercontact",
            "successor_at",
            models.DateTimeField(editable=False, null=True, verbose_name="successeur dit le"),
        ),
        migrations.RunSQL(addresses.held(FORMER), migrations.RunSQL.noop),
        migrations.RunSQL(
            [BEGIN_COMPANY, BEGIN_BUYER, ORDER, SUCCEED, DATE, TAKE_FROM, *TRIGGERS], UNDO
        ),
    ]
