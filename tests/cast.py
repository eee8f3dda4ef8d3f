"""The named cast of all tests: who they are, what they may do, and where."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import SYSTEM, Actor
from wekeep.people.access import actor_for
from wekeep.people.actions.members import admit_member
from wekeep.people.actions.roles import grant_role
from wekeep.people.actions.sign_in import recognise, unlock_session
from wekeep.people.models import Member
from wekeep.vault.rules.unlocked import Unlocked

NORTH, SOUTH = "north", "south"


@dataclass(frozen=True)
class Person:
    """One of the cast: sign in with `handle` and `passphrase`."""

    member: Member
    passphrase: str

    @property
    def handle(self) -> str:
        return self.member.handle

    @property
    def code(self) -> str:
        return self.member.code

    @property
    def actor(self) -> Actor:
        """Built anew at each look, as a request would."""
        return actor_for(Member.objects.get(pk=self.member.pk))

    def unlocked(self) -> Unlocked:
        """Unlocked with the passphrase, as sign-in does; needs a keeper that runs."""
        recognised = recognise(handle=self.handle, passphrase=self.passphrase)
        assert recognised is not None
        return Unlocked(self.actor, unlock_session(actor=self.actor, key=recognised.key, proven=True))

    def client(self) -> Client:
        """A browser in which this person is signed in, and unlocked where a keeper runs."""
        client = Client()
        client.force_login(self.member)
        if Path(settings.KEEPER_SOCKET).exists():
            client.cookies[settings.UNLOCK_COOKIE_NAME] = urlsafe_b64encode(self.unlocked().key).decode()
        return client


def admit(handle: str, *roles: Role, zone: str = NORTH) -> Person:
    """A member called `handle` who holds `roles` in `zone`."""
    issued = admit_member(actor=SYSTEM, handle=handle)
    for role in roles:
        grant_role(actor=SYSTEM, code=issued.member.code, role=role, zone=zone, until=clock.now() + timedelta(days=90))
    return Person(issued.member, issued.passphrase)


class Cast:
    """Made when asked for: dana the dispatcher, amina the verifier, omar the observer, sol the steward, mai the member
    without a role, and vera, dispatcher and verifier of another zone."""

    def __init__(self) -> None:
        self._made: dict[str, Person] = {}

    def _one(self, handle: str, *roles: Role, zone: str = NORTH) -> Person:
        if handle not in self._made:
            self._made[handle] = admit(handle, *roles, zone=zone)
        return self._made[handle]

    @property
    def dana(self) -> Person:
        return self._one("dana", Role.DISPATCHER)

    @property
    def amina(self) -> Person:
        return self._one("amina", Role.VERIFIER)

    @property
    def omar(self) -> Person:
        return self._one("omar", Role.OBSERVER)

    @property
    def sol(self) -> Person:
        return self._one("sol", Role.STEWARD, zone="*")

    @property
    def mai(self) -> Person:
        return self._one("mai")

    @property
    def vera(self) -> Person:
        return self._one("vera", Role.DISPATCHER, Role.VERIFIER, zone=SOUTH)


class InsecureInstantHasher(MD5PasswordHasher):
    """Instant and worthless: only so that a test which signs in a cast of six does not spend half a second."""

    algorithm = "insecure_instant"

    def key_of(self, password: str, encoded: str) -> bytes | None:
        """As the real one gives it: 32 bytes that follow from passphrase and salt."""
        if not self.verify(password, encoded):
            return None
        return blake2b(f"{password} {self.decode(encoded)['salt']}".encode(), digest_size=32).digest()
