from django.db import migrations

from psf.french.database import Refold


class Migration(migrations.Migration):
    dependencies = [("accounts", "0011_calendar_addresses")]
    operations = [Refold("accounts_user", "sort_name", "last_name || ' ' || first_name")]
