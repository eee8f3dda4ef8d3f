"""The words for what they wear: garments, badges, and what is written on them."""

from wekeep.watch.rules.paste.face_words import FACE
from wekeep.watch.rules.paste.patterns import alternatives, known_words, later
from wekeep.watch.rules.paste.vehicle_words import ANY_VEHICLE

_GARMENT = """
    carhartt|carhartts|vest|vests|chaleco|chalecos|uniform|uniforms|uniforme|uniformes|jacket|jackets|chamarra|chamarras|chaqueta|
    chaquetas|plain clothes|plainclothes|plain clothed|plainclothed|plain clothe|civilian clothes|street clothes|
    civilian clothing|civvies|civies|civs|civilian|civilians|de civil|ropa de civil|vestidos de civil|vestido de civil|de civiles|
    ropa civil|ropa normal|badge|badges|patch|patches|parche|parches|camo|camos|camouflage|camuflaje|camuflajeados|
    fatigues|tactical gear|tac gear|tactical|tacticos|tactico|full gear|full tactical|full kit|riot gear|
    swat gear|hoodie|hoodies|hoody|sudadera|sudaderas|polo|polos|polo shirt|polo shirts|shirt|shirts|t - shirts|
    tshirts|tshirt|t - shirt|tee|tees|flannel|flannels|camisa|camisas|camiseta|camisetas|khaki|khakis|caqui|plate carrier|plate carriers|body armor|
    body armour|bulletproof vests|suits|suit|traje|trajes|lanyard|lanyards|gafete|gafetes|cap|caps|gorra|gorras|gorro|gorros|hat|hats|
    sombrero|sombreros|jeans|pants|cargo pants|pantalones|pantalon|boots|botas|kevlar|insignia|insignias|name tags|name tapes|name tape|windbreaker|
    windbreakers|coat|coats|trench coat|parka|parkas|gear|ropa militar|ropa tactica|verde militar|in green|en verde|
    de verde|de negro|in black|all black|todo de negro|todos de negro|vestidos de negro|in camo|beanie|beanies|military style|
    hi viz|hi - vis|high vis|overalls|coveralls|armor|vestidos de verde|de militar|de policia|equipo tactico|ropa negra|
    ropa oscura|ropa verde|dark clothing|dark clothes|black clothing|black clothes|in uniform|uniformed|green|fatiga|
    placa colgada al cuello|placa colgada|placas colgadas|placa al cuello|placas al cuello|placa en el cuello|
    placa en el cinto|placa en el cinturon|placa en el pecho|fleece|fleeces|hi - viz|jumpsuit|jumpsuits|sweatshirt|
    sweatshirts|sweater|sweaters|sueter|sueteres|sweatpants|pants|playera|playeras|saco|sacos|cachucha|cachuchas|ballcap|ballcaps|
    ball cap|ball caps|baseball cap|baseball caps|gloves|guantes|sunglasses|lentes oscuros|lentes|gafas|
    shades|goggles|dress shirts|button downs|button up|slacks|shorts|armbands|kit|tac vest|tac vests|
    carriers|carrier|rig|regular clothes|normal clothes|everyday clothes|casual clothes|undercover|encubiertos|
    vestidos de azul|vestidos de cafe|vestido de negro|vestidos normales|ropa de calle|ropa de camuflaje|ropa comun|
    uniformados|uniformado|in brown|in tan|in khaki|in khakis|in blue|in navy|in gray|in grey|in od green|od green|od greens|in olive|
    all blue|all green|all tan|de cafe|de azul|de gris|de caqui|de camuflaje|de traje|de paisano|vestidos de paisano|
    gorra y lentes|chaleco antibalas|chalecos antibalas|chaleco tactico|chalecos tacticos|reflective vests|safety vest|safety vests|
    scrubs|work clothes|construction vests|construction vest|ropa de trabajo|chamarra negra|body cams on chest|badge on belt|badges on belt|
    badge on belts|badges on belts|badge on hip|badges on hips|badge on chain|badges on chains|badge around neck|badges around neck|badge wallet|badge wallets|badge holder|badge holders|badge case|overcoat|overcoats|peacoat|blazer|blazers|
    workwear|work wear|bdus|bdu|poncho|ponchos|attire|outfit|outfits|civilian attire|unis|uni's|camo pants|tac pants|tactical pants|turtleneck|turtlenecks|knit hat|knit hats|stocking cap|stocking caps|
    steel toes|sneakers|tennis shoes|holster|holsters|thigh holster|thigh holsters|duty belt|duty belts|utility belt|utility belts|belts|knee pads|kneepads|elbow pads|shin guards|flak jacket|flak jackets|
    bullet proof vests|ballistic vest|ballistic vests|chest rig|chest rigs|plate vests|vest carriers|soft armor|name patches|velcro patches|shoulder patches|arm patch|arm patches|ids around necks|id badges|id badge|
    credentials|raid jacket|raid jackets|raid vests|button down|denim|leather jacket|leather jackets|puffer|puffers|puffer coats|snow pants|ski jacket|ski jackets|ski pants|hard hats|hard hat|
    abrigo|abrigos|oakleys|ray bans|carhartts|dickies|timberlands|timbs|jordans|peacoat|peacoats|parka|parkas|pea coat|trench coat|trench coats|overcoat|overcoats|chamarron|chamarrones|chaqueton|chompa|chompas|casaca|casacas|overol|overoles|mezclilla|tenis|bata|botas militares|rodilleras|coderas|cinturon tactico|fundas|portaplaca|
    credencial|credenciales|identificacion colgada|placa colgando|gafete colgado|vestidos normal|vestido normal|vestidas normales|vestidos comunes|vestidos como civiles|vestidos como trabajadores|
    vestidos como policias|ropa de trabajo|como civiles|como gente normal|dressed normal|dressed normally|dressed regular|dressed like anybody|dressed like everyone|normal looking|
    verdes|los verdes|uniformes|civilian dress|civilian wear|plain dress|mufti|lentes negros|lentes de sol|dark glasses|dark sunglasses|aviators|wraparounds"""


