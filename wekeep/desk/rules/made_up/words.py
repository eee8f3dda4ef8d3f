"""What made-up neighbours are called, speak and write, and whom they pay; in the languages of the city."""

from random import Random
from typing import Final

LANGUAGES: Final = ("so",) * 8 + ("es",) * 8 + ("hmn",) * 4 + ("en",) * 5 + ("ar",) * 2
"""As often as each is spoken."""
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "so": ("Hodan", "Ayaan", "Warsame", "Ifrah", "Abdi", "Sahra", "Liban", "Hibaaq", "Nimco", "Guled", "Fadumo"),
    "es": ("Rosa", "Marisol", "Javier", "Lucía", "Ernesto", "Paloma", "Ramiro", "Inés", "Tomás", "Graciela", "Chuy"),
    "hmn": ("Pa Kou", "Mai See", "Tou Ger", "Xeng", "Bao", "Kia", "Chue", "Nou", "Pheng", "Yer", "Dao"),
    "en": ("June", "Marcus", "Dolores", "Ruth", "Calvin", "Bea", "Otis", "Vernon", "Ida", "Clyde", "Nell"),
    "ar": ("سمير", "ليلى", "حسن", "مريم", "يوسف", "نور", "زينب", "خالد"),
}
SAID: Final[dict[str, tuple[str, ...]]] = {
    "so": ("Ilmaha ayaa xanuunsan.", "Fadlan soo wac fiidkii.", "Waxaan degannahay dabaqa saddexaad.", "Baabuur ma haysanno."),
    "es": ("El bebé tiene fiebre.", "Por favor llamen después de las seis.", "Vivimos en el tercer piso.", "No tenemos carro."),
    "hmn": ("Tus menyuam muaj mob.", "Thov hu thaum yav tsaus ntuj.", "Peb nyob theem peb.", "Peb tsis muaj tsheb."),
    "en": ("The baby has a fever.", "Please call after six.", "We live on the third floor.", "We have no car."),
    "ar": ("الطفل مريض.", "الرجاء الاتصال مساءً.", "نسكن في الطابق الثالث.", "ليست لدينا سيارة."),
}  # fmt: skip
DOORS: Final = ("the blue door", "behind the bakery", "second bell from above", "the yard, then left", "")
LANDLORDS: Final = (
    "Birch Homes",
    "Kettle Street Rentals",
    "Tanner and Daughters",
    "Orrin Shore Housing",
    "Millrace Flats",
)
UTILITIES: Final = ("Sorrel Bend Power", "Bend Water Works", "Northbank Gas")
BANK: Final = "Ferry Landing Credit Union"
HANDLES: Final = ("heron", "wren", "plover", "linnet", "siskin", "pipit", "dunlin", "avocet", "merlin", "oriole", "grebe",
    "teal", "swift", "martin", "finch", "larch", "alder", "maple", "hazel", "rowan", "cedar", "willow", "aspen", "linden",
    "thistle", "clover", "sorrel", "yarrow", "fern", "sedge")  # fmt: skip
_NEVER_ASSIGNED: Final = "555"
"""No area has this code, so no telephone anywhere rings."""


def phone(number: int) -> str:
    """A telephone number that cannot exist, another for each `number` under eight million."""
    return f"{_NEVER_ASSIGNED} {200 + number // 10_000:03} {number % 10_000:04}"


def name(draw: Random, language: str) -> str:
    """What somebody who speaks `language` may be called."""
    return draw.choice(NAMES[language])


def handle(number: int) -> str:
    """A pseudonym, another for each number."""
    return f"{HANDLES[number % len(HANDLES)]}-{number // len(HANDLES) + 1}"
