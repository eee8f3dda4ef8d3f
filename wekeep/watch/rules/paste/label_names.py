"""The six letters, and the names by which they are labelled, in full, short or mistyped."""

from enum import StrEnum

from wekeep.watch.rules.paste.patterns import alternatives, known_words, word_set


class Letter(StrEnum):
    """Size, Activity, Location, Uniform, Time, Equipment."""

    S = "s"
    A = "a"
    L = "l"
    U = "u"
    T = "t"
    E = "e"


NAMES = {
    Letter.S: """size|sz|siz|tamano|tam|cantidad|cant|numero|number|how many|cuantos|cuantas|cuantos son|people|personas|agents|
        agentes|officers|oficiales|quienes|quien|who|num|head ?count|count|ppl|group size|strength""",
    Letter.A: """activity|act|actv|activ|ac|actividad|acciones|accion|action|actions|what|what are they doing|doing|que hacen|
        q hacen|que estan haciendo|haciendo|que|what they are doing|what theyre doing|behavior|hacen|estan haciendo|que andan haciendo|q andan haciendo|q estan haciendo|movimiento|conducta""",
    Letter.L: """location|loc|locn|lc|lugar|ubicacion|ubi|ubic|donde|dnd|where|place|direccion|lug|dir|address|addr|locacion|
        localizacion|sitio|at|spot|cross streets|cross st|📍""",
    Letter.U: """uniform|uniforms|uni|unif|uf|unf|uniforme|uniformes|unit|unidad|ropa|vestimenta|vestuario|agency|agencia|clothing|clothes|wearing|
        como visten|visten|visten de|como van vestidos|vestidos|unidad / uniforme""",
    Letter.T: "time|tm|tiempo|hora|when|cuando|a que hora|a q hora|que hora|q hora|ora|hra|time seen|time observed|hr|fecha y hora|🕐|🕑|🕒|🕓|🕔|🕕|🕖|🕗|🕘|🕙|🕚|🕛|⏰|⌚|🕰",
    Letter.E: """equipment|equip|eqp|eqpt|eqt|equipo|equipos|eq|equipamiento|que traen|q traen|traen|gear|vehicles|vehicle|vehiculos|vehiculo|carros|cars|veh|vehs|
        autos|weapons|armas|equipment / vehicles""",
}
WORDS = known_words(*NAMES.values())
UNMISTAKEN = alternatives(
    """size|sz|siz|tamano|cantidad|activity|act|ac|actv|actividad|accion|location|loc|lc|lugar|ubicacion|ubic|uniform|unif|uf|
        uniforme|uni|cuantos(?= \\d)|cuantas(?= \\d)|tam(?= \\d)|lug|hr(?= \\d)|hra(?= \\d)|act|time|tm|hora|tiempo|equipment|equip|eqp|eqpt|equipo|eq|📍|🕐|🕑|🕒|🕓|🕔|🕕|🕖|🕗|🕘|🕙|🕚|🕛|⏰|⌚|🕰"""
)
LETTER_OF = (
    {name.strip(): letter for letter, names in NAMES.items() for name in names.replace(" ?", " ").split("|")}
    | {letter.value: letter for letter in Letter}
    | {"h": Letter.T, "d": Letter.L, "v": Letter.E, "q": Letter.S}
)


def _mistyped() -> dict[str, Letter]:
    """The names of labels with a letter missing, or two swapped, that are no other name."""
    found: dict[str, Letter] = {}
    for name, letter in LETTER_OF.items():
        if len(name) < 4 or not name.isalpha():
            continue
        for at in range(len(name)):
            found.setdefault(name[:at] + name[at + 1 :], letter)
            found.setdefault(name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :], letter)
    return {name: letter for name, letter in found.items() if name not in _ORDINARY and name not in LETTER_OF}


SKELETONS = {
    "sz": Letter.S,
    "ctvty": Letter.A,
    "ctvt": Letter.A,
    "lctn": Letter.L,
    "nfrm": Letter.U,
    "tm": Letter.T,
    "qpmnt": Letter.E,
    "qpmt": Letter.E,
    "tmn": Letter.S,
    "ctvdd": Letter.A,
    "lgr": Letter.L,
    "bccn": Letter.L,
    "hr": Letter.T,
    "qp": Letter.E,
}
"""The names of the letters without their vowels, as hurried thumbs type them: "actvty", "loctn", "equipmnt"."""
_ORDINARY = word_set("""
    ace act cat car cars care are hen hat hour our ours die tie tim ties lace pace lice plae her here hers ere were
    hot who how gear ear ropes rop oh ho vest veste one once ono uno people's cop can con wen wha hat tat tan
    carro auto arma agent agente persona oficial officer numbe unida visten vestido
    ars has tile tome item ite mite emit sit site side dice unit unto note nite ond""")
MISTYPED = _mistyped()
