from django.db import migrations

from psf.perimeter.operations import LOG_MONTHS, SealLog


class Migration(migrations.Migration):
    dependencies = [
        ("perimeter", "0008_guests_consult"),
    ]

    operations = [
        migrations.RunSQL(LOG_MONTHS, "drop function psf_log_months(date)"),
        SealLog("perimeter_accesslog", at="at"),
        SealLog("perimeter_protectedlogentry", at="timestamp", moving=("service_id",)),
    ]
