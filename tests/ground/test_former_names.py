"""What the former release queued, or timers call, still finds its way under the names it knew."""

import pytest
from django.core.management import get_commands, load_command_class
from django.utils.module_loading import import_string

# Dotted names that stand in rows of schedules and of queued tasks.
QUEUED = (
    "matching.tasks.morning_digest",
    "matching.tasks.run_clock",
    "matching.tasks.check_queue",
    "matching.documents.tasks.erase_documents",
    "psf.documents.tasks.scan_waiting",
    "psf.documents.tasks.clean_private_files",
    "psf.imports.tasks.advance",
    "psf.imports.tasks.purge",
    "psf.workflow.policies.rollout.apply_in_background",
    "resources.tasks.publish_scheduled",
    "resources.tasks.tell_what_to_review",
    "resources.tasks.try_links",
    "psf.worker.heartbeat.beat",
)
COMMANDS = {"relances": "run_clock", "envoyer_messages": "send_messages"}


@pytest.mark.parametrize("name", QUEUED)
def test_a_queued_task_finds_its_function(name):
    assert callable(import_string(name))


@pytest.mark.parametrize("former", COMMANDS)
def test_a_command_answers_to_its_former_name(former):
    app = get_commands()[former]
    assert type(load_command_class(app, former)) is type(load_command_class(app, COMMANDS[former]))
