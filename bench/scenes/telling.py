"""How a witness puts into words what they saw, in one language of a wording."""

from dataclasses import dataclass
from random import Random

from bench.scenes.lexicon import Lexicon, Noun
from bench.scenes.truth import Cars

EMOJI = ("🚨", "🙏", "😢", "👀", "🚨🚨", "❗", "⚠️", "📍", "🧊")


@dataclass(frozen=True, slots=True)
class Seen:
    """What one witness took in; empty or None for what they missed, `must` names the clauses they will not leave out."""

    people: int | None
    cars: tuple[Cars, ...]
    activity: str
    uniform: str
    detail: str
    whom: str
    crossing: tuple[str, str]
    clock: str
    must: frozenset[str] = frozenset()


def number(rng: Random, lexicon: Lexicon, count: int) -> str:
    """A small count in words or digits, as people mix them."""
    if count <= len(lexicon.numbers) and rng.random() < 0.5:
        return lexicon.numbers[count - 1]
    return str(count)


def cars_phrase(rng: Random, lexicon: Lexicon, cars: tuple[Cars, ...]) -> str:
    """The vehicles as this witness would name them: "two black SUVs and a white van"."""
    return f" {lexicon.conjunction} ".join(_one_group(rng, lexicon, group) for group in cars)


def _one_group(rng: Random, lexicon: Lexicon, group: Cars) -> str:
    noun = rng.choice(lexicon.kinds[group.kind])
    word = _agree(rng.choice(lexicon.colours[group.colour]), noun, group.count)
    count = number(rng, lexicon, group.count)
    if lexicon.language == "en" and group.count == 1:
        count = rng.choice(("a", "one", "1"))
    if lexicon.language == "es" and group.count == 1:
        count = "un" if noun.gender == "m" else "una"
    name = noun.one if group.count == 1 else noun.many
    return lexicon.car_order.format(n=count, colour=word, noun=name)


def _agree(word: str, noun: Noun, count: int) -> str:
    forms = word.split("|")
    if len(forms) == 1:
        return word
    return forms[(0 if noun.gender == "m" else 1) + (0 if count == 1 else 2)]


def who_phrase(rng: Random, lexicon: Lexicon, people: int | None) -> str:
    """Those who act, counted when the witness counted more than one."""
    if not people or people < 2:
        return rng.choice(lexicon.who_uncounted)
    return rng.choice(lexicon.who).format(n=number(rng, lexicon, people))


def place_phrase(rng: Random, lexicon: Lexicon, crossing: tuple[str, str]) -> str:
    """The crossing in words, streets shortened now and then."""
    a, b = (name.removesuffix(" St") if rng.random() < 0.5 else name for name in crossing)
    return rng.choice(lexicon.places).format(a=a, b=b)


def tell(rng: Random, lexicon: Lexicon, seen: Seen) -> str:
    """A witness's own sentences, with at least the clauses in `seen.must`."""
    wanted = _wanted(rng, seen)
    place = place_phrase(rng, lexicon, seen.crossing)
    parts = []
    if "act" in wanted:
        act = rng.choice(_acts(lexicon, seen, wanted))
        act = act.format(who=who_phrase(rng, lexicon, seen.people), whom=_pick(rng, lexicon.whoms, seen.whom))
        parts.append(f"{act} {place}" if "place" in wanted else act)
    elif "place" in wanted:
        parts.append(place)
    parts += _asides(rng, lexicon, seen, wanted)
    if rng.random() < 0.35:
        parts.reverse()
    return " ".join(_joined(rng, _framed(rng, lexicon, parts)).split())


def _wanted(rng: Random, seen: Seen) -> set[str]:
    if not seen.must and rng.random() < 0.12:
        return {rng.choice(("act", "act", "cars"))}
    chances = {"act": 0.85, "place": 0.5, "cars": 0.5, "uniform": 0.16, "detail": 0.2, "clock": 0.08}
    wanted = {clause for clause, chance in chances.items() if rng.random() < chance} | seen.must
    return wanted if wanted & {"act", "cars"} else wanted | {"act"}


def _acts(lexicon: Lexicon, seen: Seen, wanted: set[str]) -> list[str]:
    acts = lexicon.activities[seen.activity]
    return [act for act in acts if "{whom}" in act or "whom" not in wanted] or list(acts)


def _asides(rng: Random, lexicon: Lexicon, seen: Seen, wanted: set[str]) -> list[str]:
    asides = []
    if "cars" in wanted and seen.cars:
        asides.append(rng.choice(lexicon.car_clauses).format(cars=cars_phrase(rng, lexicon, seen.cars)))
    if "uniform" in wanted and seen.uniform:
        asides.append(rng.choice(lexicon.uniform_clauses).format(uniform=rng.choice(lexicon.uniforms[seen.uniform])))
    if "detail" in wanted and seen.detail:
        asides.append(rng.choice(lexicon.details[seen.detail]))
    if "clock" in wanted:
        asides.append(rng.choice(lexicon.clock_clauses).format(clock=seen.clock))
    rng.shuffle(asides)
    return asides


def _framed(rng: Random, lexicon: Lexicon, parts: list[str]) -> list[str]:
    opening = [rng.choice(lexicon.openings)] if rng.random() < 0.22 else []
    ending = [rng.choice(lexicon.endings)] if rng.random() < 0.22 else []
    return opening + parts + ending


def _joined(rng: Random, parts: list[str]) -> str:
    return rng.choice((". ", ", ", ", ", " - ", ". ", "... ")).join(part for part in parts if part)


def _pick(rng: Random, phrases: dict[str, tuple[str, ...]], key: str) -> str:
    return rng.choice(phrases[key]) if key else ""


def hand_written(rng: Random, text: str) -> str:
    """The text as typed on a phone: capitals, no capitals, slips, emoji."""
    roll = rng.random()
    if roll < 0.06:
        text = text.upper()
    elif roll < 0.36:
        text = text.lower()
    else:
        text = text[:1].upper() + text[1:]
    if rng.random() < 0.16:
        text = _slip(rng, text)
    if rng.random() < 0.09:
        text = f"{text} {rng.choice(EMOJI)}"
    return text


def _slip(rng: Random, text: str) -> str:
    words = text.split(" ")
    long_words = [index for index, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    for index in rng.sample(long_words, min(len(long_words), rng.choice((1, 1, 2)))):
        word, at = words[index], rng.randrange(1, len(words[index]) - 1)
        words[index] = rng.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            )
        )
    return " ".join(words)
