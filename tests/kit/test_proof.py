"""The small sum that a phone does before it sends: only for one report, only for a while, and only if it was done."""

import subprocess
from pathlib import Path

import pytest

from wekeep.kit import proof

SECRET, KEY, NOW = "a secret of ours", "key-of-this-report-1", 1_800_000_000
WORKER = Path(__file__).parents[2] / "wekeep/look/static/look/proof-worker.js"


def solved(bits: int = 6, form: str = "report", now: int = NOW) -> str:
    return proof.solve(proof.issue(SECRET, form, bits, now), KEY)


def test_a_solved_challenge_says_how_much_work_it_was_and_how_old_it_is() -> None:
    found = proof.check(SECRET, "report", KEY, solved(), NOW + 60)
    assert found is not None
    assert (found.bits, found.age) == (6, 60)


def test_two_challenges_have_two_numbers() -> None:
    numbers = {proof.read(SECRET, "report", proof.issue(SECRET, "report", 1, NOW), NOW) for _one in range(9)}
    assert len({one.number for one in numbers if one}) == 9


def test_a_proof_is_worth_nothing_under_another_key_for_another_form_or_with_another_secret() -> None:
    answer = solved(8)
    assert proof.check(SECRET, "report", "another-key-entirely", answer, NOW) is None
    assert proof.check(SECRET, "apply", KEY, answer, NOW) is None
    assert proof.check("another secret", "report", KEY, answer, NOW) is None


@pytest.mark.parametrize("later", [-1, proof.LIFE_SECONDS + 1])
def test_a_proof_of_tomorrow_or_of_an_hour_ago_is_none(later: int) -> None:
    assert proof.check(SECRET, "report", KEY, solved(), NOW + later) is None


def test_a_challenge_that_its_reader_made_easier_is_none() -> None:
    easy = proof.issue(SECRET, "report", 16, NOW).replace("report.16.", "report.0.")
    assert proof.check(SECRET, "report", KEY, proof.solve(easy, KEY), NOW) is None


def test_one_wrong_piece_of_sixteen_is_seen() -> None:
    challenge, _tilde, said = solved(8).partition("~")
    nonces = said.split(".")
    begin, wrong = proof.start(challenge, KEY), 0
    while proof.solves(begin, 7, wrong, 8):
        wrong += 1
    nonces[7] = f"{wrong:x}"
    assert proof.check(SECRET, "report", KEY, f"{challenge}~{'.'.join(nonces)}", NOW) is None


@pytest.mark.parametrize(
    "said",
    ["", "~", "1.report.6.1.a.b~", "x" * 5000, "1.report.x.y.z.w~0", "\u0661.report.1.1.a.b~0", "~".join("abc" * 99)],
)
def test_what_is_no_answer_proves_nothing(said: str) -> None:
    assert proof.check(SECRET, "report", KEY, said, NOW) is None


@pytest.mark.parametrize("said", ["", "0", "0." * 15 + "-1", "0." * 15 + "100000000", "g." * 15 + "0", "0." * 16 + "0"])
def test_nonces_that_are_too_few_too_many_or_no_numbers_prove_nothing(said: str) -> None:
    challenge = proof.issue(SECRET, "report", 0, NOW)
    assert proof.check(SECRET, "report", KEY, f"{challenge}~{'.'.join(['0'] * 16)}", NOW) is not None
    assert proof.check(SECRET, "report", KEY, f"{challenge}~{said}", NOW) is None


def test_the_phones_own_script_solves_what_the_server_asks() -> None:
    challenge, key = proof.issue(SECRET, "report", 9, NOW), KEY + "-that-is-rather-long-" * 3
    program = (
        "let on; globalThis.addEventListener = (_kind, call) => (on = call); globalThis.postMessage = (said) =>"
        f' console.log(said.answer); (0, eval)(require("fs").readFileSync({str(WORKER)!r}, "utf8"));'
        f" on({{ data: {{ challenge: {challenge!r}, key: {key!r} }} }});"
    )
    said = subprocess.run(["node", "-e", program], capture_output=True, text=True, check=True).stdout.strip()
    found = proof.check(SECRET, "report", key, said, NOW)
    assert found is not None
    assert found.bits == 9
