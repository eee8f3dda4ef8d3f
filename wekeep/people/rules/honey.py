"""Applications that nobody sent: how many there are among the others, and what stands in them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from wekeep.kit.words import draw

# In fewer than these nothing is hidden.
LEAST_CROWD: Final = 5
ONE_IN: Final = 15
Kind = TypeVar("Kind")

_NAMES: Final = tuple(
    [
        "Ana",
        "Rosa",
        "Mai",
        "Lee",
        "Omar",
        "Hodan",
        "Grace",
        "Peter",
        "Elena",
        "Sam",
        "Fatima",
        "Luis",
        "Ruth",
        "Pa",
        "Jonas",
        "Carmen",
        "Amir",
        "Nora",
    ]
)
# in whose letters applicants of that language write the names of others; an address is in Latin ones
_NAMED: Final = {"ar": ("سامي", "نورا", "هدى", "عمر", "ليلى", "يوسف", "مريم", "خالد", "رنا", "حسن")}
_ABOUT: Final = {
    "en": (
        "I live near the park and know most people on my block.",
        "My neighbour told me about you. I have a car and time in the evenings.",
        "I work nights at the hospital, so I can help in the mornings.",
        "We moved here nine years ago. I would like to be useful on our street.",
        "I taught at the school on the corner and know many of the families.",
        "I can cook, carry and drive. I know the blocks around the market best.",
    ),
    "es": (
        "Vivo cerca del parque y conozco a casi todos en mi cuadra.",
        "Mi vecina me habló de ustedes. Tengo carro y tiempo por las tardes.",
        "Trabajo de noche, así que puedo ayudar por las mañanas.",
        "Di clases en la escuela de la esquina y conozco a muchas familias.",
    ),
    "so": (
        "Waxaan degganahay agagaarka beerta, dadka xaafaddayda intooda badan waan aqaanaa.",
        "Deriskayga ayaa ii sheegay. Baabuur baan haystaa, fiidkiina waqti baan hayaa.",
        "Habeenkii ayaan shaqeeyaa, markaa subaxdii waan caawin karaa.",
        "Ilmahaygu waxay dhigtaan dugsiga geeska ku yaal, qoysas badan baan aqaanaa.",
    ),
    "hmn": (
        "Kuv nyob ze lub tiaj ua si thiab paub yuav luag txhua tus hauv kuv thaj tsev.",
        "Kuv tus neeg zej zog qhia kuv txog nej. Kuv muaj tsheb thiab khoom thaum yav tsaus ntuj.",
        "Kuv ua haujlwm hmo ntuj, ces kuv pab tau thaum sawv ntxov.",
        "Peb tsiv tuaj nyob ntawm no cuaj xyoo lawm. Kuv xav pab ntawm peb txoj kev.",
    ),
    "ar": (
        "أسكن قرب الحديقة وأعرف معظم الناس في شارعي.",
        "جارتي أخبرتني عنكم. عندي سيارة ووقت في المساء.",
        "أعمل ليلاً، لذلك أستطيع المساعدة في الصباح.",
        "درّست في المدرسة التي في الزاوية وأعرف عائلات كثيرة.",
    ),
}
_KNOWN: Final = {
    "en": (
        "{name} from church, six years",
        "{name}, my neighbour upstairs",
        "{name}, we work together",
        "{name} from the choir",
    ),
    "es": ("{name} de la iglesia, seis años", "{name}, mi vecina de arriba", "{name}, trabajamos juntos"),
    "so": ("{name}, waan wada shaqaynaa", "{name} oo aan deris nahay", "{name}, dugsiga ayaan isku naqaan"),
    "hmn": (
        "{name}, peb ua haujlwm ua ke",
        "{name}, kuv tus neeg zej zog",
        "{name} ntawm lub tsev kawm ntawv, rau xyoo",
    ),
    "ar": ("{name} من المدرسة، منذ ست سنوات", "{name} من بنايتنا", "{name}، نعمل معاً"),
}


@dataclass(frozen=True, slots=True)
class MadeUp:
    """What would be sealed of an applicant, if there were one. The address lies in a domain that is kept free for such
    (RFC 2606), so it is nobody's."""

    contact: str
    about: str
    references: tuple[str, ...]


def wanted(crowd: int) -> int:
    """How many of so many that wait are to be nobody's."""
    return 0 if crowd < LEAST_CROWD else max(1, crowd // ONE_IN)


def make_up(language: str) -> MadeUp:
    """Another one at each call; in a language we have no sentences in, they wrote nothing, as many do."""
    name = one_of(_NAMES)
    contact = f"{name.lower()}.{draw(1)}{secrets.randbelow(100)}@example.{one_of(('com', 'net', 'org'))}"
    about = one_of(_ABOUT[language]) if language in _ABOUT else ""
    known = _KNOWN.get(language, ())
    count = secrets.randbelow(3) if known else 0
    return MadeUp(
        contact, about, tuple(one_of(known).format(name=one_of(_NAMED.get(language, _NAMES))) for _ in range(count))
    )


def one_of(choices: Sequence[Kind]) -> Kind:
    """One of them, whichever."""
    return choices[secrets.randbelow(len(choices))]
