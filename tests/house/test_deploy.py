"""What `deploy/` says is true: it names commands, options and settings that there are, and gives each role only what it needs."""

import json
import re
import shlex
import subprocess  # noqa: F401  the broker is a program of its own
from contextlib import suppress
from pathlib import Path
from typing import Any

import nkeys
import pytest
import yaml
from django.core.management import load_command_class
from jsonschema import Draft7Validator
from nacl.utils import random

from config import env
from tests.channels.tls_peer import make_authority
from tests.house.tree import ROOT
from tests.nats_server import nats_serving
from tests.running import until
from wekeep.channels.actions.handing import QUEUE_NAME, sending_queue
from wekeep.desk.command import _FILES, COMMANDS
from wekeep.journal.telling import FEED
from wekeep.work.broker import Broker, BrokerAway
from wekeep.work.rules.broker import Post, Where, where

DEPLOY = ROOT / "deploy"
SCHEMA = ROOT / "node_modules" / "dclint" / "schemas" / "compose.schema.json"
FILES = sorted(one for one in DEPLOY.iterdir() if one.is_file())
UNITS = [one for one in FILES if one.suffix == ".service"]
SENDERS_OWN = ("sender.env", "/etc/wekeep/sender", "nats_sender", "nats-sender.seed", "push_secret")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return found


def services(compose: dict[str, Any]) -> dict[str, Any]:
    """Those that run the `wekeep` command."""
    return {
        name: one
        for name, one in compose["services"].items()
        if one["image"].startswith("wekeep") and "entrypoint" not in one
    }


def can_be_said(words: list[str]) -> None:
    """The command and its options exist."""
    name, *options = words
    assert name in COMMANDS
    parser = load_command_class("wekeep.desk", _FILES.get(name, name)).create_parser("wekeep", name)
    parser.parse_args(options)


def test_the_compose_file_is_one(compose: dict[str, Any]) -> None:
    schema = json.loads(SCHEMA.read_text())
    assert [error.message for error in Draft7Validator(schema).iter_errors(compose)] == []


def test_every_secret_and_volume_that_a_container_asks_for_is_there(compose: dict[str, Any]) -> None:
    for one in compose["services"].values():
        asked = {name if isinstance(name, str) else name["source"] for name in one.get("secrets", ())}
        assert asked <= set(compose["secrets"])
        volumes = [v for v in one.get("volumes", ()) if isinstance(v, str)]
        assert {volume.split(":")[0] for volume in volumes} <= set(compose["volumes"])


def test_every_volume_is_laid_over_a_folder_of_the_user_who_writes_there(compose: dict[str, Any]) -> None:
    image = (DEPLOY / "Dockerfile").read_text()
    users = {name: uid for uid, name in re.findall(r"--uid (\d+) .* (wekeep-\w+)", image)}
    made = {path: users[name] for name, path in re.findall(r"install -d -o ([\w-]+) .* (/\S+)", image)}
    checked = 0
    for one in compose["services"].values():
        if one["image"].startswith("wekeep"):
            named = [v.split(":") for v in one["volumes"] if isinstance(v, str)]
            for volume, path in named:
                # the line to the keeper is the keeper's: the others only go through it
                writer = "903" if volume == "keeper_line" else one["user"].split(":")[0]
                assert made[path] == writer, (volume, path)
                checked += 1
    assert checked >= 8


def test_the_image_is_made_from_all_that_is_installed_and_from_nothing_else() -> None:
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = re.search(r'cp -R (.*) "\$new"', (ROOT / "dev").read_text())
    assert copied and set(copied[1].split()) | {"dev", "locks"} == let_in


def test_every_container_starts_with_a_command_there_is(compose: dict[str, Any]) -> None:
    for one in services(compose).values():
        can_be_said(one["command"])


@pytest.mark.parametrize("unit", UNITS, ids=lambda one: one.name)
def test_every_unit_starts_a_command_there_is(unit: Path) -> None:
    for line in re.findall(r"^ExecStart=/opt/wekeep/bin/wekeep (.*)$", unit.read_text(), re.M):
        can_be_said(shlex.split(line))


@pytest.mark.parametrize("file", FILES, ids=lambda one: one.name)
def test_every_setting_that_is_named_is_a_setting(file: Path) -> None:
    named = set(re.findall(r"WEKEEP_[A-Z_]*[A-Z]", file.read_text())) - {"WEKEEP_SENDING", "WEKEEP_BOARDS"}
    # compose's own: the version of the image, and where ports open
    named -= {"WEKEEP_VERSION", "WEKEEP_INNER_ADDRESS", "WEKEEP_SMTP"}
    assert named <= env.asked()


