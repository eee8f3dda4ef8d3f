"""What is held so that the program runs: journal, jobs, sessions, the map."""

from django.conf import settings
from django.utils.translation import gettext_noop

from wekeep.desk.queries.held.terms import EVERYONE, NOBODY, OPERATORS, SWEPT_MINUTES, Form, Holding, in_days, in_hours
from wekeep.work import actions as work

MACHINE: tuple[Holding, ...] = (
    Holding(
        ("journal.Entry", "journal.Counter", "watch.Shelf"),
        gettext_noop(
            "The journal: what happened to which code, in which zone, by which member's code; never words or places"
        ),
        Form.CLEAR,
        gettext_noop("Stewards; on boards, members with a role in the zone"),
        gettext_noop("Between %(shortest)s and %(longest)s days, by its kind"),
    ),
    Holding(
        ("work.Job", "work.LaneLock", "work.Periodic"),
        gettext_noop("Work that waits: which task, for which code"),
        Form.CLEAR,
        OPERATORS,
        gettext_noop("%(hours)s hours after it is done; what failed for good %(days)s days"),
        {"hours": in_hours(work.KEPT_WHEN_DONE), "days": in_days(work.KEPT_WHEN_DEAD)},
    ),
    Holding(
        ("sessions.Session",),
        gettext_noop("Open sessions of members: which member, and until when"),
        Form.CLEAR,
        NOBODY,
        gettext_noop("%(hours)s hours, and %(minutes)s minutes at most after that"),
        {"hours": settings.SESSION_COOKIE_AGE // 3600, "minutes": SWEPT_MINUTES},
    ),
    Holding(
        ("places.City", "places.Neighbourhood", "places.Street", "places.Place", "places.Zone"),
        gettext_noop("The map of the city and its zones, from public data; nothing of any person"),
        Form.CLEAR,
        EVERYONE,
        gettext_noop("Until another map is brought in"),
    ),
    Holding(
        ("auth.Permission", "auth.Group", "contenttypes.ContentType"),
        gettext_noop("Names of tables that the framework makes for itself; nothing of any person"),
        Form.CLEAR,
        NOBODY,
        gettext_noop("For as long as the network lives"),
    ),
)
