"""About how many are near: of use to whoever decides, and of none to whoever asks street after street."""

from wekeep.alerts.rules.blur import FEWEST, TEN, blurred

SECRET = b"a secret of this network"
AREAS = [(f"cell-{n}", f"cell-{n + 1}") for n in range(1_000)]


def test_it_is_in_tens_and_right_on_the_average() -> None:
    for count in (FEWEST, 7, 10, 34, 212, 5_003):
        said = [blurred(count, one, SECRET) for one in AREAS]
        assert {one % TEN for one in said} == {0} and all(abs(one - count) < TEN for one in said)
        assert abs(sum(said) / len(said) - count) < 1


def test_a_few_are_never_spoken_of_and_asking_again_says_nothing_more() -> None:
    assert {blurred(count, one, SECRET) for count in range(FEWEST) for one in AREAS} == {0}
    assert all(blurred(34, one, SECRET) == blurred(34, reversed(one), SECRET) for one in AREAS)


def test_what_one_more_changes_is_drowned_in_what_a_neighbouring_area_draws() -> None:
    """Whoever compares two areas that differ by a street with one person in it mostly sees no difference, or one that is as
    likely where nobody lives there."""

    def apart(more: int) -> list[int]:
        return [
            blurred(34 + more, one, SECRET) - blurred(34, other, SECRET)
            for one, other in zip(AREAS[1:], AREAS, strict=False)
        ]

    somebody, nobody = apart(1), apart(0)
    for difference in (-TEN, 0, TEN):
        assert abs(somebody.count(difference) - nobody.count(difference)) < len(AREAS) / 8


def test_without_the_secret_the_draw_is_not_known() -> None:
    others = [blurred(35, one, b"another") for one in AREAS]
    assert others != [blurred(35, one, SECRET) for one in AREAS]
