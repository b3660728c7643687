"""Drawing up bordereaux, verifying them, and bringing them back after a restore."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from matching.enums import EndOfRecord
from matching.models import Manifest, ManifestLine, RetentionPolicy, Youth
from matching.retention import seams
from matching.retention.anonymising import YOUTH
from psf.ledger import Erasure, LedgerError, file
from psf.ledger.replay import record
from psf.territories.models import Service
from psf.workflow.errors import Refused

# In the ledger.
MANIFEST = "manifest"
# Two workers that draw up bordereaux at once: the second finds the first at work.
LOCK = 7_261_142
WAITS = "Ce dossier attend déjà sur le bordereau {code}, exécuté cette nuit : réessayez demain."
POLICY = (
    "closed_months",
    "archive_months",
    "never_contacted_months",
    "hard_stop_age",
)
Outcome = ManifestLine.Outcome


def draw_up(service: Service, now: datetime) -> Manifest | None:
    """Sign what is due in a service and stands on no bordereau yet; None when nothing is.

    In a transaction, its records in sight. The ledger has it before the database commits.
    """
    with transaction.atomic():
        if not _is_alone(service):
            return None
        waiting = ManifestLine.objects.filter(outcome=Outcome.WAITING).values("code")
        rules = seams.due(
            Youth.objects.current().exclude(code__in=waiting), timezone.localdate(now)
        )
        return _drawn_up(service, rules, now) if rules else None


def draw_up_one(
    youth: Youth, rule: EndOfRecord, now: datetime, *, request: str = ""
) -> Manifest | None:
    """The bordereau of a record that goes by itself; None while others are drawn up. See `draw_up`.

    `request` is the code of the request that it answers, signed with the rest. Raises
    Refused when the record waits on another one.
    """
    service = youth.service.origin
    with transaction.atomic():
        if not _is_alone(service):
            return None
        waiting = ManifestLine.objects.filter(code=youth.code, outcome=Outcome.WAITING)
        if line := waiting.select_related("manifest").first():
            raise Refused(WAITS.format(code=line.manifest.code))
        return _drawn_up(service, {youth.pk: rule}, now, request)


def _drawn_up(
    service: Service, rules: dict[int, str], now: datetime, request: str = ""
) -> Manifest:
    policy = RetentionPolicy.current(timezone.localdate(now))
    codes = dict(Youth.objects.filter(pk__in=rules).values_list("pk", "code"))
    merged = _merged_into(rules)
    document = {
        "code": Manifest.codes.next(),
        "made_at": now.isoformat(),
        "service": {"id": service.pk, "name": service.name},
        "policy": {"valid_from": policy.valid_from.isoformat()}
        | {name: getattr(policy, name) for name in POLICY},
        "visa": seams.visa_of(policy),
        "counts": dict(Counter(rules.values())),
        "lines": [
            {
                "number": number,
                "code": codes[pk],
                "merged": merged.get(pk, []),
                "rule": rules[pk],
            }
            for number, pk in enumerate(sorted(rules), 1)
        ],
    }
    if request:
        document["request"] = request
    manifest = _saved(document, service, policy, now)
    digest = file.keep(manifest.code, manifest.kept_apart)
    record([Erasure(MANIFEST, manifest.code, MANIFEST, now, digest=digest)])
    return manifest


def _is_alone(service: Service) -> bool:
    """Whether nobody else draws up a bordereau of this service, until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s, %s)", [LOCK, service.pk])
        return cursor.fetchone()[0]


def _saved(document, service, policy, now) -> Manifest:
    manifest = Manifest.signed(
        document,
        service=service,
        made_at=now,
        policy=policy if policy.pk else None,
        visa=document["visa"],
    )
    manifest.save()
    _add_lines(manifest)
    return manifest


def _add_lines(manifest: Manifest) -> None:
    ManifestLine.objects.bulk_create(
        ManifestLine(
            manifest=manifest,
            service_id=manifest.service_id,
            number=line["number"],
            code=line["code"],
            rule=EndOfRecord(line["rule"]),
        )
        for line in manifest.content["lines"]
    )


def _merged_into(records: Iterable[int]) -> dict[int, list[str]]:
    """{record: codes of those merged into it, however far back}."""
    found: dict[int, list[str]] = {}
    layer = {pk: pk for pk in records}
    while layer:
        rows = Youth.objects.filter(merged_into__in=layer).order_by("pk")
        below = {}
        for row in rows.only("code", "merged_into"):
            root = layer[row.merged_into_id or row.pk]
            below[row.pk] = root
            found.setdefault(root, []).append(row.code)
        layer = below
    return found


