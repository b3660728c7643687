"""What statistics keep of people who were forgotten, under the perimeter like what it replaces."""

import django.db.models.deletion
from django.db import migrations, models

from psf.perimeter.operations import ProtectByService


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0017_hours_done"),
        ("offers", "0011_hours_done"),
        ("territories", "0003_versions"),
    ]

    operations = [
        migrations.CreateModel(
            name="StatisticalYouth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_in", models.DateField(verbose_name="entré en")),
                ("forgotten_in", models.DateField(verbose_name="oublié en")),
                (
                    "age_band",
                    models.CharField(
                        choices=[
                            ("under_16", "moins de 16 ans"),
                            ("16_17", "16 ou 17 ans"),
                            ("18_20", "18 à 20 ans"),
                            ("21_25", "21 à 25 ans"),
                            ("over_25", "26 ans et plus"),
                        ],
                        max_length=8,
                        verbose_name="âge à l'entrée",
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        choices=[("F", "féminin"), ("M", "masculin")],
                        max_length=1,
                        verbose_name="sexe",
                    ),
                ),
                (
                    "diploma",
                    models.CharField(
                        choices=[
                            ("none", "aucun"),
                            ("cfg", "CFG"),
                            ("dnb", "DNB"),
                            ("cap", "CAP"),
                            ("bep", "BEP"),
                            ("bac", "baccalauréat"),
                        ],
                        max_length=8,
                        verbose_name="diplôme le plus élevé",
                    ),
                ),
                (
                    "school_exit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("still_enrolled", "encore scolarisé (risque de décrochage)"),
                            ("no_place", "sans affectation"),
                            ("wrong_track", "orientation non choisie"),
                            ("stopped", "arrêt en cours d'année"),
                            ("failed_exam", "échec à l'examen"),
                            ("other", "autre"),
                        ],
                        max_length=20,
                        verbose_name="motif de sortie",
                    ),
                ),
                (
                    "first_situation",
                    models.CharField(
                        choices=[
                            ("to_contact", "à contacter"),
                            ("contacted", "contacté"),
                            ("unreachable", "injoignable"),
                            ("unreachable_reminded", "injoignable après relances"),
                            ("wrong_details", "coordonnées erronées"),
                            ("supported", "en accompagnement"),
                            ("ready", "prêt pour un parcours"),
                            ("in_placement", "en parcours"),
                            ("solution_training", "en solution : formation"),
                            ("solution_apprenticeship", "en solution : apprentissage"),
                            ("solution_job", "en solution : emploi"),
                            ("solution_other", "en solution : autre"),
                            ("left_refusal", "sorti : refus"),
                            ("left_transfer", "sorti : transfert"),
                            ("left_age", "sorti : âge"),
                        ],
                        max_length=24,
                        verbose_name="situation à l'entrée",
                    ),
                ),
                (
                    "last_situation",
                    models.CharField(
                        choices=[
                            ("to_contact", "à contacter"),
                            ("contacted", "contacté"),
                            ("unreachable", "injoignable"),
                            ("unreachable_reminded", "injoignable après relances"),
                            ("wrong_details", "coordonnées erronées"),
                            ("supported", "en accompagnement"),
                            ("ready", "prêt pour un parcours"),
                            ("in_placement", "en parcours"),
                            ("solution_training", "en solution : formation"),
                            ("solution_apprenticeship", "en solution : apprentissage"),
                            ("solution_job", "en solution : emploi"),
                            ("solution_other", "en solution : autre"),
                            ("left_refusal", "sorti : refus"),
                            ("left_transfer", "sorti : transfert"),
                            ("left_age", "sorti : âge"),
                        ],
                        max_length=24,
                        verbose_name="dernière situation",
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("closed", "suivi clos et archivé depuis assez longtemps"),
                            ("never_contacted", "jamais contacté"),
                            ("age", "âge limite atteint"),
                            ("request", "demande d'effacement"),
                        ],
                        max_length=16,
                        verbose_name="oublié pour",
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
            ],
            options={
                "verbose_name": "jeune, sans identité",
                "verbose_name_plural": "jeunes, sans identité",
                "ordering": ["-forgotten_in", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="StatisticalPlacement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="numéro"),
                ),
                (
                    "calibre",
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
                        verbose_name="acheteur",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("reserved", "réservé"),
                            ("sent", "transmis"),
                            ("meeting", "réunion"),
                            ("convention", "convention"),
                            ("in_company", "en entreprise"),
                            ("review", "bilan"),
                            ("closed", "clôturé"),
                            ("not_retained", "non retenu"),
                            ("withdrawn", "retiré"),
                            ("expired", "expiré"),
                            ("unanswered", "sans réponse"),
                        ],
                        max_length=14,
                        verbose_name="étape",
                    ),
                ),
                (
                    "end_reason",
                    models.CharField(blank=True, max_length=24, verbose_name="motif de fin"),
                ),
                (
                    "silence_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fiche_forgotten", "fiche entreprise oubliée"),
                            ("contact_gone", "interlocuteur parti"),
                            ("ordinary_stage", "pris pour un stage ordinaire"),
                            ("clause_unknown", "clause inconnue"),
                            ("unwilling", "ne veut pas"),
                            ("no_answer", "sans réponse"),
                        ],
                        max_length=20,
                        verbose_name="motif du silence",
                    ),
                ),
                (
                    "way_on",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("school", "retour en formation"),
                            ("apprenticeship", "apprentissage"),
                            ("job", "emploi"),
                            ("placement", "autre parcours"),
                            ("given_up", "abandon"),
                            ("unreachable", "injoignable"),
                            ("other", "autre"),
                        ],
                        max_length=16,
                        verbose_name="suite du parcours",
                    ),
                ),
                ("hours", models.PositiveSmallIntegerField(verbose_name="heures prévues")),
                ("hours_done", models.PositiveSmallIntegerField(verbose_name="heures faites")),
                (
                    "hours_consumed",
                    models.PositiveSmallIntegerField(verbose_name="heures consommées"),
                ),
                ("hours_exceeded", models.PositiveSmallIntegerField(verbose_name="heures en plus")),
                (
                    "days_to_meeting",
                    models.SmallIntegerField(
                        blank=True, null=True, verbose_name="jours de l'envoi à la réunion"
                    ),
                ),
                ("reserved_in", models.DateField(verbose_name="réservé en")),
                ("sent_in", models.DateField(blank=True, null=True, verbose_name="transmis en")),
                (
                    "contacted_in",
                    models.DateField(blank=True, null=True, verbose_name="contact pris en"),
                ),
                (
                    "met_in",
                    models.DateField(blank=True, null=True, verbose_name="première réunion en"),
                ),
                ("accepted_in", models.DateField(blank=True, null=True, verbose_name="accepté en")),
                (
                    "signed_in",
                    models.DateField(blank=True, null=True, verbose_name="convention signée en"),
                ),
                ("started_in", models.DateField(blank=True, null=True, verbose_name="commencé en")),
                (
                    "ended_in",
                    models.DateField(blank=True, null=True, verbose_name="présence terminée en"),
                ),
                (
                    "reviewed_in",
                    models.DateField(blank=True, null=True, verbose_name="bilan remis en"),
                ),
                ("closed_in", models.DateField(blank=True, null=True, verbose_name="clôturé en")),
                (
                    "domaine",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offers.rome",
                        verbose_name="domaine",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statistical_placements",
                        to="offers.offer",
                        verbose_name="offre",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="matching.statisticalyouth",
                        verbose_name="jeune",
                    ),
                ),
            ],
            options={
                "verbose_name": "parcours, sans identité",
                "verbose_name_plural": "parcours, sans identité",
                "ordering": ["-reserved_in", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="statisticalyouth",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entered_in__isnull", True), ("entered_in__day", 1), _connector="OR"),
                    models.Q(
                        ("forgotten_in__isnull", True), ("forgotten_in__day", 1), _connector="OR"
                    ),
                ),
                name="statistical_youth_months",
            ),
        ),
        migrations.AddIndex(
            model_name="statisticalplacement",
            index=models.Index(fields=["service", "met_in"], name="statistical_service_met"),
        ),
        migrations.AddConstraint(
            model_name="statisticalplacement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("reserved_in__isnull", True), ("reserved_in__day", 1), _connector="OR"
                    ),
                    models.Q(("sent_in__isnull", True), ("sent_in__day", 1), _connector="OR"),
                    models.Q(
                        ("contacted_in__isnull", True), ("contacted_in__day", 1), _connector="OR"
                    ),
                    models.Q(("met_in__isnull", True), ("met_in__day", 1), _connector="OR"),
                    models.Q(
                        ("accepted_in__isnull", True), ("accepted_in__day", 1), _connector="OR"
                    ),
                    models.Q(("signed_in__isnull", True), ("signed_in__day", 1), _connector="OR"),
                    models.Q(("started_in__isnull", True), ("started_in__day", 1), _connector="OR"),
                    models.Q(("ended_in__isnull", True), ("ended_in__day", 1), _connector="OR"),
                    models.Q(
                        ("reviewed_in__isnull", True), ("reviewed_in__day", 1), _connector="OR"
                    ),
                    models.Q(("closed_in__isnull", True), ("closed_in__day", 1), _connector="OR"),
                ),
                name="statistical_placement_months",
            ),
        ),
        ProtectByService("matching_statisticalyouth"),
        ProtectByService("matching_statisticalplacement"),
    ]
