"""Former SIRETs, written by the database wherever one changes; merges made before leave theirs too."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import offers.identifiers

# After the row, so that a SIRET just left by another transaction is seen: the unique index of SIRETs
# made this one wait for it.
FUNCTION = """
create or replace function offers_former_siret() returns trigger language plpgsql
set timezone to 'Europe/Paris' as $$
begin
  if new.merged_into_id is not null then
    return null;
  end if;
  if tg_op = 'UPDATE' and new.siret <> old.siret then
    delete from offers_formersiret where siret = new.siret
      and case tg_argv[0] when 'company' then company_id else buyer_id end = new.id;
    if old.siret <> '' then
      insert into offers_formersiret (company_id, buyer_id, siret, ended_on) values (
        case tg_argv[0] when 'company' then new.id end,
        case tg_argv[0] when 'buyer' then new.id end,
        old.siret, current_date
      ) on conflict do nothing;
    end if;
  end if;
  if exists (
    select from offers_formersiret where siret = new.siret
      and case tg_argv[0] when 'company' then company_id else buyer_id end <> new.id
  ) then
    raise unique_violation using
      message = 'a former SIRET of another ' || tg_argv[0],
      constraint = tg_argv[0] || '_siret_never_again';
  end if;
  return null;
end
$$
"""


def trigger(kind):
    return migrations.RunSQL(
        f"create trigger former_siret after insert or update of siret, merged_into_id"
        f" on offers_{kind} for each row execute function offers_former_siret('{kind}')",
        f"drop trigger if exists former_siret on offers_{kind}",
    )


def earlier_merges(kind):
    return migrations.RunSQL(
        f"""
        insert into offers_formersiret ({kind}_id, siret, ended_on)
        select kept.id, gone.siret, (gone.updated_at at time zone 'Europe/Paris')::date
        from offers_{kind} gone join offers_{kind} kept on kept.id = gone.merged_into_id
        where gone.siret <> '' and not exists (
          select from offers_{kind} other where other.siret = gone.siret
            and other.merged_into_id is null
        )
        order by gone.updated_at, gone.id
        on conflict do nothing
        """,
        migrations.RunSQL.noop,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("offers", "0019_words_chosen"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerSiret",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "siret",
                    models.CharField(
                        max_length=14,
                        validators=[offers.identifiers.validate_siret],
                        verbose_name="ancien SIRET",
                    ),
                ),
                (
                    "ended_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="porté jusqu'au"
                    ),
                ),
                (
                    "buyer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_sirets",
                        to="offers.buyer",
                        verbose_name="acheteur",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_sirets",
                        to="offers.company",
                        verbose_name="entreprise",
                    ),
                ),
            ],
            options={
                "verbose_name": "ancien SIRET",
                "verbose_name_plural": "anciens SIRET",
                "ordering": ["-ended_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("company__isnull", True), ("buyer__isnull", True), _connector="XOR"
                        ),
                        name="former_siret_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("siret", ""), _negated=True), name="former_siret_said"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("company__isnull", False)),
                        fields=("siret",),
                        name="former_siret_of_one_company",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("buyer__isnull", False)),
                        fields=("siret",),
                        name="former_siret_of_one_buyer",
                    ),
                ],
            },
        ),
        earlier_merges("company"),
        earlier_merges("buyer"),
        migrations.RunSQL(FUNCTION, "drop function if exists offers_former_siret()"),
        trigger("company"),
        trigger("buyer"),
    ]
