from django.db import migrations

from psf.perimeter.operations import SealLog

# The history of perimeters joins that of accounts, which administrators read and nobody rewrites.
COLUMNS = (
    "content_type_id, label, action, data, timestamp, uuid, user_id, content_changed, deleted,"
    " object_id"
)
OF_GRANTS = (
    "content_type_id in (select id from django_content_type"
    " where app_label = 'perimeter' and model = 'perimetergrant')"
)


def moved(source, target):
    return [
        f"insert into {target} ({COLUMNS}) select {COLUMNS} from {source} where {OF_GRANTS}",
        f"delete from {source} where {OF_GRANTS}",
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_last_code_step"),
        ("perimeter", "0009_sealed_logs"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.RunSQL(
            moved("wagtailcore_modellogentry", "accounts_accountlogentry"),
            moved("accounts_accountlogentry", "wagtailcore_modellogentry"),
        ),
        # Rows moved in leave foreign keys to check, before which no trigger can be made.
        migrations.RunSQL("set constraints all immediate", migrations.RunSQL.noop),
        SealLog("accounts_accountlogentry", at="timestamp"),
    ]
