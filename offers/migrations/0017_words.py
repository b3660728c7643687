"""The words by which companies, buyers, their people and contracts are sought; more letters are folded."""

import django.contrib.postgres.indexes
import psf.seeking.database
from django.db import migrations, models

from psf.french.database import Refold


class Migration(migrations.Migration):
    dependencies = [
        ("offers", "0016_offers_after_a_call"),
        ("territories", "0005_words"),
    ]

    operations = [
        Refold("offers_buyer", "sort_name", "name"),
        Refold("offers_buyercontact", "sort_name", "name"),
        Refold("offers_company", "sort_name", "name"),
        Refold("offers_companycontact", "sort_name", "name"),
        Refold("offers_contract", "sort_name", "title"),
        migrations.AddField(
            model_name="filing",
            name="sought",
            field=models.GeneratedField(
                db_persist=True,
                expression=psf.seeking.database.Joined(
                    psf.seeking.database.Words("name"),
                    psf.seeking.database.Words("email"),
                    psf.seeking.database.Words("organisation"),
                    psf.seeking.database.Words("siret"),
                    psf.seeking.database.Words("reference"),
                    psf.seeking.database.Words("title"),
                    psf.seeking.database.Number("phone"),
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddField(
            model_name="filingpart",
            name="sought",
            field=models.GeneratedField(
                db_persist=True,
                expression=psf.seeking.database.Joined(
                    psf.seeking.database.Words("company_name"),
                    psf.seeking.database.Words("company_siret"),
                    psf.seeking.database.Words("contact_name"),
                    psf.seeking.database.Words("contact_email"),
                    psf.seeking.database.Number("contact_phone"),
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddIndex(
            model_name="buyer",
            index=django.contrib.postgres.indexes.GinIndex(
                psf.seeking.database.Vector(
                    psf.seeking.database.Joined(
                        psf.seeking.database.Words("name"), psf.seeking.database.Words("siret")
                    )
                ),
                fastupdate=False,
                name="buyer_words",
            ),
        ),
        migrations.AddIndex(
            model_name="buyercontact",
            index=django.contrib.postgres.indexes.GinIndex(
                psf.seeking.database.Vector(
                    psf.seeking.database.Joined(
                        psf.seeking.database.Words("name"),
                        psf.seeking.database.Words("email"),
                        psf.seeking.database.Number("phone"),
                    )
                ),
                fastupdate=False,
                name="buyercontact_words",
            ),
        ),
        migrations.AddIndex(
            model_name="buyercontactaddress",
            index=django.contrib.postgres.indexes.GinIndex(
                psf.seeking.database.Vector(
                    psf.seeking.database.Joined(
                        psf.seeking.database.Words("email"), psf.seeking.database.Number("phone")
                    )
                ),
                fastupdate=False,
                name="buyer_address_words",
            ),
        ),
        migrations.AddIndex(
            model_name="company",
            index=django.contrib.postgres.indexes.GinIndex(
                psf.seeking.database.Vector(
                    psf.seeking.database.Joined(
                        psf.seeking.database.Words("name"), psf.seeking.database.Words("siret")
                    )
                ),
                fastupdate=False,
                name="company_words",
            ),
        ),
        migrations.AddIndex(
            model_name="companycontact",
            index=django.contrib.postgres.indexes.GinIndex(
                psf.seeking.database.Vector(
                    psf.seeking.database.Joined(
                        psf.seeking.database.Words("name"),
                        psf.seeking.database.Words("email"),
                        psf.seeking.database.Number("phone"),
                    )
                ),
                fastupdate=False,
                name="companycontact_words",
            ),
        ),
        migrations.AddIndex(
            model_name="companycontactaddress",
            index=django.contrib.postgres.indexes.GinIndex(
                psf.seeking.database.Vector(
                    psf.seeking.database.Joined(
                        psf.seeking.database.Words("email"), psf.seeking.database.Number("phone")
                    )
                ),
                fastupdate=False,
                name="company_address_words",
            ),
        ),
        migrations.AddIndex(
            model_name="contract",
            index=django.contrib.postgres.indexes.GinIndex(
                psf.seeking.database.Vector(
                    psf.seeking.database.Joined(
                        psf.seeking.database.Words("reference"), psf.seeking.database.Words("title")
                    )
                ),
                fastupdate=False,
                name="contract_words",
            ),
        ),
        migrations.AddIndex(
            model_name="hostslot",
            index=django.contrib.postgres.indexes.GinIndex(
                psf.seeking.database.Vector(
                    psf.seeking.database.Joined(psf.seeking.database.Words("site"))
                ),
                fastupdate=False,
                name="slot_words",
            ),
        ),
    ]
