"""The words for what they wear and carry, and for not having seen it."""

import re

from wekeep.watch.rules.paste.patterns import alternatives, known_words

_GARMENT = """
    vest|vests|chaleco|chalecos|uniform|uniforms|uniforme|uniformes|jacket|jackets|chamarra|chamarras|chaqueta|
    chaquetas|plain clothes|plainclothes|plain clothed|plainclothed|civilian clothes|street clothes|
    civilian clothing|civvies|civies|de civil|ropa de civil|vestidos de civil|vestido de civil|de civiles|
    ropa civil|ropa normal|badge|badges|patch|patches|parche|parches|camo|camouflage|camuflaje|camuflajeados|
    fatigues|tactical gear|tac gear|tactical|tacticos|tactico|full gear|full tactical|full kit|riot gear|
    swat gear|hoodie|hoodies|sudadera|sudaderas|polo|polos|polo shirt|polo shirts|shirt|shirts|t - shirts|
    tshirts|camisa|camisas|camiseta|camisetas|khaki|khakis|caqui|plate carrier|plate carriers|body armor|
    bulletproof vests|suits|suit|traje|trajes|lanyard|lanyards|gafete|gafetes|cap|caps|gorra|gorras|hat|hats|
    jeans|pants|pantalones|pantalon|boots|botas|kevlar|insignia|insignias|no name tags|name tags|windbreaker|
    windbreakers|coat|coats|parka|parkas|gear|ropa militar|ropa tactica|verde militar|in green|en verde|
    de verde|de negro|in black|all black|todo de negro|vestidos de negro|in camo|beanie|beanies|military style|
    hi viz|hi - vis|high vis|overalls|armor|vestidos de verde|de militar|de policia|equipo tactico|ropa negra|
    in uniform|uniformed|green|fatiga|placa colgada al cuello|placa colgada|placas colgadas|placa al cuello|
    placa en el cinto|placa en el cinturon|placa en el pecho|fleece|fleeces|hi - viz|jumpsuit|jumpsuits|sweatshirt|
    sweatshirts|sweater|sweaters|chamarras|playera|playeras|saco|sacos|cachucha|cachuchas|ballcap|ballcaps|
    ball cap|ball caps|baseball cap|baseball caps|bandana|bandanas|gloves|guantes|sunglasses|lentes oscuros|
    shades|goggles|dress shirts|button downs|button up|slacks|shorts|armbands|kit|tac vest|tac vests|
    carriers|regular clothes|normal clothes|everyday clothes|casual clothes|undercover|encubiertos|
    vestidos de azul|vestidos de cafe|vestido de negro|vestidos normales|ropa de calle|ropa de camuflaje|
    uniformados|in brown|in tan|in khaki|in khakis|in blue|in navy|in gray|in grey|in od green|od green|od greens|in olive|all blue|all green|all tan"""


_ADJECTIVE = """
    black|blk|white|green|grn|tan|brown|gray|grey|blue|navy|dark|olive|olive drab|od|od green|khaki|desert|full|
    tactical|tac|police|federal|agent|ice|hsi|ero|fbi|dhs|cbp|atf|dea|swat|bulletproof|bullet proof|ballistic|
    style|no|sin|without|military|hi viz|hi vis|high vis|regular|civilian|plain|heavy|swat style|riot|red|
    orange|yellow|army|border patrol|unmarked|marked|matching|all|street|baseball|marshal|marshals|us|sheriff|
    polo|puffy|winter|hooded|carhartt|camo|+|in full|fed|light|forest|reflective|neon|fishing|multicam|armored|
    level 4|official|dressed in|wearing|pink|purple|maroon|beige|charcoal|bright|denim|leather|ski|nylon|long|short|
    sleeveless|bomber|rain|lightweight|thin|thick|bulky|big|windbreaker|load bearing|dea|usms|bortac|cap"""


_TRAIL = """negro|negros|negra|negras|verde|verdes|cafe|azul|azules|blanco|blancos|gris|grises|tactico|tacticos|tactica|
    antibalas|anti balas|militar|militares|de ice|de hsi|de ero|de police|de policia|de la policia|de fbi|
    de dhs|de cbp|de la migra|ice|ero|hsi|police|only|con placa|de civil|under|normal|federal|oscuro|oscuros|
    camuflaje|camuflados|verde militar|color verde|color negro|caqui|on|underneath|on belt|hanging|olivo|beige|
    amarillos|amarillo|sin insignias|sin nombre|sin letras|sin marcas|sin logo|no name|no logo|no insignia|
    no badge|with no name|no markings|unmarked|no id|on their chest|on chest"""


