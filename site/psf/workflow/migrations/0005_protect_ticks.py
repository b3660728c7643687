from django.db import migrations

from psf.perimeter.operations import FollowsYouth, ProtectByService

APPEND_ONLY = """
create function workflow_stagepolicy_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'a version of the steps is never changed nor deleted'
        using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on workflow_stagepolicy
for each row execute function workflow_stagepolicy_append_only();
"""
REVERSE = """
drop trigger append_only on workflow_stagepolicy;
drop function workflow_stagepolicy_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("workflow", "0004_stage_policy"), ("matching", "0003_protect")]

    operations = [
        FollowsYouth("workflow_checklisttick"),
        ProtectByService("workflow_checklisttick", unless_null="youth_id"),
        migrations.RunSQL(APPEND_ONLY, REVERSE),
    ]
