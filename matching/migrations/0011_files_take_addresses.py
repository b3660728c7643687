"""A parcours on another service's offer begins with the addresses of that service.

So does one that is handed over, unless its new service follows the company already: it then keeps
its own, and decides about the others. docs/decisions/contact-addresses.md
"""

from django.db import migrations

from psf.perimeter.scope import perimeter

FUNCTION = """
create or replace function psf_file_takes_addresses() returns trigger language plpgsql as $$
declare
  giver bigint;
  titulaire bigint;
  host bigint;
begin
  if tg_op = 'UPDATE' and new.service_id = old.service_id then
    return null;
  end if;
  select service_id, company_id into giver, titulaire from offers_offer where id = new.offer_id;
  select host_id into host from offers_hostslot where id = new.host_slot_id;
  if tg_op = 'UPDATE' then
    giver := old.service_id;
  end if;
  perform psf_take_company_from(giver, new.service_id, titulaire);
  perform psf_take_company_from(giver, new.service_id, host);
  return null;
end $$
"""

# Before: every service used the one address there was.
FORMER = """
insert into offers_companycontactaddress (contact_id, service_id, email, phone, bounced_on)
select distinct person.id, placement.service_id, person.email, person.phone, person.bounced_on
from matching_placement placement
join offers_offer offer on offer.id = placement.offer_id
join offers_hostslot slot on slot.id = placement.host_slot_id
join offers_companycontact person on person.company_id in (offer.company_id, slot.host_id)
on conflict (contact_id, service_id) do nothing
"""


def take_former(apps, schema_editor):
    services = apps.get_model("territories", "Service").objects.values_list("pk", flat=True)
    with perimeter(services):
        schema_editor.execute(FORMER)


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0010_signature_code"),
        ("offers", "0007_keep_addresses"),
        ("territories", "0002_reference"),
    ]

    operations = [
        migrations.RunPython(take_former, migrations.RunPython.noop),
        migrations.RunSQL(
            [
                FUNCTION,
                "create trigger take_addresses after insert or update of service_id"
                " on matching_placement"
                " for each row execute function psf_file_takes_addresses()",
            ],
            [
                "drop trigger take_addresses on matching_placement",
                "drop function psf_file_takes_addresses",
            ],
        ),
    ]
