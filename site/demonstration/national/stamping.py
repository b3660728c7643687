"""Copying templates for everybody: one statement for each table.

A stamp is a template with who lived it, and by how many days each part of it moves: what came
before the presence, during it, and after it.
"""

from datetime import date, timedelta

from django.db import connection, models

from demonstration.national.recording import Recording
from demonstration.national.templates import DAYS, columns_of, table_of
from matching.models import (
    Attendance,
    Placement,
    PlacementPeriod,
    Review,
    Signature,
    SituationEntry,
)
from psf.messaging.models import Message
from psf.workflow.models import Action, Event

NEVER = date(9999, 12, 31)
STAMP_COLUMNS = {
    "tpl": "int",
    "placement_id": "bigint",
    "code": "text",
    "youth_id": "bigint",
    "service_id": "bigint",
    "offer_id": "bigint",
    "offer_service_id": "bigint",
    "slot_id": "bigint",
    "tutor_id": "bigint",
    "coordinator_id": "bigint",
    "contact1_id": "bigint",
    "contact2_id": "bigint",
    "contact3_id": "bigint",
    "buyer_contact_id": "bigint",
    "guardian_id": "bigint",
    "school_id": "bigint",
    "early": "int",
    "mid": "int",
    "post": "int",
    "first_day": "date",
    "last_day": "date",
    "youth_next": "timestamptz",
    "youth_outcome": "text",
    "offer_next": "timestamptz",
    "offer_outcome": "text",
    "used_up": "boolean",
    "last_of_youth": "boolean",
    "event_base": "bigint",
    "review_base": "bigint",
    "weekly_hours": "int",
    "days": "int[]",
    "day_end": "time",
    "keys": "int",
}
# What tokens stand for, and the table that a statement then joins.
TOKENS = {
    "⟦prenom⟧": "y.first_name",
    "⟦nom⟧": "y.last_name",
    "⟦prenom_parent⟧": "g.first_name",
    "⟦nom_parent⟧": "g.last_name",
    "⟦tuteur⟧": "u.first_name || ' ' || u.last_name",
    "⟦tuteur_tel⟧": "u.phone",
    "⟦service⟧": "coalesce(sv.name, osv.name)",
    "⟦service_tel⟧": "coalesce(sv.phone, osv.phone)",
    "⟦entreprise⟧": "co.name",
    "⟦contact1⟧": "c1.name",
    "⟦contact2⟧": "c2.name",
    "⟦contact3⟧": "c3.name",
    "⟦contact_acheteur⟧": "bc.name",
    "⟦acheteur⟧": "b.name",
    "⟦reference⟧": "ct.reference",
    "⟦objet⟧": "ct.title",
    "⟦site⟧": "sl.site",
    "⟦adresse⟧": "sl.address",
    "⟦commune⟧": "cm.name",
    "⟦offre⟧": "o.code",
    "⟦code⟧": "s.code",
    "⟦transport⟧": "o.transport",
    "⟦tenue⟧": "o.equipment",
    "⟦repas⟧": "o.meals",
    "⟦argent⟧": "o.gratification",
    "⟦reste⟧": "(ob.total - ob.reserved - ob.consumed)::text",
}
JOINS = """
    join offers_offer o on o.id = s.offer_id
    join offers_offerbudget ob on ob.offer_id = s.offer_id
    join offers_company co on co.id = o.company_id
    join offers_hostslot sl on sl.id = s.slot_id
    join territories_commune cm on cm.id = sl.commune_id
    join territories_service osv on osv.id = s.offer_service_id
    left join territories_service sv on sv.id = s.service_id
    left join accounts_user u on u.id = s.tutor_id
    left join matching_youth y on y.id = s.youth_id
    left join matching_guardian g on g.id = s.guardian_id
    left join offers_companycontact c1 on c1.id = s.contact1_id
    left join offers_companycontact c2 on c2.id = s.contact2_id
    left join offers_companycontact c3 on c3.id = s.contact3_id
    left join offers_buyercontact bc on bc.id = s.buyer_contact_id
    left join offers_contract ct on ct.id = o.contract_id
    left join offers_buyer b on b.id = ct.buyer_id
"""
JOINS_OF_YOUTH = """
    join matching_youth y on y.id = s.youth_id
    join territories_service sv on sv.id = s.service_id
    left join territories_service osv on osv.id = s.offer_service_id
    left join accounts_user u on u.id = s.tutor_id
    left join matching_guardian g on g.id = s.guardian_id
"""
DAY_OF = "({} at time zone 'Europe/Paris')"
OF_YOUTH = "t.youth_id is not null and t.placement_id is null"
OF_OFFER = "t.offer_id is not null"


def moved_day(column: str) -> str:
    """SQL: a date of the template, told for the stamp."""
    return (
        f"({column} + case when {column} < s.first_day then s.early"
        f" when {column} < s.last_day then s.mid else s.post end)"
    )


