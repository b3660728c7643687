"""Every row that a move may touch, as it stands: what an undo must bring back.

Left out on purpose, because they say what happened and never change back: events, the clock's traces,
messages and their personal links, files produced; versions and instants of change; an action that
the move opened stays, closed, with the outcome « undone ».
"""

from django.apps import apps

APPS = ("matching", "offers")
LEFT_OUT = {"matching.suggestion"}
COLUMNS_LEFT_OUT = {"version", "updated_at"}


def everything() -> dict:
    """{(table, key): values} of the services in sight."""
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    models.append(apps.get_model("workflow", "Action"))
    return {
        (model._meta.label_lower, values["pk"]): values
        for model in models
        if model._meta.label_lower not in LEFT_OUT
        for values in model._base_manager.values("pk", *_columns(model))
    }


def _columns(model) -> list[str]:
    columns = {field.attname for field in model._meta.concrete_fields}
    return sorted(columns - COLUMNS_LEFT_OUT)


def differences(before: dict, after: dict) -> list[str]:
    """« offers.companycontact 3: verified_on None → 2026-11-16 », one for each value changed."""
    found = []
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key), after.get(key)
        if was == now or (was is None and _was_undone(key, now)):
            continue
        if was is None or now is None:
            found.append(f"{key[0]} {key[1]}: {'gone' if now is None else 'left behind'}")
            continue
        found += [
            f"{key[0]} {key[1]}: {name} {was[name]} → {now[name]}"
            for name in was
            if was[name] != now[name]
        ]
    return found


def _was_undone(key, values) -> bool:
    return key[0] == "workflow.action" and values["outcome"] in ("undone", "decided")
