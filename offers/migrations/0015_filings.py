import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import offers.identifiers
import psf.quantities.letters
from django.conf import settings
from django.db import migrations, models

from psf.codes import CreateCodeSequence
from psf.perimeter.operations import ProtectByService

# A part stands in the service of its filing, and moves with it.
FOLLOWS_FILING = """
alter table offers_filingpart add constraint offers_filingpart_follows_filing
foreign key (filing_id, service_id) references offers_filing (id, service_id)
on update cascade on delete cascade deferrable initially immediate
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_protect"),
        ("offers", "0014_taken_back"),
        ("territories", "0004_restricted_archive"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Filing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=20,
                        null=True,
                        unique=True,
                        verbose_name="référence",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("declaration", "offre à déclarer"),
                            ("consultation", "consultation avant publication"),
                            ("proposal", "parcours proposé par une entreprise"),
                        ],
                        max_length=12,
                        verbose_name="objet",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=120,
                        validators=[psf.quantities.letters.refuse_other_alphabets],
                        verbose_name="nom",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="adresse électronique")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                ("organisation", models.CharField(max_length=200, verbose_name="organisme")),
                (
                    "siret",
                    models.CharField(
                        blank=True,
                        max_length=14,
                        validators=[offers.identifiers.validate_siret],
                        verbose_name="SIRET",
                    ),
                ),
                (
                    "buyer_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("state", "État"),
                            ("local", "collectivité"),
                            ("hospital", "établissement de santé"),
                            ("entity", "entité adjudicatrice"),
                            ("private", "entreprise privée"),
                        ],
                        max_length=10,
                        verbose_name="nature de l'acheteur",
                    ),
                ),
                (
                    "reference",
                    models.CharField(blank=True, max_length=60, verbose_name="référence du marché"),
                ),
                (
                    "title",
                    models.CharField(blank=True, max_length=300, verbose_name="objet du marché"),
                ),
                (
                    "contract_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("supplies", "fournitures"),
                            ("services", "services"),
                            ("works", "travaux"),
                            ("concession", "concession"),
                        ],
                        max_length=12,
                        verbose_name="nature du marché",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="montant HT de la période ferme (€)",
                    ),
                ),
                (
                    "firm_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="période ferme (mois)",
                    ),
                ),
                ("notified_on", models.DateField(blank=True, null=True, verbose_name="notifié le")),
                (
                    "publish_on",
                    models.DateField(blank=True, null=True, verbose_name="publication prévue le"),
                ),
                (
                    "gratification_granted",
                    models.BooleanField(
                        default=False, verbose_name="gratification accordée dès la première heure"
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=1500, verbose_name="précisions")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="envoyée le"
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="confirmée le"),
                ),
                ("disowned_at", models.DateTimeField(blank=True, null=True)),
                (
                    "amended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="modifiée le"),
                ),
                (
                    "due_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="réponse attendue avant le (inclus)"
                    ),
                ),
                (
                    "taken_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="prise en charge le"),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("favourable", "favorable : volume et conditions adaptés"),
                            ("to_adapt", "à adapter avant publication"),
                            ("no_capacity", "défavorable : pas de parcours possible en l'état"),
                        ],
                        max_length=12,
                        verbose_name="réponse",
                    ),
                ),
                (
                    "answer_text",
                    models.TextField(
                        blank=True, max_length=1500, verbose_name="texte de la réponse"
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="répondue le"),
                ),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("known", "déjà connue du service"),
                            ("elsewhere", "ne relève pas de la clause sociale de formation"),
                            ("unreachable", "personne ne répond aux coordonnées données"),
                            ("abuse", "envoi abusif ou fait au nom d'un autre"),
                            ("withdrawn", "retirée par son auteur"),
                        ],
                        max_length=12,
                        verbose_name="écartée : motif",
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="traitée le"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="répondue par",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.commune",
                        verbose_name="commune",
                    ),
                ),
                (
                    "refused_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "taken_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="prise en charge par",
                    ),
                ),
            ],
            options={
                "verbose_name": "demande en ligne",
                "verbose_name_plural": "demandes en ligne",
                "ordering": ["-created_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="FilingPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(default=0)),
                ("lot", models.CharField(blank=True, max_length=10, verbose_name="numéro du lot")),
                (
                    "hours",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (150, "150 h (1 mois, découverte)"),
                            (300, "300 h (2 mois, construction d'un projet)"),
                            (450, "450 h (3 mois, confirmation du projet)"),
                            (900, "900 h (6 mois, les trois à la suite)"),
                        ],
                        verbose_name="calibre",
                    ),
                ),
                (
                    "company_name",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="entreprise titulaire"
                    ),
                ),
                (
                    "company_siret",
                    models.CharField(
                        blank=True,
                        max_length=14,
                        validators=[offers.identifiers.validate_siret],
                        verbose_name="SIRET de l'entreprise",
                    ),
                ),
                (
                    "contact_name",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[psf.quantities.letters.refuse_other_alphabets],
                        verbose_name="personne à appeler",
                    ),
                ),
                (
                    "contact_phone",
                    models.CharField(blank=True, max_length=20, verbose_name="son téléphone"),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="son adresse électronique"
                    ),
                ),
                (
                    "tasks",
                    models.TextField(blank=True, max_length=1000, verbose_name="tâches proposées"),
                ),
                (
                    "file_name",
                    models.CharField(blank=True, max_length=200, verbose_name="nom du fichier"),
                ),
                (
                    "blob",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filing_part",
                        to="documents.blob",
                        verbose_name="fiche entreprise",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.commune",
                        verbose_name="commune d'accueil",
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="offers.filing",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filing_parts",
                        to="offers.offer",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.service",
                    ),
                ),
            ],
            options={
                "verbose_name": "parcours demandé",
                "verbose_name_plural": "parcours demandés",
                "ordering": ["filing", "rank", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="filing",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True), ("confirmed_at__isnull", False)),
                fields=["service", "due_on"],
                name="filing_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["declaration", "consultation", "proposal"])),
                name="filing_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", True),
                        ("code__isnull", True),
                        ("confirmed_at__isnull", True),
                    ),
                    models.Q(("code__isnull", False), ("confirmed_at__isnull", False)),
                    _connector="OR",
                ),
                name="filing_has_a_code_once_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True)),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("kind", "consultation"),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="filing_answered_as_a_consultation",
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.UniqueConstraint(
                fields=("id", "service"), name="filing_of_its_service"
            ),
        ),
        migrations.AddConstraint(
            model_name="filingpart",
            constraint=models.UniqueConstraint(
                fields=("filing", "rank"), name="filing_part_rank_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="filingpart",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours__in", [150, 300, 450, 900])), name="filing_part_calibre"
            ),
        ),
        CreateCodeSequence("offers_filing_code"),
        migrations.RunSQL(
            FOLLOWS_FILING,
            "alter table offers_filingpart drop constraint offers_filingpart_follows_filing",
        ),
        ProtectByService("offers_filing"),
        ProtectByService("offers_filingpart"),
    ]
