"""Each service keeps the address by which it knows a contact, whoever changes the contact.

Four rules, held by triggers because any form, import, merge or statement may write a contact:

1. an address of a service is written by a transaction that sees it, or by these triggers alone;
2. a contact's new address serves at once the services in sight that follow its organisation;
3. a service that begins to follow an organisation takes the addresses that nobody disputes;
4. after a merge, what each service knew of somebody goes on with the row that is kept.

docs/decisions/contact-addresses.md
"""

from django.db import migrations

from psf.perimeter.operations import IN_SIGHT

NOTE = """
create or replace function psf_note_address() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.email, new.phone) is not distinct from (old.email, old.phone) then
    new.address_at := old.address_at;
    new.address_by_id := old.address_by_id;
    new.address_source := old.address_source;
    return new;
  end if;
  if tg_op = 'UPDATE' and new.address_at is not distinct from old.address_at then
    -- Whoever wrote it did not say so: who said the former one did not say this one.
    new.address_by_id := null;
    new.address_source := '';
  end if;
  new.address_at := clock_timestamp();
  return new;
end $$
"""

GUARD = f"""
create or replace function psf_guard_address() returns trigger language plpgsql as $$
declare
  mine bigint := case when tg_op = 'INSERT' then new.service_id else old.service_id end;
begin
  -- Deeper than one: another trigger of this migration writes.
  if pg_trigger_depth() = 1 and (mine = {IN_SIGHT}) is not true then
    if tg_op = 'DELETE' then
      raise exception 'Another service reaches this contact.' using errcode = '23503';
    end if;
    raise exception 'Only a transaction that sees service % writes its addresses.', mine
      using errcode = '42501';
  end if;
  if tg_op = 'DELETE' then
    return old;
  end if;
  if tg_op = 'UPDATE' and (new.contact_id, new.service_id) <> (old.contact_id, old.service_id) then
    raise exception 'An address belongs to one contact and one service.' using errcode = '42501';
  end if;
  return new;
end $$
"""

# Services that follow an organisation: with an offer there, or an address of one of its people.
FOLLOWING_COMPANY = """
    select service_id from offers_offer where company_id = new.company_id
    union
    select offer.service_id from offers_hostslot slot
      join offers_offer offer on offer.id = slot.offer_id where slot.host_id = new.company_id
    union
    select known.service_id from offers_companycontactaddress known
      join offers_companycontact colleague on colleague.id = known.contact_id
      where colleague.company_id = new.company_id
"""
FOLLOWING_BUYER = """
    select offer.service_id from offers_offer offer
      join offers_contract contract on contract.id = offer.contract_id
      where contract.buyer_id = new.buyer_id
    union
    select known.service_id from offers_buyercontactaddress known
      join offers_buyercontact colleague on colleague.id = known.contact_id
      where colleague.buyer_id = new.buyer_id
"""


def serve(kind: str, following: str) -> str:
    """Only what was said is taken: a telephone does not bring along an address never looked at."""
    return f"""
create or replace function psf_serve_{kind}_address() returns trigger language plpgsql as $$
declare
  said_email boolean := true;
  said_phone boolean := true;
begin
  if tg_op = 'UPDATE' then
    said_email := new.email <> old.email;
    said_phone := new.phone <> old.phone;
  end if;
  if not (said_email or said_phone) then
    return null;
  end if;
  insert into offers_{kind}contactaddress as known
    (contact_id, service_id, email, phone, decided_at, decided_by_id)
  select new.id, following.service_id,
    case when said_email then new.email else '' end,
    case when said_phone then new.phone else '' end,
    -- What was not said remains to be decided.
    case when said_email and said_phone then clock_timestamp() else 'epoch' end,
    new.address_by_id
  from ({following}) following
  where following.service_id = {IN_SIGHT}
  on conflict (contact_id, service_id) do update set
    email = case when said_email then new.email else known.email end,
    phone = case when said_phone then new.phone else known.phone end,
    bounced_on = case when said_email then null else known.bounced_on end,
    decided_at = case
      when (said_email or known.email = new.email) and (said_phone or known.phone = new.phone)
      then clock_timestamp() else known.decided_at end,
    decided_by_id = new.address_by_id;
  return null;
end $$
"""


def take(kind: str, organisation: str) -> str:
    """Take what every other service that follows the organisation agrees upon, once."""
    return f"""
create or replace function psf_take_{kind}(service bigint, organisation bigint) returns void
language plpgsql as $$
begin
  if exists (
    select from offers_{kind}contactaddress known
    join offers_{kind}contact person on person.id = known.contact_id
    where person.{organisation} = organisation and known.service_id = service
  ) then
    return;
  end if;
  insert into offers_{kind}contactaddress (contact_id, service_id, email, phone, decided_at)
  select person.id, service, person.email, person.phone, clock_timestamp()
  from offers_{kind}contact person
  where person.{organisation} = organisation and person.left_on is null and not exists (
    select from offers_{kind}contactaddress other
    join offers_{kind}contact colleague on colleague.id = other.contact_id
    where colleague.{organisation} = organisation and not exists (
      select from offers_{kind}contactaddress agreed
      where agreed.contact_id = person.id and agreed.service_id = other.service_id
        and agreed.email = person.email and agreed.phone = person.phone
    )
  )
  on conflict (contact_id, service_id) do nothing;
end $$
"""


