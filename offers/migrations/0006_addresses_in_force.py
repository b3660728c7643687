import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

SOURCES = [
    ("call", "obtenue par téléphone"),
    ("form", "saisie dans la fiche"),
    ("import", "lue dans un fichier importé"),
    ("merge", "reprise d'une fiche en double"),
    ("own_link", "donnée par cette personne, par son lien"),
    ("colleague", "donnée par un collègue, par son lien"),
]


def said(model: str) -> list:
    """The columns that say of the address of a contact: when, by whom, how obtained."""
    return [
        migrations.AddField(
            model_name=model,
            name="address_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(),
                default=django.utils.timezone.now,
                editable=False,
                verbose_name="coordonnées dites le",
            ),
        ),
        migrations.AddField(
            model_name=model,
            name="address_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="coordonnées saisies par",
            ),
        ),
        migrations.AddField(
            model_name=model,
            name="address_source",
            field=models.CharField(
                blank=True,
                choices=SOURCES,
                db_default="",
                default="",
                editable=False,
                max_length=10,
                verbose_name="obtenues",
            ),
        ),
    ]


def addresses(name: str, contact: str, one: str, many: str, constraint: str):
    """The table of the addresses of one kind of contact, one row a service."""
    return migrations.CreateModel(
        name=name,
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "email",
                models.EmailField(blank=True, max_length=254, verbose_name="adresse électronique"),
            ),
            ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
            (
                "bounced_on",
                models.DateField(blank=True, null=True, verbose_name="adresse refusée le"),
            ),
            (
                "decided_at",
                models.DateTimeField(
                    db_default=django.db.models.functions.datetime.Now(),
                    verbose_name="depuis le",
                ),
            ),
            (
                "decided_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="par",
                ),
            ),
            (
                "service",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="territories.service",
                    verbose_name="service",
                ),
            ),
            (
                "contact",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="addresses",
                    to=f"offers.{contact}",
                    verbose_name="contact",
                ),
            ),
        ],
        options={
            "verbose_name": one,
            "verbose_name_plural": many,
            "constraints": [
                models.UniqueConstraint(fields=("contact", "service"), name=constraint)
            ],
        },
    )


class Migration(migrations.Migration):
    dependencies = [
        ("offers", "0005_versions"),
        ("territories", "0002_reference"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *said("companycontact"),
        *said("buyercontact"),
        migrations.AddField(
            model_name="companycontact",
            name="same_as",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="offers.companycontact",
                verbose_name="même personne que",
            ),
        ),
        addresses(
            "CompanyContactAddress",
            "companycontact",
            "adresse d'un contact d'entreprise",
            "adresses des contacts d'entreprises",
            "company_address_once_a_service",
        ),
        addresses(
            "BuyerContactAddress",
            "buyercontact",
            "adresse d'un contact d'acheteur",
            "adresses des contacts d'acheteurs",
            "buyer_address_once_a_service",
        ),
    ]
