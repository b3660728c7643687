from django.db import migrations, models

import psf.quantities.letters


class Migration(migrations.Migration):
    dependencies = [("offers", "0012_call_order_and_successors")]

    operations = [
        migrations.AlterField(
            model,
            "name",
            models.CharField(
                max_length=120,
                validators=[psf.quantities.letters.refuse_other_alphabets],
                verbose_name="nom",
            ),
        )
        for model in ("companycontact", "buyercontact")
    ]
