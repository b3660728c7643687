from importlib import import_module

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


# As in 0012, of decided versions alone: a proposal holds for nobody.
MONTHS = """
create or replace function psf_log_months(written date) returns int language sql stable as $$
  select greatest(
    coalesce(
      (select access_log_months from matching_retentionpolicy
       where decided_on is not null and valid_from <= written order by valid_from desc limit 1),
      12
    ),
    (select max(access_log_months) from matching_retentionpolicy
     where decided_on is not null and valid_from > written and valid_from <= current_date)
  )
$$
"""
# What is decided stays whole; a proposal changes or goes, and becomes one that holds only from a day
# to come, or without shortening what is there.
GUARD = """
create or replace function psf_guard_retention() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then
    raise exception 'durations in force, or past, stay' using errcode = 'insufficient_privilege';
  end if;
  if tg_op <> 'INSERT' and old.decided_on is not null and old.valid_from <= current_date then
    if tg_op = 'DELETE'
       or to_jsonb(new) - array['version', 'decided_by_id', 'opinion_by_id']
          is distinct from to_jsonb(old) - array['version', 'decided_by_id', 'opinion_by_id'] then
      raise exception 'a duration in force, or past, stays'
        using errcode = 'insufficient_privilege';
    end if;
  end if;
  if tg_op = 'DELETE' then
    return old;
  end if;
  if new.decided_on is not null and new.valid_from < current_date
     and (tg_op = 'INSERT' or old.decided_on is null or old.valid_from > current_date)
     and (tg_op = 'UPDATE' or new.access_log_months < psf_log_months(new.valid_from)) then
    raise exception 'a duration of the past is not added, or shortened'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$
"""
# What stood before was validated by one named person: it goes on holding.
VALIDATED = "update matching_retentionpolicy set decided_on = valid_from where validated_by <> ''"
FORMER = import_module("matching.migrations.0012_log_durations")


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_protect"),
        ("matching", "0023_closed_follow_ups"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="retentionpolicy",
            options={
                "ordering": ["-valid_from"],
                "permissions": [
                    ("advise_retentionpolicy", "Donner l'avis du DPO sur les durées"),
                    ("decide_retentionpolicy", "Décider les durées de conservation"),
                ],
                "verbose_name": "durées de conservation",
                "verbose_name_plural": "durées de conservation",
            },
        ),
        migrations.AddField(
            model_name="retentionpolicy",
            name="accident_months",
            field=models.PositiveSmallIntegerField(
                db_default=24,
                default=24,
                help_text="En mois. À vérifier par un juriste : prescription des droits de la victime.",
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="dossier gardé après un accident",
            ),
        ),
        migrations.AddField(
            model_name="retentionpolicy",
            name="decided_as",
            field=models.CharField(
                blank=True,
                db_default="",
                editable=False,
                max_length=160,
                verbose_name="nom et fonction de qui décide",
            ),
        ),
        migrations.AddField(
            model_name="retentionpolicy",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="décidé par",
            ),
        ),
        migrations.AddField(
            model_name="retentionpolicy",
            name="decided_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="décidé le"),
        ),
        migrations.AddField(
            model_name="retentionpolicy",
            name="opinion",
            field=models.CharField(
                blank=True,
                choices=[
                    ("favourable", "favorable"),
                    ("reserved", "favorable avec réserves"),
                    ("unfavourable", "défavorable"),
                ],
                db_default="",
                editable=False,
                max_length=12,
                verbose_name="avis",
            ),
        ),
        migrations.AddField(
            model_name="retentionpolicy",
            name="opinion_as",
            field=models.CharField(
                blank=True,
                db_default="",
                editable=False,
                max_length=160,
                verbose_name="nom et fonction du DPO",
            ),
        ),
        migrations.AddField(
            model_name="retentionpolicy",
            name="opinion_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="avis de",
            ),
        ),
        migrations.AddField(
            model_name="retentionpolicy",
            name="opinion_file",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="retention_opinion",
                to="documents.blob",
                verbose_name="avis signé",
            ),
        ),
        migrations.AddField(
            model_name="retentionpolicy",
            name="opinion_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="avis du"),
        ),
        migrations.AddField(
            model_name="retentionpolicy",
            name="opinion_text",
            field=models.TextField(
                blank=True,
                db_default="",
                editable=False,
                max_length=2000,
                verbose_name="motif de l'avis",
            ),
        ),
        migrations.AddField(
            model_name="retentionpolicy",
            name="visa_on",
            field=models.DateField(blank=True, null=True, verbose_name="visa donné le"),
        ),
        migrations.AddField(
            model_name="retentionpolicy",
            name="visa_reference",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="À vérifier par un juriste : visa d'élimination du service d'archives.",
                max_length=80,
                verbose_name="visa des archives : référence",
            ),
        ),
        migrations.AddField(
            model_name="retentionpolicy",
            name="visa_until",
            field=models.DateField(blank=True, null=True, verbose_name="visa valable jusqu'au"),
        ),
        migrations.AlterField(
            model_name="retentionpolicy",
            name="valid_from",
            field=models.DateField(
                default=django.utils.timezone.localdate, verbose_name="à partir du"
            ),
        ),
        migrations.AlterField(
            model_name="retentionpolicy",
            name="validated_by",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                max_length=120,
                verbose_name="validé par",
            ),
        ),
        migrations.RunSQL(VALIDATED, migrations.RunSQL.noop),
        migrations.RunSQL([MONTHS, GUARD], [FORMER.MONTHS, FORMER.GUARD]),
        migrations.AddConstraint(
            model_name="retentionpolicy",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_on__isnull", False)),
                fields=("valid_from",),
                name="retention_decided_once_a_day",
                violation_error_message="Des durées sont déjà décidées à partir de ce jour.",
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_on__isnull", True),
                    models.Q(("validated_by", ""), _negated=True),
                    models.Q(
                        ("opinion_on__isnull", False),
                        ("opinion_on__lte", models.F("decided_on")),
                        models.Q(("decided_as", ""), _negated=True),
                        models.Q(("opinion_as", ""), _negated=True),
                        models.Q(("opinion", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="retention_decided_after_an_opinion",
                violation_error_message="L'avis du DPO manque : il se prononce d'abord.",
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    ("opinion_by__isnull", True),
                    models.Q(("decided_by", models.F("opinion_by")), _negated=True),
                    _connector="OR",
                ),
                name="retention_decided_by_another",
                violation_error_message="Une autre personne décide : le DPO donne un avis, le délégué du responsable décide.",
            ),
        ),
    ]