def moved(column: str) -> str:
    """SQL: a moment of the template, at the same hour of Paris."""
    local = DAY_OF.format(column)
    shift = moved_day(f"{local}::date")
    return f"(({shift} + {local}::time) at time zone 'Europe/Paris')"


def create_stamps(rows) -> None:
    """The table of stamps, from rows in the order of STAMP_COLUMNS."""
    columns = ", ".join(f"{name} {kind}" for name, kind in STAMP_COLUMNS.items())
    with connection.cursor() as cursor:
        cursor.execute("drop table if exists stamp")
        cursor.execute(f"create temporary table stamp ({columns})")
        with cursor.copy("copy stamp from stdin") as copy:
            for row in rows:
                copy.write_row([row.get(name) for name in STAMP_COLUMNS])
        cursor.execute("create index on stamp (tpl)")
        cursor.execute("analyze stamp")


def create_keys(recordings: list[Recording]) -> None:
    """Whom the rows of each recording name, to be replaced by those of the stamp."""
    with connection.cursor() as cursor:
        cursor.execute("drop table if exists recorded")
        cursor.execute(
            "create temporary table recorded (keys int primary key, tutor bigint,"
            " coordinator bigint, contact1 bigint, contact2 bigint, contact3 bigint)"
        )
        for number, recording in enumerate(recordings):
            keys = recording.keys
            cursor.execute(
                "insert into recorded values (%s, %s, %s, %s, %s, %s)",
                [
                    number,
                    keys["tutor"],
                    keys["coordinator"],
                    keys["contact1"],
                    keys["contact2"],
                    keys["contact3"],
                ],
            )


def user(column: str) -> str:
    return (
        f"case t.{column} when r.tutor then s.tutor_id when r.coordinator then s.coordinator_id end"
    )


def expression(model, field) -> str:
    """SQL: the value of a column for a stamp."""
    column = f't."{field.column}"'
    if column_rule := OVERRIDES.get((model, field.column)):
        return column_rule
    if field.is_relation:
        target = field.related_model._meta.label
        if target == "accounts.User":
            return user(field.column)
        if target == "words.Word":
            # The country's words are the same for every file.
            return column
        return f"case when {column} is not null then {RELATIONS[target]} end"
    if isinstance(field, models.DateTimeField):
        return moved(column)
    if isinstance(field, models.DateField):
        return moved_day(column)
    return column


RELATIONS = {
    "matching.Youth": "s.youth_id",
    "matching.Placement": "s.placement_id",
    "matching.Review": "s.review_base",
    "matching.Guardian": "s.guardian_id",
    "territories.Service": "case when t.youth_id is not null then s.service_id"
    " else s.offer_service_id end",
    "territories.School": "s.school_id",
    "offers.Offer": "s.offer_id",
    "offers.Filing": "null::bigint",
    "offers.HostSlot": "s.slot_id",
    "offers.CompanyContact": "case t.contact_id when r.contact1 then s.contact1_id"
    " when r.contact2 then s.contact2_id else s.contact3_id end",
    "offers.BuyerContact": "s.buyer_contact_id",
    "workflow.Event": "null::bigint",
    "links.Link": "null::bigint",
    "messaging.MessageTemplate": "null::bigint",
    "documents.StoredFile": "null::bigint",
}
NEXT = f"case when {OF_YOUTH} then s.youth_next when {OF_OFFER} then s.offer_next end"
DONE = f"(t.done_at is not null and {moved('t.done_at')} < coalesce({NEXT}, 'infinity'))"
OVERRIDES = {
    (Placement, "id"): "s.placement_id",
    (Placement, "code"): "s.code",
    (Placement, "offer_id"): "s.offer_id",
    (Placement, "reserved_until"): "t.reserved_until + s.early",
    (Event, "id"): "s.event_base + t.n",
    (Event, "memory"): "'{}'::jsonb",
    (Event, "undone_by_id"): "null",
    (Review, "id"): "s.review_base",
    (Action, "service_id"): "case when t.youth_id is not null then s.service_id when"
    " t.actor = 'national' then (select id from territories_service where kind = 'NATIONAL')"
    " else s.offer_service_id end",
    (Action, "done_at"): f"case when {DONE} then {moved('t.done_at')} else {NEXT} end",
    (Action, "done_by_id"): f"case when {DONE} then {user('done_by_id')}"
    f" when {NEXT} is not null then s.tutor_id end",
    (Action, "outcome"): f"case when {DONE} then t.outcome else coalesce(case when {OF_YOUTH}"
    f" then s.youth_outcome when {OF_OFFER} then s.offer_outcome end, t.outcome) end",
    (Attendance, "hours"): "least(t.hours, s.weekly_hours)",
    (PlacementPeriod, "days"): "s.days",
    (PlacementPeriod, "day_end"): "s.day_end",
    (Message, "event_id"): "case when t.event_id is not null then s.event_base + t.event_n end",
    (Message, "key"): "null",
    (Message, "state"): "'sent'",
    (Message, "attempts"): "1",
    (Message, "trouble"): "''",
    (Message, "claimed_at"): moved("t.created_at"),
    (Message, "sent_at"): f"{moved('t.created_at')} + interval '1 minute'",
    # The same at each loading, as far as keys are.
    (Message, "reference"): "md5(concat_ws(':', s.placement_id, s.youth_id, s.offer_id, t.tpl,"
    " t.n))::uuid",
}
CONDITIONS = {
    Event: f"({NEXT} is null or {moved('t.at')} < {NEXT})"
    f" and not (coalesce(s.used_up, false) and {OF_OFFER})",
    Action: f"({NEXT} is null or {moved('t.opened_at')} < {NEXT})"
    f" and not (coalesce(s.used_up, false) and t.verb = 'propose_youth')"
    " and (s.guardian_id is not null or t.verb not in ('sign_guardian', 'call_back_guardian'))",
    Signature: "(s.guardian_id is not null or t.party <> 'guardian')",
    Message: f"({NEXT} is null or {moved('t.created_at')} < {NEXT})"
    " and (s.guardian_id is not null or t.recipient <> 'guardian')"
    " and (s.buyer_contact_id is not null or t.recipient <> 'buyer')",
    SituationEntry: f"(s.youth_next is null or {moved_day('t.since')} <= s.youth_next::date)",
}


