"""What is said of a contact may be taken back, by the undo of a call.

The contact comes back with the date, the author and the source of what was said before: whoever had
decided about that has nothing to decide again. The undo itself brings back the addresses of services in
its sight; any other that had taken what was said by mistake decides again.

docs/decisions/contact-addresses.md
"""

from importlib import import_module

from django.db import migrations

addresses = import_module("offers.migrations.0007_keep_addresses")
departures = import_module("offers.migrations.0008_departures")

KINDS = {
    "company": (addresses.FOLLOWING_COMPANY, "new.same_as_id is not null"),
    "buyer": (addresses.FOLLOWING_BUYER, "false"),
}
# Said by psf.workflow.journal.
TAKING_BACK = "current_setting('psf.taking_back', true) = 'on'"

NOTE = departures.NOTE.replace(
    "begin\n",
    f"begin\n  if tg_op = 'UPDATE' and {TAKING_BACK} then\n    return new;\n  end if;\n",
    1,
)


def serve(kind: str) -> str:
    following, _ = KINDS[kind]
    return addresses.serve(kind, following).replace(
        "begin\n",
        f"""begin
  if tg_op = 'UPDATE' and {TAKING_BACK} then
    update offers_{kind}contactaddress set decided_at = 'epoch'
    where contact_id = new.id and decided_at >= old.address_at and (
      new.email <> old.email and email = old.email
      or new.phone <> old.phone and phone = old.phone
      or new.left_on is distinct from old.left_on and left_on is not distinct from old.left_on
    );
    return null;
  end if;
""",
        1,
    )


def leave(kind: str) -> str:
    _, same = KINDS[kind]
    return departures.leave(kind, same).replace(
        "begin\n", f"begin\n  if {TAKING_BACK} then\n    return null;\n  end if;\n", 1
    )


class Migration(migrations.Migration):
    dependencies = [("offers", "0013_latin_names")]

    operations = [
        migrations.RunSQL(
            [NOTE, *map(serve, KINDS), *map(leave, KINDS)],
            [
                departures.NOTE,
                *(addresses.serve(kind, following) for kind, (following, _) in KINDS.items()),
                *(departures.leave(kind, same) for kind, (_, same) in KINDS.items()),
            ],
        ),
    ]
