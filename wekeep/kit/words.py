"""Words drawn by us, for receipts and passphrases: the EFF's long list without 334 unkind ones and four with a hyphen (12.9 bits a word)."""

import secrets
from functools import cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA

RECEIPT_WORDS = 6
PASSPHRASE_WORDS = 5

# Words of the list that nobody should get from us who fears for a neighbour; what someone typed is still known by them.
_UNDRAWN = """
ablaze afraid agent agony alienable alienate aliens ambush anguished army arrest arson backfire
backstab bacon banish barbed barmaid battered battering blast bloated bloating boozy bribe bruising
buckshot bully cage cannon captivate captive captivity capture casket chain chase chasing chastise
cheating chokehold choking chubby citizen clobber coma confess confined crazy crook cruelly
cruelness cruelty crushed crusher crushing culprit curse custodian custody dagger danger decay
deceit decompose deface defame defile defraud degraded degrading deport depress deputy desecrate
despair destruct detached detention devouring dictate dictator disabled disarm disfigure disgrace
disloyal disobey dreaded dreadful drown dwarf enslave entomb entrap eradicate escapable escapade
escapist eskimo espionage evade evasive evict evil exile expel explode exploit expose extortion
famine fascism federal filth flogging freemason frighten frightful gangrene geek germicide gonad
goon gory graves graveyard grief grievance grieving grievous groin handcuff handgun hangover harmful
hate hazard headlock henchman humiliate hunter hunting huntress huntsman hurt idiocy illicitly
impotence impotency impotent imprison islamic islamist jackknife jailbird jailbreak jailer jailhouse
jockstrap judge jury lustfully lustily lustiness lusty mobster mourner mournful national native
nemesis nerd nuclear obedience obedient onslaught opium oppressed oppressor outcast outlast outshoot
ovary overkill overstay overthrow pagan panic paralyze parasite parasitic parole passport patrol
penknife plunder plutonium poison police pope pork pregnancy pregnant prison probation procurer
prowler punch pureblood purge pursuit racism radiated raider ravage rebel recapture removable
removal removed remover removing renegade repressed reptile reptilian reshoot revenge revolt riot
robbing rope sadden savage savior scam scapegoat scared scarring scary scolding scrawny secluded
seizing sermon serpent shady shame sinister sinner skinhead slain slapping slingshot smasher
smashing smother smuggler smuggling snare sneak snitch spied spooky spyglass squash starved starving
stole stowaway strangle strike stung stunned subject sufferer suffering suffocate suspect tank theft
thong threaten tragedy traitor trapped trapper trapping treason unchain undead undesired undress
unfitted unhappy unholy unlawful unlovable unloved unlovely unloving unmasked unpopular unsafe
unsaved unshackle unwanted unwed unwelcome unworthy uprising uproot uselessly vanish vanquish
venomous verdict villain violate violation violator virus visa wanted widow wildfire womb wound
wrath wrongdoer wronged wrongful zombie
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
    """The words of the list that we hand out: all but those of `UNDRAWN`, and those whose hyphen nobody hears who is told
    them; which costs less than 0.1 bit a word."""
    return tuple(word for word in word_list() if word.isalpha() and word not in UNDRAWN)


def draw(count: int) -> str:
    """`count` words drawn at random, joined by spaces."""
    return " ".join(secrets.choice(drawn_words()) for _ in range(count))


def from_digest(digest: str, count: int) -> str:
    """The `count` words that a hex digest of 32 bytes stands for: the same digest, the same words, evenly spread."""
    number, chosen, words = int(digest, 16), [], drawn_words()
    for _ in range(count):
        number, index = divmod(number, len(words))
        chosen.append(words[index])
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
