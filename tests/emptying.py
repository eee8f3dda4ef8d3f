"""How the tables are emptied after a test that commits: those that hold something, in one transaction.

Django's own flush deletes from each of our hundred tables and then announces that the database was migrated, whereupon each
package writes down anew which kinds of rows and permissions there are. That is ten times the work, and nothing reads them;
here they stay as the migrations left them.
"""

from functools import cache
from typing import Any

from django.db import connection
from django.test import TransactionTestCase

# what no test writes
_STAY = {"django_content_type", "auth_permission"}


def instead_of_flush() -> None:
    """Have every test that commits end so; called once a process."""
    TransactionTestCase._fixture_teardown = _empty  # type: ignore[attr-defined]


def _empty(_case: Any) -> None:
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM {quoted(one)})" for one in _tables())
        )
        full = [str(name) for (name,) in cursor.fetchall()]
    # references are checked at the end, when both sides are gone
    connection.ops.execute_sql_flush([f"DELETE FROM {quoted(one)}" for one in full])


@cache
def _tables() -> tuple[str, ...]:
    found = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return tuple(sorted(set(found) - _STAY))
