from django.db import migrations, models

import psf.quantities.letters

FIRST, LAST = (
    (
        name,
        models.CharField(
            max_length=150,
            validators=[psf.quantities.letters.refuse_other_alphabets],
            verbose_name=label,
        ),
    )
    for name, label in (("first_name", "prénom"), ("last_name", "nom"))
)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_no_address_beside_the_account")]

    operations = [
        migrations.AlterField(model, *field)
        for model in ("user", "invitation")
        for field in (FIRST, LAST)
    ]