def test_what_the_channels_send_with_is_in_the_sender_alone(compose: dict[str, Any]) -> None:
    for name, one in compose["services"].items():
        assert any(word in json.dumps(one) for word in SENDERS_OWN) == (name == "sender"), name
    for unit in UNITS:
        given = [line for line in unit.read_text().splitlines() if not line.startswith(("#", "InaccessiblePaths"))]
        assert any(word in line for word in SENDERS_OWN for line in given) == ("sender" in unit.name), unit.name


def test_no_port_faces_outward(compose: dict[str, Any]) -> None:
    ports = [port for one in compose["services"].values() for port in one.get("ports", ())]
    assert ports and all(port.startswith(("127.0.0.1:", "${WEKEEP_INNER_ADDRESS:-127.0.0.1}:")) for port in ports)


def seeds(folder: Path, *roles: str) -> dict[str, str]:
    """A seed for each role in a file of its own; returns their public halves."""
    found = {}
    for role in roles:
        seed = nkeys.encode_seed(random(32), nkeys.PREFIX_BYTE_USER)
        (folder / role).write_bytes(bytes(seed))
        found[role] = nkeys.from_seed(bytearray(seed)).public_key.decode()
    return found


def test_each_role_may_do_at_the_broker_what_it_must_and_no_more(tmp_path: Path) -> None:
    authority, certificate = make_authority(tmp_path)
    known = seeds(tmp_path, "web", "worker", "sender")
    text = (DEPLOY / "nats.conf").read_text()
    assert "/etc/nats/tls/server.pem" in text and 'store_dir: "/var/lib/nats"' in text
    text = text.replace("/etc/nats/tls/server.pem", certificate).replace("/etc/nats/tls/server.key", certificate)
    text = text.replace("/var/lib/nats", str(tmp_path / "store")).replace('listen: "0.0.0.0:4222"', "")
    names = "\n".join(f"NATS_{role.upper()}: {key}" for role, key in known.items())
    with nats_serving(tmp_path / "server", f"NATS_NAME: one\n{names}\n{text}", jetstream=False) as server:
        url = server.url.replace("nats://", "tls://")

        def place(role: str) -> Where:
            found = where((url,), credentials=str(tmp_path / role), authority=authority)
            assert found is not None
            return found

        heard: list[str] = []
        told: list[bytes] = []
        sender, worker, web = Broker(place("sender"), sending_queue()), Broker(place("worker")), Broker(place("web"))
        thief = Broker(place("web"), sending_queue())
        liars = [Broker(place(role)) for role in ("web", "sender")]
        for one in (worker, *liars):
            one.keep(FEED)
        web.listen(FEED, told.append)
        sender.hear(heard.append)
        worker.hear(heard.append)
        for one in (sender, worker, web, thief, *liars):
            one.start()
        try:
            until(lambda: all(one.is_up() for one in (sender, worker, web, *liars)))

            def was_heard() -> bool:
                web.knock("alerts")
                return len(heard) >= 2

            until(was_heard)
            post = Post("wekeep.send.webpush.alert", "1.0", b"1.0")
            sender.hand_over([post])
            pulled: list[bytes] = []

            def was_pulled() -> bool:
                # what the broker has stored it gives out a moment later
                pulled.extend(one.body for one in sender.pull("send-webpush-alert", 5))
                return bool(pulled)

            until(was_pulled)
            assert pulled == [b"1.0"]
            # the queue is not theirs to write into: nothing says no, and nothing says yes
            for one in (web, worker):
                with pytest.raises(BrokerAway):
                    one.hand_over([post._replace(key="2.0")])
            until(lambda: thief.trouble)
            assert not thief.is_up()
            assert sender.pull("send-webpush-alert", 5) == []
            # boards hear what those say who run jobs, and nobody else is heard
            for one in liars:
                with pytest.raises(BrokerAway):
                    one.tell(FEED, b"forged")
            # even where they do not ask first
            liars[0]._loop.call_soon_threadsafe(liars[0]._tell, FEED.put, b"forged")
            liars[0]._loop.call_soon_threadsafe(liars[0]._tell, FEED.told, b"forged")

            def was_told() -> bool:
                # it lost its line over what it may not
                with suppress(BrokerAway):
                    worker.tell(FEED, b"true")
                return bool(told)

            until(was_told)
            assert set(told) == {b"true"}
        finally:
            for one in (sender, worker, web, thief, *liars):
                one.stop()
    assert QUEUE_NAME in text and FEED.name in text
