"""What the box "is this alert ours" reads in what people paste: a forger may put a true code beside anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wekeep.alerts.rules.asked import LONGEST, Asked, read

CODE, OTHER = "abcdefghjkmnpqrs", "0123456789abcdef"
HOSTS = {"keeps.example", "keeps.example:8443"}
OURS = Asked(frozenset({CODE}), elsewhere=False)


@pytest.mark.parametrize(
    "asked",
    [
        CODE,
        f"  {CODE.upper()}. ",
        f"code: {CODE}",
        f"Code:{CODE}",
        f"«{CODE}»",
        f"https://keeps.example/alerts/a/{CODE}/",
        f"HTTPS://KEEPS.EXAMPLE/alerts/a/{CODE}",
        f"keeps.example/alerts/a/{CODE}/",
        f"https://keeps.example:8443/now/{CODE}/?lang=es#top",
        f"Enforcement confirmed: North Side\nhttps://keeps.example/alerts/a/{CODE}/",
        f"Alert and/or drill, 24/7 (https://keeps.example/alerts/a/{CODE}/).",
    ],
)
def test_a_code_a_link_or_a_whole_message_of_ours_is_read(asked: str) -> None:
    assert read(asked, HOSTS) == OURS


@pytest.mark.parametrize(
    "asked",
    [
        f"https://evil.example/alerts/a/{CODE}/",
        f"https://keeps.example.evil.example/alerts/a/{CODE}/",
        f"https://keeps.example@evil.example/alerts/a/{CODE}/",
        f"https://evil.example\\@keeps.example/alerts/a/{CODE}/",
        f"https://keeps.example\\.evil.example/alerts/a/{CODE}/",
        f"https:evil.example/alerts/a/{CODE}/",
        f"https:/\\evil.example/alerts/a/{CODE}/",
        f"//evil.example/alerts/a/{CODE}/",
        f"evil.example/{CODE}",
        f"evil.example?{CODE}",
        f"{CODE}.evil.example",
        f"{CODE}@evil.example",
        f"javascript:alert('{CODE}')//keeps.example/{CODE}",
        f"data:text/html,{CODE}/",
        f"https://кeeps.example/alerts/a/{CODE}/",
        f"https://keeps.example:1/alerts/a/{CODE}/",
        f"http://[{CODE}/",
        f"https://keeps.example\x00.evil.example/{CODE}",
        f"Everyone out now: https://evil.example/x {CODE}",
        f"https://keeps.example/alerts/a/{CODE}/ and then www.evil.example/pay",
        "http://x/ nonsense",
    ],
)
def test_a_link_that_does_not_surely_lead_to_us_is_told_whatever_code_stands_beside_it(asked: str) -> None:
    assert read(asked, HOSTS).elsewhere


@pytest.mark.parametrize("asked", ["", "?", "\0", "x" * 5000, "is this yours", "neighbourhood", "24/7 and/or", "a.b"])
def test_what_is_no_code_is_none(asked: str) -> None:
    assert read(asked, HOSTS) == Asked(frozenset(), elsewhere=False)


def test_of_a_link_of_ours_only_its_path_counts() -> None:
    asked = f"https://keeps.example/alerts/a/{CODE}/?other={OTHER}#{OTHER}"
    assert read(asked, HOSTS).codes == {CODE}


@given(
    st.text(max_size=300), st.sampled_from([CODE, f"evil.example/{CODE}", f"https://keeps.example/{CODE}", "//[", "\\"])
)
def test_nothing_that_is_pasted_breaks_it(noise: str, part: str) -> None:
    for asked in (noise, noise + part, part + noise, noise.join([part] * 3)):
        found = read(asked, HOSTS)
        assert all(len(code) == len(CODE) for code in found.codes)
    assert read("x" * LONGEST + f" {CODE}", HOSTS).codes == frozenset()
