"""The words for vehicles: kinds, makes, models, colours, and what a vehicle may be the object of."""

from wekeep.watch.rules.paste.numbers import COUNT
from wekeep.watch.rules.paste.patterns import alternatives, known_words, later, whole

PLAIN_ONE = "vehicle|car|automobile|automovil|vehiculo|carro|coche|auto|unit|veh|unidad"
PLAIN_MANY = (
    "vehicles|cars|automobiles|automoviles|vehiculos|carros|coches|autos|units|vehs|unidades|rigs|carritos|muebles"
)
KIND_ONE = """
    suv|van|truck|pickup|pick up|pick - up|sedan|minivan|mini van|jeep|bus|cruiser|squad|squad car|patrol car|
    cop car|box truck|camioneta|troca|trocka|camionetota|furgoneta|furgon|patrulla|camion|autobus|vagoneta|
    dually|jeepeta|yipeta|trokon|camioneton|ranfla|carcacha|taxi|bronco|hatchback|station wagon|cube van|step van|delivery van|moving truck|stretch van|utility truck|service truck|panel truck|cargo truck|armored car|armored truck|armored suv|swat van|swat vehicle|command vehicle|command truck|command post truck|mobile command|mobile command center|carro blindado|camion blindado|camioneta blindada|vehiculo blindado|blindado|flatbed truck|white van|conversion van|passenger van|shuttle bus|shuttle|coach bus|charter bus|microbus|minibus|trailer|pick up truck|estaquitas|cheyenne|silverado truck|motoneta|scooter|bike cop|carrazo|troconon|trocota|trocona|mamalona|picop|pikap|camper|town car|muscle car|beater|buggy|compact car|coupe|rv|wagon|cargo van|panel van|wagoneer|crossover|hummer|humvee|armored vehicle|
    tanqueta|blazer|motorcycle|moto|limo|paddy wagon|interceptor|lorry|uhaul|u - haul|bearcat|mrap|tow truck|
    grua|combi|4x4|crown vic|work van|utility van|prison bus|prisoner van|transport van|pick - up truck|pickup truck|
    motorhome|atv|guagua|armored thing|armored rig|trokita|troquita|carrito|vanette|flatbed|trailer truck|semi|swat truck|bearcat|duster|prowler"""
KIND_MANY = """suvs|suv's|van's|vans|vanes|trucks|pickups|pick ups|sedans|sedanes|minivans|jeeps|buses|cruisers|squads|
    squad cars|patrol cars|cop cars|camionetas|trocas|trokas|furgonetas|furgones|patrullas|camiones|
    camionetotas|motorcycles|motos|wagons|crossovers|hummers|humvees|box trucks|crown vics|blazers|broncos|
    cargo vans|autobuses|bearcats|pickup trucks|panel vans|box vans|troquitas|patrol trucks|atvs|coupes|suburbans|
    minibuses|blindados|station wagons|cargo trucks|moving trucks|utility trucks|armored trucks|armored cars|armored vehicles|shuttles|vagonetas|trocones|trocotas|picops|trailers|utility vans|white vans|passenger vans|sprinters|transits|semis|work vans"""
