"""The locks of a hub's stock: an event stays as it was written, in SQLite and in PostgreSQL alike."""

from typing import Any

from django.db import migrations

TABLE = "care_stockevent"
WORDS = "Stock is only ever added to."


def sqlite(name: str, when: str) -> list[str]:
    """One trigger that refuses."""
    return [f"CREATE TRIGGER {name} BEFORE {when} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"]


def postgresql(name: str, when: str) -> list[str]:
    """The same."""
    refused = f"RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $lock$ BEGIN {refused}; END $lock$",
        f"CREATE TRIGGER {name} BEFORE {when} ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def lock(apps: Any, schema_editor: Any) -> None:
    """Make the locks of this engine."""
    write = postgresql if schema_editor.connection.vendor == "postgresql" else sqlite
    with schema_editor.connection.cursor() as cursor:
        for name, when in ((f"{TABLE}_no_change", "UPDATE"), (f"{TABLE}_no_delete", "DELETE")):
            for statement in write(name, when):
                cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0005_runs"),
    ]

    operations = [
        migrations.RunPython(lock, migrations.RunPython.noop),
    ]