_ADJECTIVE = """
    black|blk|white|green|grn|tan|brown|gray|grey|blue|navy|dark|boonie|bucket|olive|olive drab|od|od green|khaki|desert|full|
    tactical|tac|police|federal|agent|ice|hsi|ero|fbi|dhs|cbp|atf|dea|swat|bulletproof|bullet proof|ballistic|
    style|no|sin|without|military|hi viz|hi vis|high vis|regular|civilian|plain|heavy|swat style|riot|red|
    orange|yellow|army|border patrol|unmarked|marked|matching|all|street|baseball|marshal|marshals|us|sheriff|
    polo|puffy|winter|hooded|carhartt|camo|+|in full|fed|light|forest|reflective|neon|fishing|multicam|armored|
    level 4|official|dressed in|wearing|pink|purple|maroon|beige|charcoal|bright|denim|leather|ski|nylon|long|short|
    sleeveless|bomber|rain|lightweight|thin|thick|bulky|big|windbreaker|load bearing|usms|bortac|cap|
    all in|dressed like|blue jean|work|safety|construction|
    skull|cloth|medical|half|knit|neck|ninguna|those|these|some|their|his|matching|little|baggy|
    new|old|fancy|cheap|generic|khaki colored|olive green|dark blue|dark green|light blue|navy blue|drab|camouflage|coyote|ranger green|digital|earth tone|pale|bright yellow|fluorescent|thick black|
    no visible|no name|visible|any|ningun|ninguna|ni|gold|silver|star|brass|large|small|surgical|skull|n95|nice|normal|same"""