MODEL = """tahoe|durango|explorer|suburban|expedition|charger|challenger|escalade|yukon|navigator|f150|f - 150|f 150|
    f250|f - 250|f 250|silverado|ram|rav 4|f one fifty|traverse|equinox|pathfinder|4runner|tacoma|tundra|highlander|rav4|altima|
    malibu|impala|caravan|grand caravan|odyssey|sienna|pacifica|transit|sprinter|econoline|wrangler|cherokee|
    grand cherokee|compass|trailblazer|acadia|terrain|enclave|edge|fusion|taurus|escape|ranger|colorado|sierra|
    armada|nissan quest|toyota matrix|honda fit|honda insight|honda element|santafe|kona|hyundai venue|veloster|kia rio|stinger|wrx|vw golf|taos|beetle|routan|maverick|corvette|hhr|envision|dodge caliber|dodge magnum|chrysler 300|voyager|town and country|dodge nitro|jeep commander|mercury mariner|mountaineer|mitsubishi eclipse|lancer|montero|endeavor|grand vitara|mini cooper|g80|gv70|gv80|rivian|gx460|rx350|tlx|chrysler aspen|crown vics|nissan armada|titan|rogue|murano|sequoia|4 runner|camry|corolla|civic|accord|pilot|cr - v|crv|sorento|telluride|
    palisade|santa fe|tucson|express|savana|promaster|pro master|mustang|camaro|journey|sentra|maxima|frontier|
    tucson|sonata|elantra|jetta|optima|town & country|venza|sportage|outlander|cx5|model y|model 3|ridgeline|
    bronco sport|crown victoria|wagoneer|grand wagoneer|gladiator|expedition max|hilux|frontier|kicks|versa|cx - 5|
    soul|forte|k5|blazer|encore|envoy|canyon|avalanche|s10|f350|f - 350|f 350|ram 1500|ram 2500|nv200|
    e350|e - 350|metris|passat|tiguan|atlas|ascent|outback|forester|impreza|legacy|prius|sequoia|land cruiser|
    pathfinder|xterra|juke|crosstrek|bolt|volt|cruze|sonic|spark|trax|flex|fiesta|focus|excursion|hiace|xt5|xt4|xt6|qx60|qx80|mdx|rdx|cx - 9|cx9|cx 5|cx 9|hr - v|hrv|seltos|carnival|sedona|santa cruz|ioniq|niro|bronco sport|lacrosse|lesabre|verano|deville|cts|srx|ats|grand marquis|town car|aviator|corsair|mkx|mkz|nautilus|milan|g6|grand prix|grand am|bonneville|vibe|aztek|pt cruiser|300c|avenger|dart|nitro|jeep liberty|jeep patriot|jeep renegade|dakota|ram van|promaster city|transit connect|e150|e250|e450|f450|f550|f - 450|f - 550|savana van|uplander|aerostar|windstar|freestar|previa|astro van|safari van|tahoe ppv|explorer ppv|interceptor|tsuru|jimny|4 - runner|fj cruiser|avalon|yaris|venza|passport|prologue|leaf|altimas|x5|x3|q5|q7|touareg|xc90|s60|cayenne|model x|model s|cybertruck||mach e"""
MAKE = """ford|chevy|chevrolet|chevi|dodge|gmc|toyota|nissan|honda|hyundai|kia|chrysler|mercedes|lincoln|cadillac|
    buick|mazda|subaru|lexus|acura|infiniti|vw|volkswagen|bmw|audi|tesla|pontiac|saturn|mercury|oldsmobile|ram|jeep|isuzu|suzuki|fiat|genesis|land rover|range rover|jaguar|porsche|mini cooper|scion|hummer|freightliner|peterbilt|blue bird|winnebago|dodge ram|lincoln town|mitsubishi|volvo|ford's"""
COLOUR = """black|blk|blck|blak|blac|white|wht|gray|grey|gry|silver|blue|red|green|tan|brown|maroon|gold|beige|dark|
    light|navy|charcoal|yellow|orange|purple|burgundy|champagne|turquoise|pink|olive|beis|militar|negro|negra|negros|negras|blanco|blanca|blancos|
    blancas|gris|grises|plateado|plateada|plateados|plateadas|azul|azules|rojo|roja|rojos|rojas|verde|verdes|
    cafe|cafes|dorado|dorada|oscuro|oscura|oscuros|oscuras|guindo|guinda|vino|marron|amarillo|amarilla|color|
    claro|clara|plata|bk|wh|slvr|grn|mrn|brn|crema|morada|morado|turquesa|teal|bronze|cream|olivo|oliva|arena|hueso|plomo|perla|pearl|off white|sand|sand colored|copper|aqua|lime|rust|gunmetal|graphite|ivory|anaranjado|anaranjada|naranja|rosa|celeste|marino|marina|cielo|metalico|metalica|claros|claras|rey|palo|mate|cobre|bronce|melon|nude|sandy|khaki|caqui|salmon|cherry|midnight|slate|steel|platinum|titanium|pewter|tinta|bicolor|two tone"""
