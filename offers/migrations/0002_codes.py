from django.db import migrations

from psf.codes import CreateCodeSequence


class Migration(migrations.Migration):
    dependencies = [("offers", "0001_initial")]

    operations = [
        CreateCodeSequence("offers_offer_code"),
        CreateCodeSequence("offers_slot_code"),
    ]
