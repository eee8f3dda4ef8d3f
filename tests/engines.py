"""Which tests run on SQLite alone, and why there is nothing in them that PostgreSQL could answer differently.

Every test that touches the database runs on both engines, unless its module is listed here or it is marked `once` itself.
That is for tests whose answer is made above the database: words and shapes of pages, what another machine is told over the
wire, who may come in at a door, what the keeper opens. What is about locks, constraints, transactions, migrations, order,
JSON, search, numbers at their limits, several at once, or something killed in the middle runs on both, whatever it costs.

And no statement may go unasked: whatever these tests have the program send to SQLite, other tests have it send to
PostgreSQL, from the same line with the same tables and columns. tests/asked.py notes it, and `./dev test` ends with it. Where it names
a statement, another test is written for it, or the one that asks it is marked `both`; and no module is listed that leads to a
statement which the program makes for SQLite alone, as the import of a city and the finding of places do.
"""

ONCE = {
    "words and shapes of pages: their queries are asked by tests of the actions and by the doors": (
        "tests/alerts/test_outlets.py",
        "tests/alerts/test_pages.py",
        "tests/desk/test_log_page.py",
        "tests/desk/test_poster.py",
        "tests/desk/test_texts.py",
        "tests/desk/views/test_feeds.py",
        "tests/desk/views/test_incident_page.py",
        "tests/desk/views/test_public.py",
        "tests/desk/views/test_weight.py",
        "tests/flows/test_only_what_was_verified.py",
        "tests/flows/test_report_a_sighting.py",
        "tests/look/test_pages.py",
        "tests/people/test_applying.py",
        "tests/people/test_duty_pages.py",
        "tests/people/test_few_holders.py",
        "tests/people/test_hygiene.py",
        "tests/watch/test_api.py",
    ),
    "what stands before any page, and is over before the database is asked": (
        "tests/config/test_bodies.py",
        "tests/config/test_checks.py",
        "tests/config/test_dawdlers.py",
        "tests/config/test_doorstep.py",
    ),
    "what another machine is told and answers": (
        "tests/channels/test_an_hour_down.py",
        "tests/channels/test_bounces.py",
        "tests/channels/test_credentials.py",
        "tests/channels/test_every_channel.py",
        "tests/channels/test_patience.py",
        "tests/channels/test_wire.py",
    ),
    "doors and sessions, each asked again in another state; tests/house/test_doors.py asks each on both engines": (
        "tests/desk/test_ways_around.py",
        "tests/flows/test_infiltrator.py",
        "tests/house/test_exports.py",
        "tests/house/test_locked_doors.py",
        "tests/people/test_first_hours.py",
        "tests/people/test_nobody_is_listed.py",
        "tests/people/test_second_step.py",
        "tests/people/test_sign_in.py",
        "tests/people/test_told_of_factors.py",
        "tests/people/test_touch.py",
        "tests/people/test_unlocking.py",
    ),
    "what the keeper opens, and what a text gives away": (
        "tests/desk/test_whose.py",
        "tests/flows/test_a_forgotten_passphrase.py",
        "tests/people/test_honey.py",
        "tests/vault/test_moved_rows.py",
        "tests/vault/test_who_can_open.py",
    ),
    "a story in simulated time, whose steps the tests of each step ask on both engines": (
        "tests/desk/test_story.py",
        "tests/watch/test_a_flood.py",
    ),
}
ON_SQLITE_ALONE = frozenset(path for paths in ONCE.values() for path in paths)