ADJECTIVE = """unmarked|tinted|big|large|huge|old|older|new|newer|work|cargo|rental|federal|govt|government|suspicious|
    looking|late model|full size|marked|undercover|blacked|out|matching|identical|different|other|more|
    additional|transport|passenger|armored|ice|police|cop|sheriff|hsi|cbp|dhs|border|patrol|sin placas|
    sin marcas|sin marca|grande|grandes|chica|chico|vieja|viejo|nueva|nuevo|sospechosa|sospechoso|sospechosas|
    sospechosos|polarizado|polarizada|polarizados|polarizadas|de la migra|de ice|de migra|de policia|
    sin rotular|vidrios polarizados|vidrios oscuros|vidrio polarizado|vidrio oscuro|topper|windows|dk|lt|4 door|
    2 door|4dr|crew cab|lifted|windowless|possible|possibly|long|short|small|sized|mid|full|ladder|rented|
    misma|mismo|mismas|mismos|weird|strange|random|rara|raro|raras|raros|beat up|rusty|shiny|dirty|nice|
    dark colored|light colored|colored|matte|crew|double cab|doble cabina|sin letras|marcada|marcado|marcadas|
    agents|agent|fed|feds|camouflage|plain|regular|official|oficial|oficiales|raptor|mixed|unkown|unknown"""
