"""Which word of ours was meant by a word with one slip of the finger in it."""

from collections.abc import Iterable

from wekeep.watch.rules.paste.ordinary_words import ORDINARY
from wekeep.watch.rules.paste.patterns import word_set

SHORTEST = 5
"""Shorter words are taken as typed: one slip turns too many of them into each other."""

LEAVE_ALONE = word_set(
    """
    vigil vigils parking packing stating loaning leading landing boating washing catching matching patching hatching basking
    reading heading leaving living loving leaning learning sheaving halting hunting bleeding feeding police
    policy place plate plates shield field fields wield yield drive drove strike stroke stuff staff stage state
    states station waiting wanting writing visiting white while whole house horse hours mouse mouth month south
    north truth trust trunk trick track tracks trash street streets green greens great greet black block blocks
    blank clock clear clean close clothes closed theyre youre theres wheres whats thats arent isnt wasnt havent
    didnt couldnt shouldnt werent there their these three where wherever hotel hostel motel model models market
    marked mark marks masks mask raise raid raids rain train trains brain right night light lights might sight
    fight eight weight tight carro carros caro caros cargo cargos casa casas caso casos calle calles valle
    puerta puertas puerto corta corto gente gentes mente siente frente frentes fuente puente puentes parte
    partes parque parques porque aunque llevan llevo llego llegan llega llena lleno lugar luego juego fuego
    hablo habla hablan salvo salir sale salen viene vienen tiene tienen quiere quieren puede pueden mando manda
    mandan grande grandes verde verdes negro negra pasaron pasando pasar pasan pasado pasada parecen cargan
    carga buscan buscando busca traen traer llamen llaman manejan unidos unido unidad cerca cerco ahora hora
    horas otra otros otras cuatro cuarto cuartos centro lake lakes banks bank bangs party patio cater carter
    martin morton hudson norton garden stopping shopping slopping topping hopping chopping dropping shipping
    skipping taking making baking raking waking talking walking asking tasking masking stand standing sanding
    handing banding pushing rushing putting cutting getting setting letting sitting person persona personas
    prison officer office offices agency agenda urgent legal white whites write writes quite sweet sheet sheets
    shirt shirts short shorts sport sports spots spot about above alone along among angle apple april avenue
    area areas mason season reason garage garages rivers river driver drivers diver divers target forget brother
    mother father other others another neither either staying stayed stated hearing really though rights window
    called caller calling trade bother worked working works closer causing driven broken entire various stores
    points counts customer customers remove removes raising charge charged charges challenge challenged former
    familiar friend friends personal carried carry carries seeding gentle resident walker steven pearson bianca
    floods shifts garbage transmit explore explored launched leaves theirs larger polish trial eighth topped
    suite suites chases chase employed sensor insider speaks casting closes pushes scanned patched stepping
    paradox boost staring marshall parker document colors element elements existing header typing marker stored
    table tables targets policies places stages styles portion squares force forces lowest linked median
    accents active antennas behaviour bounces buttons commands demand demands dijeron decian edited encode engines exist
    existed exists floors groups guardian handling hoped hoping junta juntas lists machines matched matter misas observe
    observed observer observers operator operators paired parsed player position positions preguntar raised scenes scopes
    second seconds seeds shares slack speed speeds stranger tired traia traian triple watcher watchers wrapper bundle strip
    stripe timers shads winding sadder ladies landed handed hired hater raiders breads dieron vieron fueron pusieron
    trailing factor centre colour neighbour neighbours neighbourhood couples coupled doubled broker worker parks
    costs ratio range ranges coast grade paper phone pared barro doble entra negar sueldo costo lleva guido
    modes sorts stats acerca aleman alguno bloque entero estado fechas flecha formado medida medina minuto
    mismos modelo modelos numeros posible puntos sitios tratado llegado cargado secuestrado grabado tratar
    shared shares sharing started starting starts starter string based county dozens docenas court courts fourth deported shaking baker bagging
    stripping shouting orders plants parade manage managed manager managers contar listo launch launched pudieron habian mucho renta
    tuned shade ceased bundle bundled escaped rides riders rider transito compas vista vistas retirar piece pieces noches citizen accent
    danado guarda grille grill languages checker route routes visibles total latin ninguno listed levels letra stacked clears settings
    picker yelling selling telling scared stormed stored storage startled settled caught laughing matters chasing casting hosting posting pasting
    costing testing resting tasted wasted washed wished pushed rushed crushed brushed crashed smashed dashed started statue status
    sirens screen screaming streaming steaming tracks tricks thanks thinks drinks shrinks carved curves served nerves waves saves caves
    bravo brazo plazo plato gato pato dato rato ratos bolsa bolsas mesa mesas misa pisa prisa camisa risa listas pistas fiestas tiendas
    vendas ventas cuentas rentas puntos juntos grupos tramos ramos vamos hemos damos estamos somos tenemos sabemos queremos podemos
    subir pedir salir decir vivir abrir viven abren piden pierden queda quedan quedo puedan pueda podria deben debe saben sabe cabe
    leaves leaved heaven raven haven seven eleven given driven proven woven woman women human roman worries worry carries married
    buried hurried curried party parties parties pasties hasty nasty tasty toast roast boast breakfast forward reward toward towards
    nothing noting guagua guaguas marcado seguido comido salido perdido perdida individuales maxim papeles barricaded organising
    """
)