# A file on another service's offer: that service's addresses.
TAKE_FROM = """
create or replace function psf_take_company_from(giver bigint, service bigint, company bigint)
returns void language plpgsql as $$
begin
  if company is null or giver = service or exists (
    select from offers_companycontactaddress known
    join offers_companycontact person on person.id = known.contact_id
    where person.company_id = company and known.service_id = service
  ) then
    return;
  end if;
  insert into offers_companycontactaddress (contact_id, service_id, email, phone, decided_at)
  select known.contact_id, service, known.email, known.phone, clock_timestamp()
  from offers_companycontactaddress known
  join offers_companycontact person on person.id = known.contact_id
  where person.company_id = company and known.service_id = giver
    and (known.email, known.phone) <> ('', '')
  on conflict (contact_id, service_id) do nothing;
end $$
"""

OFFER = f"""
create or replace function psf_offer_takes_addresses() returns trigger language plpgsql as $$
declare
  buyer bigint;
begin
  if tg_op = 'UPDATE' then
    if (new.service_id, new.company_id, new.contract_id)
        is not distinct from (old.service_id, old.company_id, old.contract_id)
        or (new.service_id = {IN_SIGHT}) is not true then
      return null;
    end if;
  end if;
  perform psf_take_company(new.service_id, new.company_id);
  select buyer_id into buyer from offers_contract where id = new.contract_id;
  if buyer is not null then
    perform psf_take_buyer(new.service_id, buyer);
  end if;
  return null;
end $$
"""
SLOT = f"""
create or replace function psf_slot_takes_addresses() returns trigger language plpgsql as $$
declare
  follower bigint;
begin
  select service_id into follower from offers_offer where id = new.offer_id;
  if tg_op = 'INSERT' or follower = {IN_SIGHT} then
    perform psf_take_company(follower, new.host_id);
  end if;
  return null;
end $$
"""
MERGED = """
create or replace function psf_merged_contact_gives_addresses() returns trigger
language plpgsql as $$
begin
  insert into offers_companycontactaddress
    (contact_id, service_id, email, phone, bounced_on, decided_at, decided_by_id)
  select new.same_as_id, service_id, email, phone, bounced_on, decided_at, decided_by_id
  from offers_companycontactaddress where contact_id = new.id
  on conflict (contact_id, service_id) do nothing;
  return null;
end $$
"""

TRIGGERS = [
    "create trigger note_address before insert or update on offers_companycontact"
    " for each row execute function psf_note_address()",
    "create trigger note_address before insert or update on offers_buyercontact"
    " for each row execute function psf_note_address()",
    "create trigger guard_address before insert or update or delete on offers_companycontactaddress"
    " for each row execute function psf_guard_address()",
    "create trigger guard_address before insert or update or delete on offers_buyercontactaddress"
    " for each row execute function psf_guard_address()",
    "create trigger serve_address after insert or update on offers_companycontact"
    " for each row execute function psf_serve_company_address()",
    "create trigger serve_address after insert or update on offers_buyercontact"
    " for each row execute function psf_serve_buyer_address()",
    "create trigger take_addresses after insert or update on offers_offer"
    " for each row execute function psf_offer_takes_addresses()",
    "create trigger take_addresses after insert or update of host_id on offers_hostslot"
    " for each row when (new.host_id is not null)"
    " execute function psf_slot_takes_addresses()",
    "create trigger give_addresses after update of same_as_id on offers_companycontact"
    " for each row when (new.same_as_id is not null)"
    " execute function psf_merged_contact_gives_addresses()",
]
UNDO = [
    "drop trigger give_addresses on offers_companycontact",
    "drop trigger take_addresses on offers_hostslot",
    "drop trigger take_addresses on offers_offer",
    "drop trigger serve_address on offers_buyercontact",
    "drop trigger serve_address on offers_companycontact",
    "drop trigger guard_address on offers_buyercontactaddress",
    "drop trigger guard_address on offers_companycontactaddress",
    "drop trigger note_address on offers_buyercontact",
    "drop trigger note_address on offers_companycontact",
    "drop function psf_merged_contact_gives_addresses, psf_slot_takes_addresses,"
    " psf_offer_takes_addresses, psf_take_company_from, psf_take_buyer, psf_take_company,"
    " psf_serve_buyer_address, psf_serve_company_address, psf_guard_address, psf_note_address",
]

# Before: every service used the one address there was.
FORMER = [
    """
    insert into offers_companycontactaddress (contact_id, service_id, email, phone, bounced_on)
    select person.id, following.service_id, person.email, person.phone, person.bounced_on
    from offers_companycontact person join (
      select company_id, service_id from offers_offer
      union
      select slot.host_id, offer.service_id from offers_hostslot slot
        join offers_offer offer on offer.id = slot.offer_id where slot.host_id is not null
    ) following using (company_id)
    """,
    """
    insert into offers_buyercontactaddress (contact_id, service_id, email, phone)
    select distinct person.id, offer.service_id, person.email, person.phone
    from offers_buyercontact person
    join offers_contract contract on contract.buyer_id = person.buyer_id
    join offers_offer offer on offer.contract_id = contract.id
    """,
]


class Migration(migrations.Migration):
    dependencies = [("offers", "0006_addresses_in_force")]

    operations = [
        migrations.RunSQL(FORMER, migrations.RunSQL.noop),
        migrations.RunSQL(
            [
                NOTE,
                GUARD,
                serve("company", FOLLOWING_COMPANY),
                serve("buyer", FOLLOWING_BUYER),
                take("company", "company_id"),
                take("buyer", "buyer_id"),
                TAKE_FROM,
                OFFER,
                SLOT,
                MERGED,
                *TRIGGERS,
            ],
            UNDO,
        ),
    ]
