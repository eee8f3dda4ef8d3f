"""A real backup file, put back elsewhere by a thief who also has a member's passphrase and the living keeper's ear."""

import json
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest
from pytest_django.fixtures import Settings

from tests.cast import NORTH, SOUTH, Cast, admit
from tests.desk.test_backups import url_for
from tests.keeping import Keeping
from tests.running import environment, ran
from tests.vault.test_sealing import in_days
from tests.vault.test_what_is_stolen import as_found
from wekeep.desk.actions.backups import new_key
from wekeep.kit.abilities import Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.envelope import Group
from wekeep.vault.actions.sealing import seal

TTL_DAYS = 3
SECRET = "Maria-0001-Quetzal Ñandú Street"
# The thief owns this copy: what the pages would refuse there, they switch off. Only keys stand in their way.
THIEF = """
import json, sys
from datetime import timedelta
import django
django.setup()
from wekeep.kit import clock
from wekeep.kit.envelope import Group
from wekeep.kit.errors import Refused
from wekeep.people.access import actor_for
from wekeep.people.actions.sign_in import recognise
from wekeep.people.models import Member, PutBack
from wekeep.vault.actions.members import unlock
from wekeep.vault.models import Seal
from wekeep.vault.queries.opening import open_groups
from wekeep.vault.rules.unlocked import Asked, Unlocked

days, passphrase = int(sys.argv[1]), sys.argv[2]
waited = PutBack.objects.exists()
PutBack.objects.all().delete()
Member.objects.update(put_back=False)
with clock.simulated(clock.now() + timedelta(days=days)):
    found = recognise(handle="dana", passphrase=passphrase)
    actor = actor_for(found.member)
    opened, sealed = [], list(Seal.objects.order_by("record"))
    try:
        unlocked = Unlocked(actor, unlock(member=actor.code, key=found.key)[0])
        for one in sealed:
            asked = Asked(one.kind, one.record, Group(one.group))
            if (one.record, one.group) in open_groups(unlocked, [asked], reason="theft"):
                opened.append(one.record)
    except Refused as refusal:
        opened.append(str(refusal))
print(json.dumps({"waited": waited, "there": [one.record for one in sealed], "opened": opened}))
"""


def wekeep(env: dict[str, str], *words: str) -> str:
    done = ran(*words, env=env)
    assert done.returncode == 0, done.stderr
    return done.stdout


def plant() -> None:
    for record, zone, role, days in (
        ("expired", NORTH, Role.DISPATCHER, TTL_DAYS),
        ("lives", NORTH, Role.DISPATCHER, 30),
        ("of-another-role", NORTH, Role.VETTER, 30),
        ("of-another-zone", SOUTH, Role.DISPATCHER, 30),
    ):
        told = {"zone": zone, "role": role, "fields": {"name": SECRET}, "expires": in_days(days)}
        seal(kind="request", record=record, group=Group.TRIAGE, **told)  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_a_backup_put_back_elsewhere_with_a_stolen_passphrase_and_the_living_keeper_opens_nothing_expired(
    keeping: Keeping, cast: Cast, settings: Settings, tmp_path: Path
) -> None:
    """Day D: `wekeep backup`. A day after the records' last day: `wekeep restore`, dana's words, and the keeper as it is."""
    settings.PASSWORD_HASHERS = ["config.passphrases.PassphraseHasher"]
    vetter, second = admit("petra", Role.VETTER), admit("sam", Role.STEWARD, zone=EVERY_ZONE)
    for person in (cast.dana, cast.vera, vetter, cast.sol, second):
        person.unlocked()
    plant()
    home, elsewhere, file = tmp_path / "home", tmp_path / "elsewhere", tmp_path / "network.age"
    elsewhere.mkdir()
    secret, public = new_key()
    made = wekeep(environment(home), "-m", "wekeep.desk.command", "backup", str(file), "--to", public)
    (tmp_path / "key").write_text(secret)
    plain = pyrage.decrypt(file.read_bytes(), [pyrage.x25519.Identity.from_str(secret)])
    assert b"dana" in plain and not any(shape in plain for shape in as_found(SECRET))

    thief = environment(elsewhere, WEKEEP_DATABASE_URL=url_for(elsewhere), DJANGO_SETTINGS_MODULE="config.settings")
    restored = wekeep(thief, "-m", "wekeep.desk.command", "restore", str(file), "--key-file", str(tmp_path / "key"))
    words = made.split("find it: ")[1].strip()
    assert len(words.split()) == 6 and words in restored and "rest" in restored

    keeping.ahead = timedelta(days=TTL_DAYS + 1)
    keeping.keeper.tick()
    with_keeper = thief | {"WEKEEP_KEEPER_SOCKET": str(keeping.folder / "socket")}
    found = json.loads(wekeep(with_keeper, "-c", THIEF, str(TTL_DAYS + 1), cast.dana.passphrase))
    assert found["waited"] and len(found["there"]) == 4
    assert found["opened"] == ["lives"]

    alone = json.loads(wekeep(thief, "-c", THIEF, "0", cast.dana.passphrase))
    assert alone["opened"] == ["The keeper is not running, so nothing sealed can be opened now."]