_TRAIL = """negro|negros|negra|negras|verde|verdes|cafe|azul|azules|blanco|blancos|blanca|blancas|gris|grises|tactico|tacticos|tactica|
    antibalas|anti balas|militar|militares|de ice|de hsi|de ero|de police|de policia|de la policia|de fbi|
    de dhs|de cbp|de la migra|ice|ero|hsi|police|only|con placa|de civil|under|normal|federal|oscuro|oscuros|oscura|oscuras|
    camuflaje|camuflados|verde militar|verde olivo|color verde|color negro|color cafe|caqui|on|up|underneath|on belt|on belts|hanging|olivo|beige|
    amarillos|amarillo|naranja|rojo|rojos|roja|sin letras|
    unmarked|on their chest|on chest|al cuello|en el cuello|en el cinto|en el pecho|
    en la cintura|en el cinturon|around neck|around their necks|around his neck|on chain|on a chain|on hip|on their belts|on his belt|no patches|no patch|
    de construccion|de trabajo|de calle|reflectante|reflejantes|puesto|puestos|puesta|puestas|inside out|turned around"""


_SAYS = (
    r"(?:(?:(?:that |which |q |que |and )?(?:just |only )?(?:say|says|said|saying|reading|reads|read|labeled|"
    r"labelled|marked|stamped|printed|dicen|dice|decian|decia|diciendo|con letras de|con la palabra|"
    r"con las letras|with letters|with the letters|with the word|with the words|"
    r"leen|lee)|with|w|con)(?: (?:de|just|only|solo|nomas|a|an|el|the|un|big|large))*)"
)


_BADGES = alternatives(
    """police|policia|ice|hsi|ero|dhs|cbp|fbi|atf|dea|federal|federal agent|federal agents|agent|agente|agents|agente federal|
        marshal|us marshals|us marshal|marshals|sheriff|border patrol|patrulla fronteriza|swat|immigration|inmigracion|us|u . s .|
        homeland security|homeland|security|velcro|/|-|&|and|y|+|usms|bortac|sog|insignias|badges|badge|patches|patch|
        parche|parches|logo|logos|letters|letras|bandera|flag|flags|banderas|officer|customs|enforcement|task force|
        or|o|metropolitan|fugitive|operations|srt|ert|deportation|removal|investigations|rescue|policia federal|migra|
        star|stars|gold|yellow|white|insignia|uscis|bp|placa|placas"""
)