TRAILING = alternatives(
    COLOUR,
    ADJECTIVE.replace("agents|agent|", "").replace("blacked|out|", "").replace("other|more|additional|", ""),
    KIND_ONE,
    KIND_MANY,
    "no plates|no plate|no front plate|without plates|no front plates|out of "
    "state plates|texas plates|mn plates|[a-z]{2,6} plates|sliding door|pickup|"
    "con placas de \\S+|sin placas|tinted windows|dark windows|blacked windows|"
    "blacked out|"
    "blacked out windows|darkened windows|lights on|lights off|engine running|"
    "engines running|idling|flashing lights|4x4|extended cab|crew cab|- ish",
)
_STATE = alternatives(
    """out of state|minnesota|wisconsin|iowa|illinois|texas|florida|georgia|virginia|michigan|ohio|nebraska|missouri|colorado|kansas|arizona|california|
    north dakota|south dakota|indiana|tennessee|maryland|nevada|utah|oklahoma|mn|wi|ia|il|tx|fl|ga|va|mi|oh|ne|mo|nd|sd|az|ca|government|govt|gov|
    federal|temp|temporary|dealer|paper|diplomatic|us government|de gobierno|de otro estado|de fuera|del gobierno"""
)
_TAG = r"(?:(?:[a-z]{1,3}|\d[\d?]*|\?+|[a-z]?\d+[a-z]*|x+|-)(?!\S))"
PLATES = (
    r"(?:(?:with |w |con |has |and |y |& )*(?:"
    r"(?:no|sin|without|missing|w / o) (?:front |back |rear |license |licence |any |visible )*(?:plates?|placas?|tags|markings?|marcas|logos?|letras|letreros?|insignias?|rotulos?)(?: (?:in front|adelante|enfrente|de enfrente|visible|visibles))?"
    rf"|(?:{_STATE} )?(?:license |licence )?(?:plates?|plt|placas?|tags?|lic)(?: (?:number|num|no \.|#|:|de|del|ending|ends|starts|starting|in|with|terminan|termina|en|estado|{_STATE}))*(?: {_TAG}){{0,5}}"
    r"|(?:heavily |very |dark |super |bien |muy )*(?:tinted|blacked out|dark|polarizad[oa]s?|darkened)(?: (?:windows?|glass|vidrios|out))?"
    r"|(?:vidrios|ventanas|cristales|vidrio) (?:polarizad[oa]s?|oscur[oa]s|negr[oa]s|tintad[oa]s|ahumad[oa]s)"
    r"|(?:hidden |strobe |strobes |blue |red |and |emergency |police |flashing |interior |hazard |grill |head )*(?:lights|light bar|lightbar|strobes|flashers|hazards|sirens?)(?: (?:on|off|flashing|hidden|in the (?:grill|grille|windshield|back window)|on (?:top|the dash)|going))*"
    r"|(?:luces|torreta|torretas|sirena|sirenas)(?: (?:escondidas|azules|rojas|prendidas|apagadas|de policia|encendidas|y azules|y rojas|de emergencia))*(?: (?:en|adentro de|arriba|encima)(?: (?:de )?(?:la|el|las) (?:parrilla|techo|parabrisas|dash|tablero))?)?"
    r"|(?:engines? (?:running|on)|motor(?:es)? (?:prendidos?|encendidos?|andando)|idling|lights (?:on|off))"
    r"|(?:unmarked|marked|sin marcas|sin rotular|antenna on (?:top|the roof)|(?:roof|ladder|cargo|luggage) rack|ladders? on (?:top|the roof|it)|push (?:bar|bumper)|bull bar|brush guard|tow hitch|cage in (?:the )?back)"
    r"|(?:cracked|broken|missing|dented|dent in|scratched|rusty|rusted|busted) (?:the )?(?:front |rear |back |left |right |driver |passenger |side )*(?:windshield|taillight|tail light|headlight|bumper|door|mirror|hubcap|fender)"
    r"))"
)
"""What is told of a vehicle after it is named: its plates, windows, lights, and marks to know it by."""
ONE = alternatives(PLAIN_ONE, KIND_ONE, MODEL)
MANY = rf"(?:{alternatives(PLAIN_MANY, KIND_MANY)}|{alternatives(KIND_ONE)}(?:s|es)|{alternatives(MODEL)}(?:s|'s|es))"
MAKES = rf"{alternatives(MAKE)}s?"
BEFORE = (
    rf"(?:{alternatives(COLOUR, ADJECTIVE, MAKE)}|{alternatives(MODEL, KIND_ONE)}(?! "
    rf"{alternatives(COLOUR)}(?!\S)))"
)
MADE = rf"(?:{MANY}|{ONE}|{MAKES})"
ARTICLE = "a|an|un|una|1|one|another|otra|otro"
NOT_A_CAR = alternatives(
    """bridge|parkway|pkwy|plant|dam|road|rd|ave|avenue|street|blvd|elementary|middle school|high school|school|stop|stops|seats|seat|window|windows|shelter|wash|lot|station|dealership|dealer|lane|repair|shop|seat|port|parts|bed|depot|ramp|
        route|line|show|rental place|rental office|rental lot|rental counter|rental company|rentals|pool|ride|rides|alarm|horn|horns|keys|door of|alley|terminal|driver to|note|accident|accidents|crash|wreck|center|hub|theft|police|officer|charging|insurance|full of"""
)
UNKNOWN = (
    r"(?:(?<=\d )(?!(?:agents|agent|men|man|guys|guy|people|ppl|officers|feds|"
    r"ice|cops|agentes|hombres|personas|oficiales|policias|with|con|masked|dudes|"
    r"migra|them|from|the|and|por|near|outside"
    r"|del|out|off|at|into|que|who|is|are|was|were|just|al|por|in|on|inside|total|min|mins|minutes|minutos|hours|blocks|miles|women|mujeres|"
    r"armed|soldiers|neighbors|kids|other|tipos)(?!\\S))(?!\\S*ing )[a-z']{3,} "
    r")?"
)
MENTION = later(
    rf"(?<!\S)(?:(?P<both>both(?: of)?(?: the| their)?|amb[oa]s) |(?P<number>{COUNT}) (?:(?:of (?:those|these|the|their)|de (?:esas|esos|las|los|sus)) )?|(?P<article>{ARTICLE}) |(?P<the>the|la|"
    rf"el|las|los|that|this|their|his|her|my|your|mi|su|same|esa|ese|esta|este|"
    rf"no|any|ningun|ninguna|what|every|each|todos los|todas las|cada|which) "
    rf")?"
    rf"(?P<before>(?:{BEFORE} ){{0,5}}{UNKNOWN}(?:{BEFORE} ){{0,3}})(?:(?P<many>{MANY})|"
    rf"(?P<one>{ONE}|{MAKES}))(?!\S)(?! {NOT_A_CAR}(?!\S))(?: (?:x (?P<times>\d{{1,2}})(?!\S)|[(] (?:x )?(?P<among>\d{{1,2}})(?: x)? [,)]|, (?:at least |about |like |maybe |como |unas |unos |~ |probably |around )(?P<nearly>\d{{1,2}})(?= (?:[,.;\n]|in all|total|of them|$))))?"
    rf"(?P<after>(?:(?: [,(:-])? (?:1|una) {alternatives(COLOUR)}(?!\S)(?: (?:,|and|y|&|n))? (?:1|una|another|otr[oa]|the other|la otra|el otro)(?: 1)? {alternatives(COLOUR)}(?!\S)(?: [)])?)?(?: {TRAILING}(?!\S)){{0,4}}(?:(?: ,)? {PLATES}(?!\S)){{0,4}})"
)
ADDITION = later(
    r"^ (?:(?:with|w|con|has|de|de placas) (?:(?!and |y |& |\+ |a |un |at |on |has |have |is |are |was |were |that |who |just |parked |sitting |driving |circling |pulled |someone |que |esta |estan |afuera |siguiendo "
    r"|by |near |in |en |, |\d)\S+ ?){1,4}|[(] [^()\n]{1,40} [)])"
)
CONVOY = whole(
    r"(?:(?:convoy|caravan|line|caravana|fila|row|fleet|string) (?:of|de)|(?:convoy|caravana)(?: [:x-])?) (?:about "
    r"|como |unos |unas |around )?(?P<number>\d{1,2})(?! \S+? ?(?:agents|agentes|"
    r"people|kids|personas))"
)
UNMARKED = whole(
    r"(?P<number>\d{1,2}) (?:x )?(?:unmarked|sin marcas|sin rotular)(?= (?:[.,;!\n/|]|at|on|near|outside|parked|en|afuera|w|with)(?!\S)|$)"
)
"""Vehicles told by their lack of marks alone: "3 x unmarked"."""
SOMEONE_ELSES = {"your", "my", "her", "his", "mi", "any", "no", "ningun", "ninguna"}
LISTED = later(rf"(?:^|(?<=[,;.\n|/] )){MANY} (?:: )?(?P<number>\d{{1,2}})(?= [,;.\n|/]|$)")
OBJECT_OF = whole(
    alternatives(
        """pulled over|pulling over|stopped|stopping|stop|boxed in|boxing in|blocked in|blocking|blocked|
            pull over|pulled in behind|pulled up behind|in behind|came up behind|hauling off|hauling away|hauled off|towing away|esculcando|esculcan|registrando|surrounded|surrounding|following|follwing|followed|rear ended|rearended|crashed into|
            ran into|bumped|chocaron a|chocaron con|tailing|hit|rammed|someone out of|somebody out of|
            blocking in|boxed|pin in|pinned in|pinned|cut off|
            pulled out of|dragged out of|yanked out of|ripped out of|taken out of|ordered out of|hauled out of|removed from|dragged from|pulled from|him out of|her out of|them out of|man out of|woman out of|guy out of|people out of|driver out of|
            person out of|kid out of|ppl out of|pararon|pararon a|paran|parando|parando a|detuvieron|
            detuvieron a|detienen|detienen a|deteniendo|deteniendo a|orillaron|orillaron a|interceptaron|
            interceptaron a|tienen parado|tienen parada|tienen parados|rodearon|rodearon a|rodeando|siguiendo|
            siguiendo a|siguen a|cerraron el paso a|bloquearon|bloqueando|towed|towing|smashed|breaking into|broke into|window of|windows of|windows on|window on|vidrio de|ventana de|broke|looking inside|look inside|
            searching|searched|revisando|revisan|checking|check|looking into|looking in|stop for|
            traffic stop on|traffic stop of|traffic stop with|pulled|bajaron de|sacaron de|sacando de|
            que iba en|todos los|todas las|every|all the|quitaron|se llevaron|going through|from my|took|tow"""
    )
    + (
        "(?: (?:over|a|an|the|un|una|el|la|los|las|someone's|somebody's|his|her|"
        "my|their|su|1|some|poor|this|that)){0,3}(?: (?!and|y|in|en|with|w|con|"
        "at|on|by|near|from|por|de|of|,|\\d)[a-z]+){0,2}"
    )
)
ALL_OF_THEM = whole(
    r"(?:that makes|makes it|making it|that makes it|thats|that's|now its|ya son|ya van|all|los|las|the|so|total of|counted|i count|i counted|conte) (?P<number>\d{1,2})(?: total| of them| in total| en total)?(?= (?:[.,;!\n]|in|en|at|now|ya|just)|$)"
)
SO_FAR = whole(
    r"(?P<number>\d{1,2}) (?:so far|total so far|hasta ahora|hasta ahorita|hasta el momento|up to now|al momento)"
)
"""How many vehicles spoken of before there are: "the white Expeditions … all three"."""
ANOTHER = later(
    r"^ ?(?:[a-z'-]+ ){0,2}(?:,|and|y|&|\+|n|plus|mas) (?:also |otr[oa] |the other )?(?:a |an )?(?:one|1|another|another one|otro|otra|una|uno)"
    r"(?= (?:more|mas|in|on|at|by|behind|infront|across|around|down|outside|parked|atras|enfrente|adelante|afuera|en|"
    r"por|a|al|black|white|gray|grey|silver|blue|red|negr[oa]|blanc[oa]|roj[oa]|gris|azul|[.,;!\n])(?!\S)|$)"
)
"""One more of the same kind after a mention: "a black suv behind and one in front"."""
COLOURED_ONE = later(
    rf"^ ?(?:[a-z'-]+ ){{0,3}}?(?:,|and|y|&|\+|n|plus|mas)(?: (?:and|y|also|tambien))? (?:(?P<more>\d{{1,2}})|a|an|another|un|una|otra|otro)(?: (?:more|mas))? (?:(?:{BEFORE}) ){{0,2}}(?:(?<= )(?:1|ones?)|{alternatives(COLOUR)})"
    r"(?= (?:[.,;!\n)/]|and|y|in|on|at|by|with|w|con|outside|parked|en|por|afuera|just|all|heading|que|that)(?!\S)|$)"
)
"""More of the same kind in another colour: "two white vans and a black one", "2 negras y una blanca"."""
PART_OF = whole(
    r"(?<!lado )(?<!cerca )(?<!atras )(?<!detras )(?<!enfrente )(?<!frente )(?<!dentro )(?<!los )(?<!mismos )"
    + alternatives("de|del|lavado de|parada del|estacion de|school|puerta de|llantas de")
    + "(?: (?:un|una|el|la|los|las|su|mi))?"
)
STOPPED = whole(
    r"(?:getting |being |was |is |got |all |just got |has been ){0,3}(?:(?<=got )stopped|(?<=was )stopped|(?<=being )stopped|pulled over(?! (?:a|an|the|my|"
    r"someone|somebody|un|una|1|2|his|her)(?!\S))|(?:they|ice|que|q) (?:just |ya )?(?:stopped|pulled over|pararon|detuvieron|tienen parad[oa])(?!\S)|(?:stopped by|surrounded by|boxed by|boxed in by|blocked by|blocked in by|pinned by|pinned in by|parado por|detenido por)|(?:boxed in|pulled "
    r"ovr|surrounded|blocked in)(?! (?:a|an|the|my|his|her|our|someone|somebody|some|another|this|un|una|1|2|mi|su|a un|a una|al)(?!\S)))"
)
COLOURED = whole(alternatives(COLOUR))
AND = {"and", "&", "+", "y", "plus", "e", "n", "mas", "with", "con", "w"}
WORDS = known_words(PLAIN_ONE, PLAIN_MANY, KIND_ONE, KIND_MANY, MODEL, MAKE, COLOUR, ADJECTIVE) | {
    f"{word}s" for word in known_words(KIND_ONE, MODEL)
}
ANY_VEHICLE = MADE
ADJECTIVE = BEFORE

