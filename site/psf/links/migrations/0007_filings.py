import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("links", "0006_living_code"),
        ("offers", "0015_filings"),
        ("territories", "0004_restricted_archive"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="link",
            name="link_holds_what_its_purpose_needs",
        ),
        migrations.AddField(
            model_name="link",
            name="filing",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="links",
                to="offers.filing",
            ),
        ),
        migrations.AlterField(
            model_name="link",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("company", "répondre à une proposition"),
                    ("clause", "suivre sa clause"),
                    ("buyer", "suivre son marché"),
                    ("youth", "suivre son parcours"),
                    ("guardian", "suivre le parcours de son enfant"),
                    ("sign", "signer la convention"),
                    ("filing", "suivre sa demande"),
                ],
                max_length=10,
                verbose_name="objet",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("placement__isnull", False),
                        ("purpose", "company"),
                        ("contact__isnull", False),
                    ),
                    models.Q(
                        ("contact__isnull", False),
                        ("offer__isnull", False),
                        ("purpose", "clause"),
                        ("youth__isnull", True),
                    ),
                    models.Q(
                        ("buyer_contact__isnull", False),
                        ("contract__isnull", False),
                        ("purpose", "buyer"),
                        ("youth__isnull", True),
                    ),
                    models.Q(
                        ("guardian__isnull", True), ("purpose", "youth"), ("youth__isnull", False)
                    ),
                    models.Q(("guardian__isnull", False), ("purpose", "guardian")),
                    models.Q(
                        ("placement__isnull", False),
                        ("purpose", "sign"),
                        models.Q(("party", ""), _negated=True),
                    ),
                    models.Q(
                        ("filing__isnull", False),
                        ("purpose", "filing"),
                        ("service__isnull", False),
                        ("youth__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="link_holds_what_its_purpose_needs",
            ),
        ),
    ]
