"""Lists of words: national and of the académies, only added and ended."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# A word stays on the files that keep it: a row is only ended, whoever asks.
ONLY_ENDED = """
create function words_word_only_ended() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'valid_until' = to_jsonb(old) - 'valid_until' then
    return new;
  end if;
  raise exception 'a word is only ended: % refused', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger only_ended before update or delete on words_word
  for each row execute function words_word_only_ended();
"""
NO_MORE = """
drop trigger only_ended on words_word;
drop function words_word_only_ended();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("territories", "0005_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ListOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("list_name", models.CharField(max_length=20, verbose_name="liste")),
                ("keys", models.JSONField(default=list)),
                (
                    "academy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.academy",
                    ),
                ),
            ],
            options={
                "verbose_name": "ordre d'une liste de mots",
                "verbose_name_plural": "ordres des listes de mots",
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        models.F("list_name"),
                        django.db.models.functions.comparison.Coalesce("academy", 0),
                        name="list_order_one_at_a_level",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("list_name", models.CharField(max_length=20, verbose_name="liste")),
                ("key", models.CharField(max_length=40, verbose_name="clé")),
                ("category", models.CharField(max_length=24, verbose_name="catégorie nationale")),
                ("label", models.CharField(max_length=80, verbose_name="mot")),
                ("help", models.CharField(blank=True, max_length=160, verbose_name="aide")),
                ("offered", models.BooleanField(default=True, verbose_name="proposé")),
                (
                    "valid_from",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="à partir du"
                    ),
                ),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="jusqu'au")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="ajouté le"
                    ),
                ),
                (
                    "academy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.academy",
                        verbose_name="académie",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
            ],
            options={
                "verbose_name": "mot d'une liste",
                "verbose_name_plural": "listes de mots",
                "ordering": ["list_name", "pk"],
                "default_permissions": ("add", "view"),
                "constraints": [
                    models.UniqueConstraint(
                        models.F("list_name"),
                        django.db.models.functions.comparison.Coalesce("academy", 0),
                        models.F("key"),
                        condition=models.Q(("valid_until__isnull", True)),
                        name="word_one_open_row",
                        violation_error_message="Quelqu'un vient de changer ce mot : relisez la liste.",
                    ),
                    models.UniqueConstraint(
                        models.F("list_name"),
                        django.db.models.functions.comparison.Coalesce("academy", 0),
                        models.F("key"),
                        models.F("valid_from"),
                        name="word_one_row_from_a_day",
                        violation_error_message="Ce mot change déjà ce jour-là.",
                    ),
                    models.UniqueConstraint(
                        models.F("list_name"),
                        django.db.models.functions.comparison.Coalesce("academy", 0),
                        django.db.models.functions.text.Lower("label"),
                        condition=models.Q(("offered", True), ("valid_until__isnull", True)),
                        name="word_one_live_label",
                        violation_error_message="Ce mot est déjà dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="word_ends_after_it_began",
                        violation_error_message="Un mot vaut au moins un jour.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("label", ""), _negated=True),
                            models.Q(("category", ""), _negated=True),
                            models.Q(("key", ""), _negated=True),
                        ),
                        name="word_says_something",
                    ),
                ],
            },
        ),
        migrations.RunSQL(ONLY_ENDED, NO_MORE),
    ]
