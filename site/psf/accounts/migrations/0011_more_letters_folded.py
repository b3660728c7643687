from django.db import migrations

from psf.french.database import Refold


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_delegate_of_the_controller")]
    operations = [Refold("accounts_user", "sort_name", "last_name || ' ' || first_name")]