ORDINARY_TOO = whole(
    alternatives(
        "edge|escape|compass|pilot|journey|ranger|rogue|titan|colorado|sierra|transit|units|unidades|frontier|express|maxima|optima|fusion|navigator|terrain|"
        "enclave|outlander|tucson|odyssey|caravan|civic|accord|focus|mustang|compact|moto|wagon|interceptor|limo|combi|unit|unidad|auto|ranger|sonata|blazer|armada|maverick|envision|voyager|eclipse|taxi|kona|passport|passports|trailer|trailers|pilots|journeys|compasses|escapes|edges"
    )
)
"""Models and kinds that are ordinary words when nothing stands before them."""
WENT = r"(?:left|gone|drove off|took off|pulled off|drove away|rolled out|se fueron|se fue|salio|salieron|arranco|arrancaron)"
STAYED = later(
    rf"^ ?(?:just |already |have |has |is |are |ya )?{WENT} (?:, |; |[.] |and |but |y |pero |now |the other |las otras |los otros )*(?P<number>\d{{1,2}}) (?:more |others? |are |r |is )*(?:still|remain|siguen|sigue|stayed)(?!\S)"
)
"""How many vehicles stay where the one named before has left: "1 suv left, 2 still here"."""
STAYED_AFTER = later(
    r"^ ?(?:, |; |[.] |y |pero |and |but )*(?:ya )?(?:nomas |solo |todavia |aun )*(?:quedan?|siguen?|remain) (?:nomas |solo )?(?P<number>\d{1,2})(?!\S)(?! (?:agentes|hombres|personas|tipos|agents|men|guys))"
)
WENT_BEFORE = later(rf"(?:^| ){WENT}$")
"""The same told the other way round: "se fue una camioneta, quedan dos"."""
NONE_CAME = whole(
    r"(?:no(?: hay| traen| trae| vi| veo| se ven| habia)?|sin|0|zero|without|ningun|ninguna|(?:dont|don't|didnt|didn't|cant|can't) see any) (?:visible |other |marked |ice |their )?(?:vehicles?|cars?|carros?|vehiculos?|camionetas?|trocas?|suvs?|veh|vehs)(?: (?:that i saw|a la vista|afuera|aqui|seen|visible|around|here|yet|in sight|a la vista|nearby|that i (?:can see|saw|could see)|present))?(?= (?:[.,;!\n|/)]|\d|and|y|but|pero|solo|nomas|only|though|just|on foot|a pie)|$)"
)
"""That they came on foot."""
OF_THEM = later(
    r"^ (?:, |- |, all |all )?(?P<number>\d{1,2}) of (?:em|them|those)(?!\S)(?! (?:with|w|in|masked|armed|wearing|out|inside|got|have|had|were|came|on|standing|banging|knocking))"
)
"""How many there are of what was named one by one: "black suv black suv, 3 of them"."""
