"""Words drawn by us, for receipts and passphrases: the EFF's long list without 277 unkind ones (12.9 bits a word)."""

import secrets
from functools import cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA

RECEIPT_WORDS = 6
PASSPHRASE_WORDS = 5

# Words of the list that nobody should get from us who fears for a neighbour; what someone typed is still known by them.
_UNDRAWN = """
ablaze afraid agent agony alienable alienate aliens ambush anguished army arrest arson backfire backstab
bacon banish barbed barmaid battered battering blast bloated bloating boozy bribe bruising buckshot
bully cage cannon captivate captive captivity capture casket chain chase chasing chastise cheating
chokehold choking chubby citizen crazy crook cruelly cruelness cruelty crushed crusher crushing culprit
curse custodian custody danger decay deceit decompose defame defraud degraded degrading deport deputy
desecrate despair destruct detention devouring dictator disabled disfigure disloyal disobey dreaded
dreadful drown dwarf enslave entomb entrap escapable escapade escapist eskimo espionage evict evil exile
expel explode exploit extortion famine fascism federal filth flogging frighten frightful gangrene geek
germicide gonad graves graveyard grief grievance grieving grievous groin handcuff handgun hangover
harmful hate hazard headlock humiliate hunter hunting huntress huntsman hurt idiocy illicitly impotence
impotency impotent imprison islamic islamist jackknife jailbird jailbreak jailer jailhouse jockstrap
lustfully lustily lustiness lusty mobster mourner mournful national native nerd obedience obedient
onslaught opium oppressed oppressor outshoot ovary overkill overstay overthrow pagan panic paralyze
parasite parasitic parole passport patrol penknife plunder poison police pope pork pregnancy pregnant
prison probation punch pureblood pursuit racism raider rebel recapture removable removal removed remover
removing reptile reptilian reshoot revolt riot robbing sadden savage scared scarring scary scolding
scrawny seizing shame sinister sinner slain slapping slingshot smasher smashing smother smuggler
smuggling snitch spied spyglass starved starving stole stowaway strangle stung stunned subject sufferer
suffering suspect theft thong threaten tragedy traitor trapped trapper trapping treason unchain undead
undesired undress unfitted unhappy unholy unlawful unlovable unloved unlovely unloving unpopular unsafe
unsaved unshackle unwanted unwed unwelcome unworthy uprising uselessly verdict villain violate violation
violator virus visa widow wildfire womb wound wrath wrongdoer wronged wrongful zombie
"""
UNDRAWN = frozenset(_UNDRAWN.split())


@cache
def word_list() -> tuple[str, ...]:
    """The EFF long word list as the xkcdpass package ships it."""
    words = tuple((files("xkcdpass") / "static" / "eff-long").read_text().split())
    if len(set(words)) != 7776:
        raise RuntimeError("the word list is not the EFF's long list of 7,776 words")
    return words


@cache
def drawn_words() -> tuple[str, ...]:
    """The words of the list that we hand out: all but the few of `UNDRAWN`, which costs less than 0.1 bit a word."""
    return tuple(word for word in word_list() if word not in UNDRAWN)


def draw(count: int) -> str:
    """`count` words drawn at random, joined by spaces."""
    return " ".join(secrets.choice(drawn_words()) for _ in range(count))


def from_digest(digest: str, count: int) -> str:
    """The `count` words that a hex digest of 32 bytes stands for: the same digest, the same words, evenly spread."""
    number, chosen = int(digest, 16), []
    for _ in range(count):
        number, index = divmod(number, len(drawn_words()))
        chosen.append(drawn_words()[index])
    return " ".join(chosen)


def normal_form(typed: str) -> str:
    """What a person typed as words, as we keep them: lower case, single spaces, no punctuation but the list's hyphen.

    One mistyped letter in a word is mended where just one word of the list fits; anything else is left as typed.
    """
    kept = "".join(c if c.isalpha() or c == "-" else " " for c in typed[:400].lower())
    return " ".join(_nearest(word) for word in kept.split()[:12])


def _nearest(word: str) -> str:
    if word in _word_set() or len(word) < 4:
        return word
    close = process.extract(word, word_list(), scorer=OSA.distance, score_cutoff=1, limit=2)
    return str(close[0][0]) if len(close) == 1 else word


@cache
def _word_set() -> frozenset[str]:
    return frozenset(word_list())
