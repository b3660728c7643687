from django.db import migrations

from psf.perimeter.operations import FollowsYouth, ProtectByService


class Migration(migrations.Migration):
    dependencies = [("links", "0001_initial")]

    operations = [
        FollowsYouth("links_link"),
        ProtectByService("links_link", unless_null="youth_id"),
    ]
