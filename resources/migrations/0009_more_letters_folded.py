from django.db import migrations

from psf.french.database import Refold


class Migration(migrations.Migration):
    dependencies = [("resources", "0008_law_read_again")]
    operations = [Refold("resources_engagedorganisation", "sort_name", "name")]
