import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models

from psf.versions import BumpVersion

# No form of an offer writes them: they move with the parcours and the life of the offer.
MOVED_WITH_PARCOURS = ("sort_site", "busy", "busy_until")
MOVED_BY_THE_WORKFLOW = (
    "stage",
    "stage_since",
    "available_since",
    "suspended_until",
    "climbed_to",
    "closed_reason",
)


class Migration(migrations.Migration):
    dependencies = [
        ("offers", "0004_company_interlocutor"),
    ]

    operations = [
        migrations.AddField(
            model_name="buyer",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="buyercontact",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="calibrebracket",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="company",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="companycontact",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="contract",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="europeanthreshold",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="gratificationrate",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="hostslot",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="lot",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        BumpVersion("offers_buyer", ignoring=("sort_name",)),
        BumpVersion("offers_buyercontact", ignoring=("sort_name",)),
        BumpVersion("offers_calibrebracket"),
        BumpVersion("offers_company", ignoring=("sort_name",)),
        BumpVersion("offers_companycontact", ignoring=("sort_name",)),
        BumpVersion("offers_contract", ignoring=("sort_name",)),
        BumpVersion("offers_europeanthreshold"),
        BumpVersion("offers_gratificationrate"),
        BumpVersion("offers_hostslot", ignoring=MOVED_WITH_PARCOURS),
        BumpVersion("offers_lot"),
        BumpVersion("offers_offer", ignoring=MOVED_BY_THE_WORKFLOW),
    ]
