"""A link already sent belongs to the address of the newest message that carried it.

Those that no message carried, and those that the former release still issues, ask to be sent again.
"""

from django.db import migrations

from psf.links.addresses import imprint
from psf.perimeter.scope import perimeter


def bind(apps, schema_editor):
    link, message, service = (
        apps.get_model(*name)
        for name in (("links", "Link"), ("messaging", "Message"), ("territories", "Service"))
    )
    with perimeter(list(service.objects.values_list("pk", flat=True))):
        carried = message.objects.filter(link__address_digest="").exclude(address="")
        newest = carried.order_by("link_id", "-created_at", "-pk").distinct("link_id")
        for link_id, address in newest.values_list("link_id", "address"):
            link.objects.filter(pk=link_id).update(address_digest=imprint(address))


class Migration(migrations.Migration):
    dependencies = [("links", "0003_addresses_and_codes"), ("messaging", "0004_lists")]

    operations = [migrations.RunPython(bind, migrations.RunPython.noop, elidable=True)]
