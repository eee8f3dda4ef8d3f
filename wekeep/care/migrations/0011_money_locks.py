"""More locks of the book, beside those of its first days: the rules of a fund as they are today are asked of each approval and payment, whoever
paid does not undo it, what was paid stays paid until the book has undone it, and what looks like a carer's claim sent twice takes two.

The rules of a fund are JSON, which the two engines read in words of their own; all else is said once for both.
"""

from typing import Any

from django.db import migrations

SQLITE = {
    "kinds": "EXISTS (SELECT 1 FROM json_each(f.terms, '$.kinds') j WHERE j.value = c.kind)",
    "payees": "EXISTS (SELECT 1 FROM json_each(f.terms, '$.payees') j WHERE j.value = c.payee_kind)",
    "zones": "EXISTS (SELECT 1 FROM json_each(f.terms, '$.zones') j WHERE j.value IN (c.zone, '*'))",
    "months": "json_array_length(c.months) <= json_extract(f.terms, '$.most_months')",
    # of the first band that is large enough; none is for what is more than the fund pays at once
    "approvals": "(SELECT json_extract(b.value, '$[1]') FROM json_each(f.terms, '$.bands') b"
    " WHERE json_extract(b.value, '$[0]') >= c.amount ORDER BY b.key LIMIT 1)",
}
POSTGRESQL = {
    "kinds": "f.terms->'kinds' @> to_jsonb(c.kind::text)",
    "payees": "f.terms->'payees' @> to_jsonb(c.payee_kind::text)",
    "zones": "(f.terms->'zones' @> to_jsonb(c.zone::text) OR f.terms->'zones' @> '\"*\"'::jsonb)",
    "months": "jsonb_array_length(c.months) <= (f.terms->>'most_months')::int",
    "approvals": "(SELECT (b.value->>1)::int FROM jsonb_array_elements(f.terms->'bands') WITH ORDINALITY AS b(value, place)"
    " WHERE (b.value->>0)::bigint >= c.amount ORDER BY b.place LIMIT 1)",
}

# What is refused: the words, and the condition under which they are said.
_CASE = "SELECT 1 FROM care_rentcase c JOIN care_fund f ON f.id = c.fund_id WHERE c.id = NEW.case_id AND "
_ALLOWED = "{kinds} AND {payees} AND {zones} AND {months} AND COALESCE({approvals} <= c.approvals_needed, FALSE)"
TODAY = (("the rules of the fund as they are now do not pay this so", f"EXISTS ({_CASE} NOT ({_ALLOWED}))"),)
_YES = (
    '(SELECT COUNT(DISTINCT a."by") FROM care_rentapproval a WHERE a.case_id = NEW.case_id AND a.version = NEW.version'
    " AND a.cents = NEW.cents AND a.lapses_at > NEW.at"
)
PAYMENT = (
    *TODAY,
    ("the fund is closed", f"EXISTS ({_CASE} NOT f.is_open)"),
    (
        "an approval under older rules of the fund counts no more",
        f"EXISTS ({_CASE} {_YES}) >= c.approvals_needed AND {_YES} AND a.at >= f.set_at) < c.approvals_needed)",
    ),
    (
        "a claim like another of the same carer takes two",
        f"EXISTS ({_CASE} c.kind IN ('spent', 'advance') AND c.same_as <> '' AND {_YES}) < 2)",
    ),
)
NOT_PAYER = (
    (
        "whoever paid does not undo it",
        "NEW.what = 'reversal' AND EXISTS (SELECT 1 FROM care_rentpayment p"
        ' WHERE p.entry_id = NEW.reverses_id AND p."by" = NEW."by")',
    ),
)
PAID = (
    (
        "what was paid stays paid until the book has undone it",
        "NEW.state NOT IN ('paid', 'receipt_confirmed', 'reconciled', 'closed') AND EXISTS (SELECT 1 FROM care_rentpayment p"
        " WHERE p.case_id = NEW.id AND NOT EXISTS (SELECT 1 FROM care_bookentry e WHERE e.reverses_id = p.entry_id))",
    ),
    (
        "what a claim is like stands with its version",
        "NEW.version = OLD.version AND OLD.verified_by <> '' AND NEW.same_as <> OLD.same_as",
    ),
)
RULES = (
    ("care_rentapproval", "care_rentapproval_today", "INSERT", TODAY),
    ("care_rentpayment", "care_rentpayment_today", "INSERT", PAYMENT),
    ("care_bookentry", "care_bookentry_not_payer", "INSERT", NOT_PAYER),
    ("care_rentcase", "care_rentcase_paid", "UPDATE", PAID),
)


def sqlite(table: str, name: str, when: str, rules: tuple[tuple[str, str], ...]) -> list[str]:
    """One trigger, whose rules are asked one after the other."""
    asked = " ".join(f"SELECT RAISE(ABORT, '{words}') WHERE {asks.format(**SQLITE)};" for words, asks in rules)
    return [f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW BEGIN {asked} END"]


def postgresql(table: str, name: str, when: str, rules: tuple[tuple[str, str], ...]) -> list[str]:
    """The same."""
    asked = " ".join(
        f"IF {asks.format(**POSTGRESQL)} THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
        for words, asks in rules
    )
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $lock$ BEGIN {asked} RETURN NEW; END $lock$",
        f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def lock(apps: Any, schema_editor: Any) -> None:
    """Make these locks of this engine, anew where one is there."""
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    write = postgresql if is_postgresql else sqlite
    with schema_editor.connection.cursor() as cursor:
        for rule in RULES:
            cursor.execute(f"DROP TRIGGER IF EXISTS {rule[1]}" + (f" ON {rule[0]}" if is_postgresql else ""))
            for statement in write(*rule):
                cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0010_lists"),
    ]

    operations = [
        migrations.RunPython(lock, migrations.RunPython.noop),
    ]