_QUOTED = r"(?:\" [^\"\n]{1,40} \"|' [^'\n]{1,40} '|\( [^()\n]{1,40} \))"
_BODY = alternatives(
    """nose|noses|eyes|eye|face|faces|chin|chins|mouth|mouths|head|heads|hip|hips|waist|thigh|lanyard|lanyards|chain|chains|cord|plate carrier|plate carriers|pocket|lapel|
        ojos|nariz|cara|caras|boca|cabeza|cabezas|cadena|cordon|cadera|cinturon|back|backs|front|front|chest|sleeve|sleeves|arm|arms|shoulder|shoulders|vest|vests|jacket|jackets|hat|hats|cap|caps|uniform|uniforms|shirt|shirts|belt|
        belts|neck|necks|wrist|wrists|leg|legs|espalda|espaldas|pecho|frente|manga|mangas|brazo|brazos|hombro|hombros|chaleco|chalecos|uniforme|uniformes|gorra|gorras|
        camisa|camisas|chamarra|chamarras|cintura|cinto|cuello|them|it"""
)
_FITTED = r"(?:pulled|pulled up|hung|hanging|slung|worn|clipped|strapped|wrapped|tucked|draped|dangling|tied|zipped|stitched|printed|written|velcroed|colgad[oa]s?|colgando|puest[oa]s?|amarrad[oa]s?|levantad[oa]s?|subid[oa]s?|escrit[oa]|bordad[oa])"
_ON_BODY = (
    rf"(?:(?:{_FITTED} )?(?:up |down |high |low )?(?:on|en|across|sobre|round|around|over|to|up to|above|below|past|from|off|hasta|al|a|del|de|alrededor del?) "
    rf"(?:the |their |his |her |one |both |each |la |el |las |los |su |sus )?{_BODY}(?!\S)(?: only)?|{_FITTED}(?: up| down| low)?(?!\S))"
)
_LACKING = (
    r"(?:(?:without|with no|w no|w / o|no|sin|ni|but no|pero sin) (?:any |visible |ninguna |ningun |a )?(?:name |id |ice |agency |police )?"
    r"(?:names?|plates?|tags?|tapes?|badges?|numbers?|patch(?:es)?|markings?|insignias?|id|ids|logos?|letters|letras|identification|nombres?|"
    r"placas?|identificacion|identificaciones|parches?|marcas|distintivos?|numeros?|logotipos?)(?: (?:visible|visibles|on (?:them|it|chest)))?(?!\S))"
)
_ONE = (
    rf"(?:(?:{alternatives(_ADJECTIVE)}) ){{0,5}}{alternatives(_GARMENT, FACE)}(?!\S)(?: "
    rf"{alternatives(_TRAIL)}(?!\S)){{0,3}}(?: (?:{_SAYS} )?(?:{_QUOTED}|(?:{_BADGES}(?!\S) "
    rf"?){{1,5}}))?(?: {_ON_BODY})?(?: {_LACKING})?"
)
_MARKING = (
    rf"(?:(?:patch|patches|badge|badges|logo|logos|letters|letras|parche|parches|insignia|insignias|{_SAYS}) (?:de |of |that |que )?)?"
    rf"(?:{_BADGES}(?!\S) |{_QUOTED} ){{1,4}}{_ON_BODY}"
)
_NONE_SEEN = (
    r"(?:(?:no|not|dont|don't|didnt|didn't) (?:traen|tienen|llevan|portan|trae|tiene|lleva|traian|se les ven?|have|wearing|showing|show)(?: any| a| sus| ninguna?| sus)?|no|sin|without|w / o|zero|any|ningun|ninguna) (?:visible |police |ice |agency |official |distintivos ni |placas ni )?"
    r"(?:markings?|insignias?|badges?|identification|identificacion|distintivos?|names?|nombres?|uniformes?|uniforms?|patch(?:es)?|parches?|logos|name tags?|"
    r"badge numbers?|ids?|id|placas visibles|placas ni nombres?|marcas|emblemas?)(?!\S)(?: (?:whatsoever|visible|visibles|at all|on them|de ningun tipo|ni nombres?|ni placas?))?"
)
_DRESSED = (
    r"(?:wearing|dressed (?:in|like|as|up as)|vestid[oa]s? (?:de|como|con)|disfrazad[oa]s de|uniformad[oa]s de|visten|visten de|vestian) "
    rf"(?:(?!(?:at|on|near|by|outside|inside|en|afuera|cerca|detain\w*|stand\w*|knock\w*|is|are|they|just|and|y|estan|rn|now|walking|who|a|{ANY_VEHICLE})(?!\S))[a-z'-]+ ?){{1,4}}"
)
_PIECE = rf"(?:{_ONE}|{_MARKING}|{_NONE_SEEN})(?!\S)"


UNIFORM = later(
    rf"(?<!\S){_PIECE}(?: (?:and |& |\+ |y |n |, |/ |with |w |con |or |o |ni |abajo de la |debajo de la |under |over |sobre |, and |, y ){{0,1}}{_PIECE}){{0,4}}"
)
"""Garments and markings, one or several in a row."""


DRESSED = later(rf"(?<!\S){_DRESSED}")
"""What follows "wearing" or "vestidos de" where no garment we know was named."""


LABELLED_AS = later(r"(?<!\S)(?:w|with|con) (?P<words>\" [^\"\n]{1,30} \")")


WORDS = known_words(FACE, _GARMENT, _TRAIL, _ADJECTIVE)