def stamp(model) -> int:
    """Write the rows of `model` for every stamp; return how many."""
    if model is Message:
        return _messages()
    fields = [
        field
        for field in columns_of(model)
        if not field.primary_key or (model, field.column) in OVERRIDES
    ]
    exprs = {field.column: expression(model, field) for field in fields}
    joins = ""
    if model is Event:
        exprs["label"] = (
            "case t.name when 'reserve' then 'Réservé : ' || sl.site || ', ' ||"
            " cm.name else t.label end"
        )
        exprs["text"] = _told("t.text", ())
        joins = (
            " left join offers_hostslot sl on sl.id = s.slot_id"
            " left join territories_commune cm on cm.id = sl.commune_id" + _days()
        )
    return _insert(model, exprs, joins, CONDITIONS.get(model, "true"))


def _insert(model, exprs, joins, condition) -> int:
    columns = ", ".join(f'"{name}"' for name in exprs)
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {model._meta.db_table} ({columns})"
            f" select {', '.join(exprs.values())} from stamp s"
            f" join {table_of(model)} t on t.tpl = s.tpl"
            f" join recorded r on r.keys = s.keys {joins} where {condition}"
        )
        return cursor.rowcount


def _messages() -> int:
    """Kind by kind: each text names only some of the tokens."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"select kind, bool_or(offer_id is null and placement_id is null),"
            f" string_agg(distinct body || subject_line, ' ')"
            f" from {table_of(Message)} group by kind order by kind"
        )
        kinds = cursor.fetchall()
    fields = [field for field in columns_of(Message) if not field.primary_key]
    total = 0
    for kind, about_youth, texts in kinds:
        tokens = [token for token in TOKENS if token in texts]
        exprs = {field.column: expression(Message, field) for field in fields}
        for name in ("body", "subject_line"):
            exprs[name] = _told(f"t.{name}", tokens)
        exprs["recipient_name"], exprs["address"] = _recipient(about_youth)
        joins = (JOINS_OF_YOUTH if about_youth else JOINS) + _days()
        condition = f"t.kind = '{kind}' and {CONDITIONS[Message]}"
        total += _insert(Message, exprs, joins, condition)
    return total


def _recipient(about_youth) -> tuple[str, str]:
    family = (
        "when 'youth' then y.first_name || ' ' || y.last_name"
        " when 'guardian' then g.first_name || ' ' || g.last_name"
    )
    mails = "when 'youth' then y.email when 'guardian' then g.email"
    if not about_youth:
        family += (
            " when 'company' then c1.name when 'buyer' then bc.name"
            " when 'tutor' then u.first_name || ' ' || u.last_name"
        )
        mails += (
            " when 'company' then c1.email when 'buyer' then bc.email when 'tutor' then u.email"
        )
    return f"case t.recipient {family} else '' end", f"case t.recipient {mails} else '' end"


def _told(column: str, tokens) -> str:
    """SQL: a text with its tokens and its days told again."""
    for token in tokens:
        column = f"replace({column}, '{token}', coalesce({TOKENS[token]}, ''))"
    for name in DAYS:
        column = f"replace({column}, '⟦{name}⟧', coalesce(w{name}.words, ''))"
    return column


def _days() -> str:
    return "".join(
        f" left join day_in_words w{name} on w{name}.day = {moved_day(f't.{name}')}"
        for name in DAYS
    )


def create_days_in_words(first: date, last: date, in_words) -> None:
    with connection.cursor() as cursor:
        cursor.execute("drop table if exists day_in_words")
        cursor.execute("create temporary table day_in_words (day date primary key, words text)")
        with cursor.copy("copy day_in_words from stdin") as copy:
            day = first
            while day <= last:
                copy.write_row([day, in_words(day)])
                day += timedelta(days=1)
        cursor.execute("analyze day_in_words")
