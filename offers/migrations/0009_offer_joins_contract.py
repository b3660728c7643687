"""Since when an offer belongs to its contract: the database says it, and nobody else.

The service of the first offer to join decides where the buyer is written to. An older offer that
joins later decides nothing.
"""

from django.db import migrations, models

FUNCTION = """
create or replace function psf_note_joining() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.contract_id is distinct from old.contract_id then
    new.contract_since := case when new.contract_id is null then null else clock_timestamp() end;
  else
    new.contract_since := old.contract_since;
  end if;
  return new;
end $$
"""
# Before the trigger: what is not known better.
FORMER = "update offers_offer set contract_since = created_at where contract_id is not null"


class Migration(migrations.Migration):
    dependencies = [("offers", "0008_departures")]

    operations = [
        migrations.AddField(
            "offer",
            "contract_since",
            models.DateTimeField("rattachée au marché le", null=True, editable=False),
        ),
        migrations.RunSQL(FORMER, migrations.RunSQL.noop),
        migrations.RunSQL(
            [
                FUNCTION,
                "create trigger note_joining before insert or update on offers_offer"
                " for each row execute function psf_note_joining()",
            ],
            [
                "drop trigger note_joining on offers_offer",
                "drop function psf_note_joining",
            ],
        ),
    ]
