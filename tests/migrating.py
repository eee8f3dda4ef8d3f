"""The database as an older release left it, and brought to today's state again whatever happens."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps


@contextmanager
def as_of(*targets: tuple[str, str]) -> Iterator[StateApps]:
    """The models as these migrations left them; at the end the database is upgraded; needs `transaction=True`.

    A database that stayed behind would fail the tests that come after in the same process.
    """
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    try:
        yield MigrationExecutor(connection).loader.project_state(list(targets)).apps
    finally:
        latest = MigrationExecutor(connection)
        latest.migrate(latest.loader.graph.leaf_nodes())
