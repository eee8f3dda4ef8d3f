"""The locks of the book: triggers that refuse, in SQLite and in PostgreSQL alike, what the rules refuse.

Legs are written before their entry, which closes them: only then can a database add them up that knows no deferred check.
A later migration that alters one of these tables on SQLite copies it, and makes its locks again.
"""

from typing import Any

from django.db import migrations

# What is refused: the words, and the condition under which they are said.
NEVER = "This table is only ever added to."
KEPT = ("care_bookentry", "care_bookleg", "care_rentpayment")

_LEGS = "SELECT 1 FROM care_bookleg l WHERE l.entry_id = NEW.number"
SEAL = (
    (
        "an entry follows the one before",
        "NEW.number <> COALESCE((SELECT MAX(number) FROM care_bookentry), 0) + 1"
        " OR NEW.before <> COALESCE((SELECT link FROM care_bookentry WHERE number = NEW.number - 1),"
        " '0000000000000000000000000000000000000000000000000000000000000000')",
    ),
    (
        "an entry has two legs or more that sum to zero",
        "(SELECT COUNT(*) FROM care_bookleg l WHERE l.entry_id = NEW.number) < 2"
        f" OR EXISTS ({_LEGS} GROUP BY l.fund_id, l.currency HAVING SUM(l.cents) <> 0)",
    ),
    (
        "a leg is in the currency of its fund",
        "EXISTS (SELECT 1 FROM care_bookleg l JOIN care_fund f ON f.code = l.fund_id"
        " WHERE l.entry_id = NEW.number AND l.currency <> f.currency)",
    ),
    (
        "a reversal is the mirror of an earlier entry that is none itself",
        "(NEW.what = 'reversal') <> (NEW.reverses_id IS NOT NULL) OR NEW.reverses_id >= NEW.number"
        " OR EXISTS (SELECT 1 FROM care_bookentry e WHERE e.number = NEW.reverses_id"
        " AND (e.what = 'reversal' OR e.about <> NEW.about))"
        " OR (NEW.reverses_id IS NOT NULL AND EXISTS (SELECT 1 FROM care_bookleg l"
        " WHERE l.entry_id IN (NEW.number, NEW.reverses_id)"
        " GROUP BY l.account, l.fund_id, l.currency HAVING SUM(l.cents) <> 0))",
    ),
    (
        "money leaves a bank account by a payment or a reversal only",
        f"NEW.what NOT IN ('payment', 'reversal') AND EXISTS ({_LEGS} AND l.account = 'bank' AND l.cents < 0)",
    ),
    (
        "an entry of a payment is as large as the payment",
        "(NEW.what <> 'payment' AND EXISTS (SELECT 1 FROM care_rentpayment p WHERE p.entry_id = NEW.number))"
        " OR NEW.what = 'payment' AND NOT EXISTS (SELECT 1 FROM care_rentpayment p JOIN care_rentcase c ON c.id = p.case_id"
        " JOIN care_fund f ON f.id = c.fund_id WHERE p.entry_id = NEW.number AND c.code = NEW.about AND p.cents = -(SELECT"
        " SUM(l.cents) FROM care_bookleg l WHERE l.entry_id = NEW.number AND l.account = 'bank' AND l.fund_id = f.code))",
    ),
    (
        "an advance is settled for no more than it was",
        "NEW.what = 'settlement' AND EXISTS (SELECT 1 FROM care_bookleg l JOIN care_bookentry e ON e.number = l.entry_id"
        " WHERE l.account = 'advances' AND e.about = NEW.about GROUP BY e.about HAVING SUM(l.cents) +"
        " (SELECT SUM(n.cents) FROM care_bookleg n WHERE n.entry_id = NEW.number AND n.account = 'advances') < 0)",
    ),
    (
        "no more is paid than the fund holds",
        "NEW.what = 'payment' AND EXISTS (SELECT 1 FROM care_bookleg l WHERE l.account = 'bank' AND l.fund_id IN"
        " (SELECT n.fund_id FROM care_bookleg n WHERE n.entry_id = NEW.number) GROUP BY l.fund_id"
        " HAVING SUM(l.cents) < 0)",
    ),
)
OPEN = (
    (
        "an entry that is closed takes no more legs",
        "EXISTS (SELECT 1 FROM care_bookentry e WHERE e.number >= NEW.entry_id)",
    ),
)
_CASE = "SELECT 1 FROM care_rentcase c WHERE c.id = NEW.case_id AND "
APPROVAL = (
    (
        "nobody approves what they filed or checked",
        f'EXISTS ({_CASE} NEW."by" IN (c.filed_by, c.verified_by))',
    ),
    (
        "an approval is of the case as it stands",
        f"NOT EXISTS ({_CASE} c.version = NEW.version AND c.amount = NEW.cents AND c.amount > 0"
        " AND c.verified_by <> '' AND c.state IN ('verified', 'approved_1', 'approved_2'))",
    ),
)
_YES = "FROM care_rentapproval a WHERE a.case_id = NEW.case_id AND a.version = NEW.version AND a.lapses_at > NEW.at"
PAYMENT = (
    (
        "a payment is of the case as it was approved",
        f"NOT EXISTS ({_CASE} c.version = NEW.version AND c.amount = NEW.cents AND c.state = 'scheduled')",
    ),
    (
        "a payment comes with an entry of its own",
        "EXISTS (SELECT 1 FROM care_bookentry e WHERE e.number >= NEW.entry_id)",
    ),
    (
        "approvals are missing or have lapsed",
        f'(SELECT COUNT(DISTINCT a."by") {_YES} AND a.cents = NEW.cents) <'
        " (SELECT c.approvals_needed FROM care_rentcase c WHERE c.id = NEW.case_id)",
    ),
    (
        "nobody pays what they filed, checked or approved",
        f'EXISTS ({_CASE} NEW."by" IN (c.filed_by, c.verified_by))'
        " OR EXISTS (SELECT 1 FROM care_rentapproval a WHERE a.case_id = NEW.case_id AND a.version = NEW.version"
        ' AND a."by" = NEW."by")',
    ),
)
_MATTERS = ("amount", "fund_id", "kind", "payee_kind", "payee_mark", "filed_by", "verified_by", "approvals_needed")
CASE = (
    (
        "another amount, payee, period or fund is another version",
        "NEW.version < OLD.version OR (NEW.version = OLD.version AND OLD.verified_by <> '' AND ("
        + " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in (*_MATTERS, "months"))
        + "))",
    ),
)
RULES = (
    ("care_bookentry", "care_bookentry_seal", "INSERT", SEAL),
    ("care_bookleg", "care_bookleg_open", "INSERT", OPEN),
    ("care_rentapproval", "care_rentapproval_may", "INSERT", APPROVAL),
    ("care_rentpayment", "care_rentpayment_may", "INSERT", PAYMENT),
    ("care_rentcase", "care_rentcase_no_slip", "UPDATE", CASE),
    *((table, f"{table}_no_change", "UPDATE", ((NEVER, "1 = 1"),)) for table in (*KEPT, "care_rentapproval")),
    *((table, f"{table}_no_delete", "DELETE", ((NEVER, "1 = 1"),)) for table in KEPT),
    (
        "care_rentapproval",
        "care_rentapproval_no_delete",
        "DELETE",
        (
            (
                "an approval stays where money may have followed it",
                "EXISTS (SELECT 1 FROM care_rentpayment p WHERE p.case_id = OLD.case_id) OR NOT EXISTS"
                " (SELECT 1 FROM care_rentcase c WHERE c.id = OLD.case_id AND c.state IN ('declined', 'withdrawn'))",
            ),
        ),
    ),
)


