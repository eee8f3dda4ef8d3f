"""Between the words and the second step: what was recognised travels with the browser, closed, for five minutes."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings

from wekeep.kit import clock
from wekeep.kit.codes import same
from wekeep.kit.envelope import Broken, digest, open_under, seal_under
from wekeep.people.actions.sign_in import Recognised
from wekeep.people.models import Member

_PURPOSE: Final = "second step"
LASTS: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, repr=False)
class Waiting:
    """A member whose words were right, what these open, and the address they were on their way to."""

    found: Recognised
    after: str


def wait_for_step(found: Recognised, after: str) -> str:
    """For the cookie. The key the words give is in it, encrypted, because nothing here may keep it meanwhile."""
    session = found.member.get_session_auth_hash()
    told = [found.member.code, found.key.hex(), session, after, int(clock.now().timestamp())]
    return urlsafe_b64encode(seal_under(_key(), _PURPOSE, json.dumps(told).encode())).decode()


def waiting(cookie: str) -> Waiting | None:
    """What waits, or None where it is over, or the words are no longer the member's."""
    try:
        told = json.loads(open_under(_key(), _PURPOSE, urlsafe_b64decode(cookie)))
    except (Broken, ValueError):
        return None
    code, key, session, after, at = told
    member = Member.objects.filter(code=code, is_active=True).first()
    over = clock.now().timestamp() - at > LASTS.total_seconds()
    if member is None or over or not same(session, member.get_session_auth_hash()):
        return None
    return Waiting(Recognised(member, bytes.fromhex(key)), after)


def _key() -> bytes:
    return digest(_PURPOSE.encode(), key=digest(settings.SECRET_KEY.encode()))