_SAYS = (
    r"(?:(?:that |which |q |que )?(?:say|says|said|saying|reading|reads|read|labeled|"
    r"labelled|marked|dicen|dice|decian|decia|diciendo|con letras de|con la palabra|"
    r"con las letras|with letters|with the letters|with the word|with the words|"
    r"leen|lee)(?: de)?|with|w|con)"
)


_BADGES = alternatives(
    """police|policia|ice|hsi|ero|dhs|cbp|fbi|atf|dea|federal|federal agent|agent|agente|agents|agente federal|
        marshal|us marshals|us marshal|sheriff|border patrol|swat|immigration|inmigracion|us|u . s .|
        homeland security|homeland|security|/|-|&|and|y|+|usms|bortac|sog|insignias|badges|badge|patches|patch|
        parche|parches|logo|letters|letras|bandera|flag|banderas|flags|officer|customs|enforcement|task force|
        or|o|no names|metropolitan|fugitive|operations|srt|ert|deportation|removal|investigations|rescue|policia federal|migra"""
)


_QUOTED = r"(?:\" [^\"\n]{1,40} \"|' [^'\n]{1,40} '|\( [^()\n]{1,40} \))"


_ONE = (
    rf"(?:(?:{alternatives(_ADJECTIVE)}) ){{0,5}}{alternatives(_GARMENT)}(?!\S)(?: "
    rf"{alternatives(_TRAIL)}(?!\S)){{0,3}}(?: (?:{_SAYS} )?(?:{_QUOTED}|(?:{_BADGES}(?!\S) "
    rf"?){{1,5}})(?: (?:on|en|across|in) (?:the |their |la |el |su )?(?:back|front|"
    rf"chest|espalda|pecho|frente|sleeve|vest)(?!\S))?)?"
)


UNIFORM = re.compile(
    rf"(?<!\S){_ONE}(?: (?:and|&|\+|y|n|,|/|with|w|con|or|abajo de la|debajo de la|under|over|sobre) {_ONE}){{0,3}}"
)


LABELLED_AS = re.compile(r"(?<!\S)(?:w|with|con) (?P<words>\" [^\"\n]{1,30} \")")


_GEAR = """rifle|rifles|long gun|long guns|gun|guns|pistol|pistols|pistola|pistolas|weapon|weapons|arma|armas|
    arma larga|armas largas|ar15|ar - 15|ar - 15s|ar 15|ar15s|m4|m4s|handgun|handguns|sidearm|sidearms|shotgun|
    shotguns|escopeta|escopetas|shield|shields|escudo|escudos|battering ram|ram bar|ariete|drone|drones|dron|
    drones|helicopter|helicopters|helicoptero|helicopteros|chopper|mask|masks|face mask|face masks|ski mask|
    ski masks|mascara|mascaras|mascarilla|mascarillas|pasamontana|pasamontanas|balaclava|balaclavas|gaiter|
    gaiters|neck gaiter|neck gaiters|face coverings|face covering|cubrebocas|tapabocas|gas masks|zip ties|
    zip tie|zipties|zip - ties|flex cuffs|handcuffs|cuffs|cinchos|bridas|esposas|dog|dogs|k9|k9s|k - 9|k - 9s|
    k 9|perro|perros|canine|police dog|tear gas|gas lacrimogeno|pepper spray|pepper balls|pepper ball guns|
    gas pimienta|taser|tasers|baton|batons|toletes|macanas|bastones|radio|radios|walkie talkies|walkie talkie|
    cameras|body cams|body cam|camera|camaras|camara|helmet|helmets|casco|cascos|night vision|launcher|
    launchers|lanzadores|flash bangs|flashbangs|flashlight|flashlights|linternas|linterna|lamparas|crowbar|
    crowbars|binoculars|binoculares|megaphone|bullhorn|ladder|clipboards|clipboard|tablet|tablets|earpieces|
    earpiece|sledgehammer|masked|masked up|enmascarados|encapuchados|encapuchado|enmascarado|cara tapada|
    caras tapadas|cara cubierta|caras cubiertas|con la cara tapada|faces covered|face covered|covered faces|
    armed|armados|scanner|fingerprint scanner|phones|a ram|no plates|out of state plates|tinted windows|
    blacked out windows|sin placas|vidrios polarizados|door ram|long rifles|rifles largos|carabina|carabinas|
    machine guns|machine gun|metralleta|metralletas|fusiles|fusil|cuernos|armamento|bolt cutters|pry bar|halligan|
    zip cuffs|plastic cuffs|leg irons|shackles|cones|conos|barricades|spike strips|antenna|
    laptop|megafono|camara corporal|camaras corporales|bodycams|bodycam|gopro|
    walkies|earpiece|less lethals|rubber bullets|balas de goma|bean bag|beanbag|bates|bate|mazo|marro|
    barreta|escalera|binos|spotting scope|telescope|stun gun|mace|cubrecara|tapado de la cara|tapados de la cara|
    cara cubiertas|rostro cubierto|paliacates|paliacate|bandana over face|paintball guns|grenades|grenade launchers|smoke"""


