from django.db import migrations

from psf.perimeter.operations import FollowsYouth, ProtectByService


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_initial"), ("matching", "0003_protect")]

    operations = [
        FollowsYouth("workflow_action"),
        FollowsYouth("workflow_event"),
        ProtectByService("workflow_action", unless_null="youth_id"),
        ProtectByService("workflow_event", unless_null="youth_id"),
    ]