def problems() -> list[str]:
    """What does not hold, one French sentence each, of the bordereaux in sight and of the ledger."""
    try:
        told = list(file.lines())
    except LedgerError as error:
        return [str(error)]
    digests = {line.erasure.key: line.erasure.digest for line in told if _is(line, MANIFEST)}
    erased = {(line.erasure.manifest, line.erasure.key) for line in told if _is(line, YOUTH)}
    found = []
    manifests = Manifest.objects.prefetch_related("lines").order_by("pk")
    known = {manifest.code: manifest for manifest in manifests}
    for manifest in known.values():
        found += [f"{manifest.code} : {what}" for what in _problems_of(manifest, digests, erased)]
    return found


def _is(line, kind: str) -> bool:
    return line.erasure.kind == kind


def _problems_of(manifest: Manifest, digests, erased) -> Iterable[str]:
    if manifest.code not in digests:
        yield "le registre des effacements ne le connaît pas."
        return
    try:
        whole = file.kept(manifest.code, digests[manifest.code]) == manifest.kept_apart
    except LedgerError as error:
        yield str(error)
        whole = manifest.is_signed
    # A signature of a forgotten key is vouched for by the ledger, which has the digest.
    if not whole:
        yield "le document n'est pas celui qui a été signé."
        return
    lines = list(manifest.lines.all())
    said = [(line["number"], line["code"], line["rule"]) for line in manifest.content["lines"]]
    if said != [(line.number, line.code, line.rule) for line in sorted(lines, key=_number)]:
        yield "ses lignes ne sont pas celles du document signé."
    gone = [line.code for line in lines if line.outcome == Outcome.FORGOTTEN]
    for code in gone:
        if (manifest.code, code) not in erased:
            yield f"{code} est dit effacé, le registre ne le dit pas."
    for code in Youth.objects.filter(code__in=gone).values_list("code", flat=True).order_by("pk"):
        yield f"{code} est dit effacé, et la base l'a encore."
    if manifest.finished_at and any(line.outcome == Outcome.WAITING for line in lines):
        yield "il est dit exécuté, et des lignes attendent."


def _number(line: ManifestLine) -> int:
    return line.number


def take_up() -> int:
    """Bring back the bordereaux of workers that died once the ledger had them, and before they committed."""
    return bring_back(line.erasure for line in file.lines() if _is(line, MANIFEST))


def bring_back(erasures: Iterable[Erasure]) -> int:
    """The bordereaux that the database lacks, from the folder of the ledger; all lines wait.

    A record that a later one names too was kept by the former, whatever the reason was.
    """
    back = 0
    told = {erasure.key: erasure for erasure in erasures}
    known = set(Manifest.objects.filter(code__in=told).values_list("code", flat=True))
    for erasure in (each for code, each in told.items() if code not in known):
        kept = json.loads(file.kept(erasure.key, erasure.digest))
        content = json.loads(kept["document"])
        service = Service.objects.filter(pk=content["service"]["id"]).first()
        if service is None:
            continue  # Younger than the backup, with all that was in it.
        with transaction.atomic():
            # Somebody may be about to commit it.
            if not _is_alone(service) or Manifest.objects.filter(code=erasure.key).exists():
                continue
            manifest = Manifest.objects.create(
                code=erasure.key,
                service=service,
                made_at=datetime.fromisoformat(content["made_at"]),
                policy=RetentionPolicy.objects.in_force(timezone.localdate(erasure.at)),
                visa=content["visa"],
                **kept,
            )
            _keep_elsewhere(manifest)
            _add_lines(manifest)
            back += 1
    Manifest.codes.never_again(told)
    return back


def _keep_elsewhere(manifest: Manifest) -> None:
    codes = [line["code"] for line in manifest.content["lines"]]
    waiting = ManifestLine.objects.filter(code__in=codes, outcome=Outcome.WAITING)
    waiting.update(
        outcome=Outcome.KEPT,
        done_at=manifest.made_at,
        reason=f"Repris par le bordereau {manifest.code}.",
    )


def note_forgotten(code_of_manifest: str, codes: Iterable[str], now: datetime) -> None:
    """The lines of these records say so."""
    lines = ManifestLine.objects.filter(manifest__code=code_of_manifest, code__in=codes)
    lines.filter(outcome=Outcome.WAITING).update(outcome=Outcome.FORGOTTEN, done_at=now)


def finish(manifest: Manifest, now: datetime) -> bool:
    """Close a manifest of which no line waits; whether it is closed."""
    if manifest.lines.filter(outcome=Outcome.WAITING).exists():
        return False
    Manifest.objects.filter(pk=manifest.pk).update(finished_at=now)
    return True