_GEAR_BEFORE = alternatives(
    """black|long|assault|big|ski|gas|face|riot|military|large|green|loaded|heavily|full|no|sin|drawn|
        black ski|2|3|4|5|6|1|a|un|una|body|ballistic|tactical|semi auto|less lethal|police|medical|battering|
        some"""
)


_GEAR_AFTER = alternatives(
    "largas|larga|drawn|out|negros|negras|en mano|de asalto|antimotines|negro|negra|de mano|up|on belt"
)


_GEAR_ONE = rf"(?:{_GEAR_BEFORE} ){{0,2}}{alternatives(_GEAR)}(?!\S)(?: {_GEAR_AFTER}(?!\S)){{0,2}}"


GEARS = re.compile(rf"(?<!\S){_GEAR_ONE}(?: (?:and|&|\+|y|n|,|/) {_GEAR_ONE}){{0,5}}")


WORDS = known_words(_GARMENT, _GEAR, _TRAIL, _ADJECTIVE)


NOTHING = re.compile(
    r"^(?:[:.\-,!*~(] )*(?:"
    + alternatives(
        """idk|i dk|dk|neg|negative|nil|zero|0|could not tell|could not see|cannot tell|cannot see|can not tell|can not see|
            could not make out|couldnt make out|couldn't make out|nothing i can see|nothing noticed|did not notice|didnt notice|
            didn't notice|hard to tell|hard to see|no alcance|no me fije|no supe|quien sabe|a saber|sepa|who knows|no equipment|
            no uniform seen|sin equipo|no se distingue|no se aprecia|unidentified|undetermined|none observed|not observed|
            no clue|ni idea|sabe|not specified|dunno|unknown|unk|unkown|no se|nose|no lo se|ns|no idea|none|none visible|none seen|
            none that i can see|n / a|na|nada|ninguno|ninguna|ningunos|no|nope|not sure|unsure|unclear|nothing|
            nothing seen|nothing visible|not visible|didnt see|didn't see|couldnt see|couldn't see|cant see|
            can't see|cant tell|can't tell|couldnt tell|couldn't tell|couldnt count|cant count|couldn't count|
            did not see|not seen|no vi|no se ve|no se ven|no veo|no los vi|no pude ver|no alcance a ver|
            no se alcanza a ver|no traen|no tienen|no tiene|no trae|desconocido|desconocida|sin ver|?|? ?|? ? ?|
            x|-|- -|no info|sin informacion|no data|same|nothing else|nothing else seen|none that i saw|
            not known|don't know|dont know|do not know|haven't seen|no sabemos|no sabria decir|no pude contar|
            no conte|no visible|nothing i could see|no alcanzo a ver|too far|too far to see|muy lejos|lejos|tbd|
            to be determined|idk couldnt count|idk couldn't count|couldnt see from here|cant see from here|
            no distingo|no alcance|blank|-+"""
    )
    + (
        r")(?: (?:from here|desde aqui|it|yet|todavia|aun|well|bien|them|clearly|"
        r"at all|sorry|exactly|sure|too far|too dark|anything|any|de aqui|exacto|"
        r"visible|seen|really|either|perdon))*(?: [.!?,)])*$"
    )
)
