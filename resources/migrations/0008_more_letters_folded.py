from django.db import migrations

from psf.french.database import Refold


class Migration(migrations.Migration):
    dependencies = [("resources", "0007_legal_notes")]
    operations = [Refold("resources_engagedorganisation", "sort_name", "name")]
