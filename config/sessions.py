"""Django's sessions in the database, found by a question whose SQL is worked out once: every page of a member asks it."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from wekeep.work.prepared import Prepared

_OF_KEY: Prepared[Session] = Prepared(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now))


class SessionStore(db.SessionStore):
    """The same sessions in the same table; only how one is found is ours."""

    def _get_session_from_db(self) -> Session | None:
        # Django dates what it keeps by its own clock
        found = _OF_KEY.objects(self.session_key or "", timezone.now())
        if not found:
            self._session_key = None
            return None
        return found[0]
