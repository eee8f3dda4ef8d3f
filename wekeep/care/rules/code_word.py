"""The word that a driver and a household say to each other before anyone gets in: two of a few words that sound alike everywhere."""

from wekeep.kit.codes import keyed_mark

# Short, unlike each other, spoken much the same in English, Spanish, Somali, Hmong and Arabic, and none of them a name or a threat.
WORDS = (
    "balsam banana barometer cactus café camera chocolate cinema "
    "cocoa coral delta dinosaur domino drama echo flamingo "
    "galaxy gorilla guitar hotel idea kangaroo karate kilo "
    "kimono kiwi koala lama lemon limo lotus mango "
    "marathon mosaic motor museum opera orchid panda papaya "
    "paprika pasta piano picnic pilot pizza planet polo "
    "radio robot rumba safari salsa samba sofa sonata "
    "tango taxi tempo tiger tomato tuba vanilla yoga"
).split()


def code_word(secret: str, trip: str, version: int) -> str:
    """Two words for a trip as it was told in this version of the plan: another trip, or another version, has others."""
    digits = int(keyed_mark(secret, "run code word", f"{trip} {version}")[:8], 16)
    first, rest = digits % len(WORDS), digits // len(WORDS)
    return f"{WORDS[first]} {WORDS[rest % len(WORDS)]}"
