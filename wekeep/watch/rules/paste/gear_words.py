"""The words for what they carry or hide behind: weapons, tools, dogs, cuffs, cameras, lights, what bars a road."""

from wekeep.watch.rules.paste.patterns import alternatives, known_words, later

_GEAR = """rifle|rifles|ar style rifles|ar style rifle|ar - style rifles|ar rifles|assault style rifles|military style rifles|long gun|long guns|long arms|gun|guns|pistol|pistols|pistola|pistolas|weapon|weapons|arma|armas|
    arma larga|armas largas|ar15|ar - 15|ar - 15s|ar 15|ar15s|m4|m4s|m16|m16s|m - 4s|handgun|handguns|glock|glocks|sidearm|sidearms|shotgun|
    shotguns|escopeta|escopetas|shield|shields|escudo|escudos|battering ram|ram bar|ariete|arietes|drone|drones|dron|
    quadcopter|helicopter|helicopters|helicoptero|helicopteros|helo|chopper|avioneta|gas mask|gas masks|zip ties|
    zip tie|zipties|ziptie|zip - ties|flex cuffs|flexicuffs|handcuffs|cuffs|cinchos|bridas|esposas|dog|dogs|k9|k9s|k - 9|k - 9s|
    k 9|k - 9 unit|k9 unit|canine unit|perro|perros|canine|police dog|police dogs|german shepherd|german shepherds|shepherd|malinois|rottweiler|
    pastor aleman|pastores alemanes|doberman|sniffer dog|sniffer dogs|perro policia|perros policia|tear gas|gas lacrimogeno|pepper spray|pepper balls|pepper ball guns|
    pepper ball gun|pepperballs|gas pimienta|taser|tasers|baton|batons|tolete|toletes|macana|macanas|bastones|porras|radio|radios|walkie talkies|walkie talkie|
    cameras|body cams|body cam|bodycam|bodycams|camera|camaras|camara|dash cam|helmet|helmets|casco|cascos|night vision|launcher|
    launchers|grenade launcher|tear gas launcher|tear gas launchers|lanzadores|lanzagranadas|flash bangs|flashbangs|flash bang|flashlight|flashlights|spotlight|spotlights|linternas|linterna|lamparas|crowbar|
    crowbars|crow bar|binoculars|binoculares|prismaticos|larga vistas|megaphone|bullhorn|loudspeaker|altavoz|ladder|ladders|clipboards|clipboard|tablet|tablets|earpieces|
    earpiece|ear pieces|audifonos|sledgehammer|sledge hammer|sledge|armed|armados|armadas|scanner|scanners|fingerprint scanner|face scanner|phone scanner|phones|a ram|un ram|the ram|el ram|
    door ram|door breacher|breaching tool|long rifles|rifles largos|carabina|carabinas|assault rifles|rifles de asalto|
    machine guns|machine gun|submachine guns|metralleta|metralletas|ametralladora|ametralladoras|fusiles|fusil|cuernos|cuernos de chivo|armamento|bolt cutters|bolt cutter|pry bar|prybar|halligan|
    zip cuffs|plastic cuffs|leg irons|shackles|chains|cadenas|grilletes|cones|conos|barricades|barricade|vallas|spike strips|spike strip|stop sticks|antenna|antenas|
    laptop|laptops|megafono|camara corporal|camaras corporales|gopro|walkies|less lethals|less lethal|rubber bullets|balas de goma|bean bag|beanbag|bean bags|bates|bate|mazo|marro|
    barreta|palanca|escalera|binos|spotting scope|telescope|telephoto lens|long lens|stun gun|stun guns|mace|
    paintball guns|grenades|granadas|grenade launchers|smoke|smoke grenades|lrad|ballistic shields|riot shields|
    field glasses|two way radio|two way radios|body camera|body cameras|bodycamera|rifle cases|gun case|ars|ar s|ak|aks|carbine|carbines|semi auto rifles|bean bag guns|pepper gun|pepper guns|pepper ball launcher|oc spray|bear spray|
    plate reader|plate readers|license plate reader|floodlight|floodlights|police tape|caution tape|crime scene tape|flares|flare|road flares|bengalas|luces de bengala|traffic cones|chainsaw|power saw|angle grinder|
    axe|axes|hacha|hachas|sierra electrica|pinzas|tijeras|cizalla|cortadora|martillo|martillos|pata de cabra|palos|garrotes|breaching charge|breaching charges|hooligan tool|hooligan bar|robot|generator|stretcher|
    dog crate|dog crates|horses|horse|caballos|caballo|k9 dog|police k9|belgian malinois|pistolas electricas|rifle scope|laser|lasers|laser sights|gas canisters|canisters|less lethal launchers|40mm|megaphones|bullhorns|
    ipad|ipads|fingerprint reader|facial recognition|handheld scanner|paper file|folders|folder|manila folder|binders|photographs|sirens|sirena|torretas|reflectores|reflector|cintas amarillas|cinta amarilla|cinta policial|
    zip - tie|flexcuffs|flex - cuffs|plastic ties|amarres|lazos|esposas de plastico|cinchos de plastico|drones volando|unmanned drone|small drone|quadcopters|avion|airplane|helos|choppers|
    side arm|side arms|no plates|no license plates|sin placas|out of state plates|texas plates|wisconsin plates|iowa plates|florida plates|illinois plates|government plates|temp plates|paper plates|tinted windows|blacked out windows|vidrios polarizados"""


_GEAR_BEFORE = alternatives(
    """black|long|assault|big|ski|gas|face|riot|military|large|green|loaded|heavily|full|no|sin|drawn|
        black ski|2|3|4|5|6|1|a|un|una|body|ballistic|tactical|semi auto|less lethal|police|medical|battering|
        some|thermal|orange|yellow|huge|bright|heavy|metal|wooden|steel|hand|hand held|handheld|short|brown|german|giant|same|their|small|two|folding|plastic|portable|smoke|flashing|dos|tres|police"""
)


_GEAR_AFTER = alternatives(
    "largas|larga|drawn|out|negros|negras|en mano|en la mano|in hand|at the ready|slung|de asalto|de goma|antimotines|negro|negra|de mano|up|on belt"
)


_GEAR_ONE = rf"(?:{_GEAR_BEFORE} ){{0,2}}{alternatives(_GEAR)}(?!\S)(?: {_GEAR_AFTER}(?!\S)){{0,2}}"


# a dog that is walked, or has stayed with someone, belongs to whoever lives there
_NOT_WALKED = "".join(rf"(?<!walking {whose} )" for whose in ("his", "her", "my", "their", "our", "the", "a"))
GEARS = later(
    rf"(?<!\S){_NOT_WALKED}(?!(?:dogs?|perros?) (?:is with|is ok|park|walker)(?!\S)){_GEAR_ONE}(?: (?:and|&|\+|y|n|,|/) {_GEAR_ONE}){{0,5}}"
)


WORDS = known_words(_GEAR)
