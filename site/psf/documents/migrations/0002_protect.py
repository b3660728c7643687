"""The perimeter of stored files, and templates that nothing changes once published."""

from django.db import migrations

from psf.perimeter.operations import FollowsYouth, ProtectByService

FOLLOWS_PLACEMENT = "documents_storedfile_follows_placement"
KEEP_PUBLISHED = """
create function documents_keep_published() returns trigger language plpgsql as $$
begin
    raise exception 'a published template never changes' using errcode = 'restrict_violation';
end $$;
create trigger documents_keep_published before update or delete on documents_documenttemplate
for each row when (old.published_at is not null) execute function documents_keep_published();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("matching", "0003_protect")]

    operations = [
        FollowsYouth("documents_storedfile"),
        migrations.RunSQL(
            f"alter table documents_storedfile add constraint {FOLLOWS_PLACEMENT}"
            " foreign key (placement_id, youth_id)"
            " references matching_placement (id, youth_id) on update cascade",
            f"alter table documents_storedfile drop constraint {FOLLOWS_PLACEMENT}",
        ),
        ProtectByService("documents_storedfile", unless_null="youth_id"),
        migrations.RunSQL(
            KEEP_PUBLISHED,
            "drop trigger documents_keep_published on documents_documenttemplate;"
            " drop function documents_keep_published();",
        ),
    ]
