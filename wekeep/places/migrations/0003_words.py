"""Full text search over landmarks: an FTS5 table on SQLite, an index over tsvector on PostgreSQL."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = "CREATE VIRTUAL TABLE places_words USING fts5(words, tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
POSTGRESQL = "CREATE INDEX places_words ON places_place USING gin (to_tsvector('simple', words)) WHERE words <> ''"


def make(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL)


def undo(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute("DROP TABLE places_words" if editor.connection.vendor == "sqlite" else "DROP INDEX places_words")


class Migration(migrations.Migration):
    dependencies = [("places", "0002_city")]

    operations = [migrations.RunPython(make, undo)]