def sqlite(table: str, name: str, when: str, rules: tuple[tuple[str, str], ...]) -> list[str]:
    """One trigger, whose rules are asked one after the other. Its `IS NOT` compares what may be nothing."""
    asked = [
        f"SELECT RAISE(ABORT, '{words}') WHERE {condition.replace('IS DISTINCT FROM', 'IS NOT')};"
        for words, condition in rules
    ]
    return [f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW BEGIN {' '.join(asked)} END"]


def postgresql(table: str, name: str, when: str, rules: tuple[tuple[str, str], ...]) -> list[str]:
    """The same; emptying a table that has rows counts as deleting them."""
    asked = " ".join(
        f"IF {condition} THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
        for words, condition in rules
    )
    row = "OLD" if when == "DELETE" else "NEW"
    made = [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $lock$ BEGIN {asked} RETURN {row}; END $lock$",
        f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
    if when == "DELETE":
        emptied = (
            f"IF EXISTS (SELECT 1 FROM {table}) THEN RAISE EXCEPTION '{NEVER}'"
            " USING ERRCODE = 'integrity_constraint_violation'; END IF;"
        )
        made += [
            f"CREATE FUNCTION {name}_all() RETURNS trigger LANGUAGE plpgsql AS $lock$ BEGIN {emptied} RETURN NULL;"
            " END $lock$",
            f"CREATE TRIGGER {name}_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}_all()",
        ]
    return made


def lock(apps: Any, schema_editor: Any) -> None:
    """Make every lock of this engine."""
    write = postgresql if schema_editor.connection.vendor == "postgresql" else sqlite
    with schema_editor.connection.cursor() as cursor:
        for rule in RULES:
            for statement in write(*rule):
                cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0002_rent"),
    ]

    operations = [
        migrations.RunPython(lock, migrations.RunPython.noop),
    ]
