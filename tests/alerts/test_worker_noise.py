"""The service worker under noise: whatever a push or an answer says, a phone shows fixed sentences or what was signed.

A thousand pushes in the suite; WEKEEP_TEST_PAYLOADS=1000000 for a million (some minutes), WEKEEP_TEST_SEED for the same again.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.alerts.neighbours import neighbour
from tests.alerts.test_mid_send import begin
from tests.cast import Cast
from tests.channels.peers import PushPeer
from wekeep.alerts import notices
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS

ROOT = Path(__file__).resolve().parents[2]
PAYLOADS = int(os.environ.get("WEKEEP_TEST_PAYLOADS", "1000"))
SEED = int(os.environ.get("WEKEEP_TEST_SEED", "7"))
FIXED = {
    "New notice near a place you chose\nOpen it to read.",
    "A notice that could not be checked\nIt is not signed by this network. Open the site to see what is going on.",
}


def thrown(count: int, **given: object) -> dict[str, Any]:
    files = {"nacl": ROOT / "node_modules/tweetnacl/nacl-fast.js", "signed": ROOT / "wekeep/look/static/look/signed.js"}
    words = {**given, **{name: str(path) for name, path in files.items()}, "count": count, "seed": SEED}
    program = str(ROOT / "tests/look/worker_noise.cjs")
    done = subprocess.run(["node", program], input=json.dumps(words), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.once
@pytest.mark.django_db
def test_no_push_and_no_answer_makes_a_phone_show_what_was_not_signed(
    cast: Cast, push: PushPeer, client: Client
) -> None:
    one = neighbour(push)
    begin(cast)
    drain(ALERTS)
    code = one.codes[0].partition("-")[0]
    answer = client.get(f"/alerts/{code}-s/text/").json()
    key = client.get("/alerts/signing-key/").json()["key"]
    worker = client.get("/sw.js").content.decode()
    found = thrown(PAYLOADS, worker=worker, key=key, answer=answer, code=code)
    assert found["faults"] == [], f"seed {SEED}"
    signed = {f"{answer['title']}\n{answer['body']}"}
    may = FIXED | signed | {f"{title}\n{body}" for title, body in notices.unsigned_words() | notices.short_words()}
    assert set(found["shown"]) <= may, f"seed {SEED}"
    assert set(found["shown"]) >= FIXED | signed, "the noise reaches the true path too"
    assert sum(found["shown"].values()) == PAYLOADS
