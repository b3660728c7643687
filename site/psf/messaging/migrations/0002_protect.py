from django.db import migrations

from psf.perimeter.operations import FollowsYouth, ProtectByService


class Migration(migrations.Migration):
    dependencies = [("messaging", "0001_initial")]

    operations = [
        FollowsYouth("messaging_message"),
        ProtectByService("messaging_message", unless_null="youth_id"),
    ]