SHORT_FOR = {
    short: word
    for word, shorts in {
        "over": "ovr ovver ovre",
        "they": "thye tehy",
        "the": "teh",
        "noon": "noonish middayish",
        "just": "jus jst",
        "agent": "agnt agt agnet",
        "agents": "agnts agts agnets agentz",
        "officer": "ofcr offcr",
        "officers": "ofcrs offcrs ofc ofcs",
        "vehicle": "vhcl vehc vehicel",
        "vehicles": "vhcls vehcs vehicels",
        "warrant": "wrnt wrrnt wrrt",
        "clothes": "clths cloths clohtes",
        "plain": "pln",
        "checkpoint": "chkpt chkpnt checkpt",
        "driveway": "drvwy",
        "passenger": "pssngr psgr",
        "jacket": "jkt",
        "jackets": "jkts",
        "rifle": "rfl",
        "rifles": "rfls",
        "weapons": "wpns",
        "weapon": "wpn",
        "pickup": "pkup pkp",
        "sedan": "sdn",
        "tinted": "tntd",
        "plates": "plts plats",
        "loading": "ldng lding",
        "waiting": "wtng",
        "neighbor": "nbr nghbr",
        "neighbors": "nbrs",
        "driving": "drvng",
        "walking": "wlkng",
        "building": "bldng",
        "helmets": "hlmts",
        "uniforms": "unifs",
        "black": "blck blk",
        "white": "wht whte",
        "silver": "slv slvr",
        "gray": "gry",
        "blue": "blu",
        "green": "grn",
        "explorer": "explr",
        "suburban": "subrbn sburban",
        "expedition": "exped expd",
        "parked": "prkd pkd prked",
        "each": "ea",
        "parking": "prkng prkg",
        "leaving": "lvng lvg leavng",
        "staging": "stgng stging",
        "standing": "stnding stdng",
        "watching": "wtchng watchng",
        "knocking": "knckng knockng",
        "truck": "trk",
        "trucks": "trks",
        "unmarked": "unmrkd unmkd unmrked",
        "vest": "vst",
        "vests": "vsts",
        "masked": "mskd maskd",
        "masks": "msks",
        "someone": "sumone sum1 som1 some1",
        "somebody": "sumbody",
        "corner": "cnr crnr",
        "between": "btwn betw",
        "across": "acrss",
        "front": "frnt",
        "outside": "outsd outsid",
        "inside": "insd",
        "next": "nxt",
        "school": "skool schl",
        "street": "stret",
        "apartment": "aptmt apmt",
        "questioning": "qstning",
        "detained": "detaind dtnd",
        "arrested": "arrstd",
        "around": "arnd",
        "right": "rite",
        "minutes": "mintues",
        "migra": "migre",
        "camioneta": "camionta cmta",
        "camionetas": "camiontas",
        "carro": "karro",
        "carros": "karros",
        "trocas": "trokas",
        "troca": "troka",
        "agentes": "ajentes",
    }.items()
    for short in shorts.split()
}
"""Words as they are clipped in chats and by hurried thumbs."""


class Speller:
    """Knows a list of words and finds the one that lies a single slip away; anything else stays as typed."""

    def __init__(self, words: Iterable[str], also_right: Iterable[str] = ()) -> None:
        """`also_right` are words that are right as they stand but that no other word is taken for."""
        targets = frozenset(words)
        self._known = targets | frozenset(also_right) | LEAVE_ALONE | ORDINARY
        self._near: dict[str, list[str]] = {}
        for word in sorted(word for word in targets if len(word) >= SHORTEST):
            for shorter in {word, *_without_one(word)}:
                self._near.setdefault(shorter, []).append(word)

    def __call__(self, word: str) -> str:
        """The known word meant by `word` (one letter missing, added, wrong, or two swapped), else `word` itself."""
        if word in SHORT_FOR:
            return SHORT_FOR[word]
        if len(word) < SHORTEST or len(word) > 20 or word in self._known:
            return word
        near = {known for key in (word, *_without_one(word)) for known in self._near.get(key, ())}
        likely = sorted(known for known in near if known[0] == word[0] and _one_slip(word, known))
        return min(
            likely, key=lambda known: (len(known) == len(word) and not _swapped(word, known), known), default=word
        )


def _without_one(word: str) -> list[str]:
    return [word[:i] + word[i + 1 :] for i in range(len(word))]


def _one_slip(typed: str, known: str) -> bool:
    if len(typed) == SHORTEST and len(typed) == len(known):
        return _swapped(typed, known)
    if len(typed) != len(known):
        longer, shorter = (typed, known) if len(typed) > len(known) else (known, typed)
        return shorter in _without_one(longer)
    differing = [(a, b) for a, b in zip(typed, known, strict=True) if a != b]
    return _swapped(typed, known) or (len(differing) == 1 and _easily_mixed(*differing[0], len(typed)))


_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {
    (a, b)
    for row, keys in enumerate(_ROWS)
    for at, a in enumerate(keys)
    for other in range(max(0, row - 1), min(3, row + 2))
    for b in _ROWS[other][max(0, at - 1) : at + 2]
}
_SOUND_ALIKE = {
    ("s", "z"),
    ("s", "c"),
    ("b", "v"),
    ("g", "j"),
    ("i", "y"),
    ("k", "c"),
    ("q", "c"),
    ("k", "q"),
    ("n", "m"),
}


def _easily_mixed(typed: str, known: str, length: int) -> bool:
    """Whether one letter is typed for the other: neighbours on the keyboard, alike in sound, a vowel in a long word."""
    if {typed, known} <= set("aeiou"):
        return length >= 8
    return (typed, known) in _BESIDE or (typed, known) in _SOUND_ALIKE or (known, typed) in _SOUND_ALIKE


def _swapped(typed: str, known: str) -> bool:
    if len(typed) != len(known):
        return False
    return any(
        typed[:i] + typed[i + 1] + typed[i] + typed[i + 2 :] == known
        for i in range(len(typed) - 1)
        if typed[i] != typed[i + 1]
    )
