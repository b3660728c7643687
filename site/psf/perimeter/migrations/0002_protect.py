from django.db import migrations

from psf.perimeter.operations import ProtectByService


class Migration(migrations.Migration):
    dependencies = [("perimeter", "0001_initial")]

    operations = [
        ProtectByService("perimeter_accesslog"),
        ProtectByService("perimeter_protectedlogentry"),
    ]
