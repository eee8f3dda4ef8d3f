"""Whole classes of doing: any verb of taking, loading, asking, trying or watching in any tense, with whom or what it is done to."""

from wekeep.watch.rules.paste.activity_shapes import ANY, BODY_DOWN, CAR, PERSON
from wekeep.watch.rules.paste.patterns import alternatives
from wekeep.watch.rules.salute import Activity

_IRREGULAR = {
    "take": "take takes took taken taking takin",
    "put": "put puts putting puttin",
    "get": "get gets got gotten getting gettin",
    "hold": "hold holds held holding holdin",
    "lead": "lead leads led leading",
    "bring": "bring brings brought bringing",
    "throw": "throw throws threw thrown throwing",
    "drag": "drag drags dragged draggin dragging drug",
    "grab": "grab grabs grabbed grabbing grabbin",
    "nab": "nab nabs nabbed nabbing",
    "pin": "pin pins pinned pinning",
    "shove": "shove shoves shoved shoving",
    "snatch": "snatch snatches snatched snatching",
    "catch": "catch catches caught catching",
    "carry": "carry carries carried carrying",
    "try": "try tries tried trying tryin",
    "go": "go goes going gone went goin",
    "run": "run runs ran running",
    "stop": "stop stops stopped stopping stoppin",
    "sit": "sit sits sat sitting sittin",
    "let": "let lets letting",
    "zip tie": "zip tie|zip ties|zip tied|zip tying|zip - tied|zip - tying|ziptied|zip tieing",
}


def _tenses(verbs: str) -> str:
    """Each of the English verbs, parted by blanks, in all its forms, as typed in chats too."""
    return alternatives(*(form for verb in verbs.split("|") for form in _forms(verb.strip())))


def _forms(verb: str) -> list[str]:
    if verb in _IRREGULAR:
        forms = _IRREGULAR[verb]
        return forms.split("|") if "|" in forms else forms.split()
    stem = verb[:-1] if verb.endswith("e") else verb
    return [verb, f"{verb}s", f"{verb}es", f"{stem}ed", f"{stem}ing", f"{stem}in"]


def _conjugated(stems: str) -> str:
    """Spanish verb stems with the endings of narration, and with pronouns hung on."""
    return (
        "(?:"
        + "|".join(stems.split())
        + ")(?:ando|iendo|endo|aron|ieron|eron|yendo|an|en|ian|aban|o|io|ar|er|ir)(?:se)?(?:l[aeo]s?)?"
    )


_WHOM = (
    rf"(?:{ANY}{PERSON}|him|her|them|em|don [a-z]+|dona [a-z]+|(?:1|2|3|4|\d|several|some|another) (?:of (?:our|my|the|us|their) )?(?:[a-z]+ ){{0,2}}?"
    r"(?:housekeepers?|staff|cooks?|cleaners?|crew|members?|patients?|clients?|tenants?|folks?|fellows?|gentlemen|gentleman|residents?|vendors?|customers?|passengers?|riders?|immigrants?|migrants?|refugees?|shoppers?|parishioners?|congregants?|roofers?|neighbors?|workers?)"
    r"|(?:a|an|the|one|this|some) (?:[a-z]+ ){0,2}?(?:fellow|gentleman|chap|soul|housekeeper|parishioner|immigrant|migrant|rider|passenger|delivery guy|dasher|food vendor|elder|grandmother|grandfather|toddler|infant|baby|teenager))"
)
_BUSINESS = r"(?:clinic\w*|church\w*|school\w*|store\w*|shop\w*|restaurant\w*|hospital\w*|librar\w+|mosque|masjid|hotel|motel|office\w*|bank|court\w*|mall|market|mercado|escuela|iglesia|clinica|tienda|restaurante|biblioteca|guarderia|corte|banco|oficina\w*|laundry|laundromat|lavanderia|gas|home depot|target|walmart|cub|aldi|mart|er|ymca|rec|fabrica|bodega|warehouse|taqueria|panaderia|carniceria|er|emergency|post|kitchen|daycare|day|cafe|bar|car|cars|van|vans|truck|trucks|suv|suvs|vehicle|vehicles|carro|carros|camioneta|troca|bus|elevators?|train|station|gym)(?!\S)"
_OF_BUSINESS = rf"(?! (?:of|to|de|del|at|on) (?:the |la |el |las |los |a |an |un |una |parked |some |my |our |mi )?(?:[a-z]+ )?{_BUSINESS})"
_THE = r"(?:the |a |an |her |his |their |my |our |your |every |each |all |both |peoples |people's |someones |la |las |el |los |mi |su |sus |nuestra |una |un |cada )"
_OPENING = r"(?:doors?|doorways?|doorsteps?|gates?|windows?|door handles?|handles?|doorknobs?|knobs?|locks?|latch|intercoms?|buzzers?|screen doors?)"
_CAR_BEFORE = r"(?<!car )(?<!van )(?<!truck )(?<!vehicle )(?<!suv )(?<!garage )"

ACTS: tuple[tuple[Activity, int, str], ...] = (
    (
        Activity.LOADING,
        3,
        rf"(?:(?:(?:was|were|is|are|being|been|got|getting|get|gets|gettin) )?(?:{_tenses('put|load|place|shove|throw|force|push|stuff|bundle|toss|hustle|herd')})|(?:{_tenses('escort|walk|lead|march|drag|haul|carry|move|lift|take|bring|transfer')}) {_WHOM})"
        rf" (?:up )?(?:(?!looking|lookin|peeking|peering|gear|equipment|bags|boxes|weapons|stuff|supplies)[^\s,;.\n]+ ){{0,4}}?(?:in|into|inside|onto|to) (?:(?:the |a |an |their |its )?(?:back|rear|backs?eat) (?:seat )?of )?(?:the |a |an |their |1 |2 |that |one of the |this )?(?!vest|mask|uniform)(?:[a-z]+ ){{0,2}}?{CAR}",
    ),
    (
        Activity.LOADING,
        3,
        r"(?:being|been|was|were|getting|got|is|are) loaded(?: up)?(?! (?:with|w|down|for))|loaded (?:him|her|them|em)(?: up)?(?! with)",
    ),
    (
        Activity.LOADING,
        3,
        rf"(?<!se )(?:{_conjugated('subi sub met ech mont avent trep carg tir empuj lanz')}) (?:a |al )?(?:[^\s,;.\n]+ ){{0,5}}?(?:a|en|al|dentro de|adentro de|para|pa) (?:[a-z]+ ){{0,2}}?{CAR}",
    ),
    (
        Activity.LOADING,
        3,
        rf"(?:lo|la|los|las|le|les) (?:acaban de |estan |andan |iban |van a )?(?:{_conjugated('subi sub met ech mont avent trep')}) (?:a|en|al|pa|para|dentro de) (?:[a-z]+ ){{0,2}}?{CAR}",
    ),
    (
        Activity.DETAINING,
        3,
        rf"(?:{_tenses('grab|snatch|nab|seize|tackle|arrest|detain|cuff|handcuff|zip tie|restrain|pin|apprehend|abduct|kidnap|collar|subdue|wrestle|ambush|jump|bundle|manhandle|rough up|body slam|taze|tase')}) "
        rf"(?!pic|photo|video|on the|it |up at)(?:up |down |away )?{_WHOM}(?! (?:out of work|pulled over|driving|parked|in line|by the|off the street to))",
    ),
    (
        Activity.DETAINING,
        3,
        rf"(?:{_tenses('take|drag|haul|yank|pull|lead|march|walk|escort|carry|bring|get|remove|order|force|rip')}) (?:{_WHOM}|(?:the |both |those |all )?\d|both) (?:(?:right |straight )?(?:off|out|away)|from (?:his|her|their|a|the)|in (?:cuffs|handcuffs|zip ties|custody))",
    ),
    (
        Activity.DETAINING,
        3,
        rf"(?:{PERSON}|dude|guys?|driver|lady|kid|him|her|them|muchacho|senora?|tipo) (?:(?:is|are|was|were|already|now|lying|laying|kneeling|facedown|ya|esta|estan|tirad[oa]s?|puest[oa]s?) )*{BODY_DOWN}",
    ),
    (
        Activity.DETAINING,
        3,
        r"(?:they|ice|agents|feds|theyve|they've|agentes|ellos) (?:now |still |already |ya )?(?:have|has|got|ve got|tienen|traen|llevan) (?:a |an |at least |como |about )?(?:\d )?(?:[a-z]+ )?(?:man|woman|person|guy|lady|kid|people|men|women|teen|teens|teenager|boy|girl|senor|senora|muchacho|muchacha|chavo|personas|hombre|mujer)(?= (?:[.,;!\n]|now|already|and|so far|still|at|near|on the|in the (?:back|van|car|truck)|detained|ya|en la|en el)(?!\S)|$)"
        rf"|(?:got|have|has|had|holding|hold|held|pinning|pinned|pushed|slammed|threw|put|putting|shoved|pressed) {_WHOM} (?:up |down |pinned )?{BODY_DOWN}",
    ),
    (
        Activity.DETAINING,
        3,
        r"(?:took|grabbed|got|arrested|detained|snatched|nabbed|agarraron a|detuvieron a|llevaron a) (?:don|dona|mr|mrs|ms|sr|sra|senor|senora|tio|tia|pastor|father|sister) (?:[.] )?[a-z]+|"
        r"(?:bring|brings|brought|bringing|lead|led|leading|take|took|taking|walk|walked|walking|march|marched|drag|dragged|dragging|haul|hauled|carry|carried|escort|escorted|pull|pulled) out (?:\d|a |an |the |my |our |another |someone|somebody|him|her|them|some |several |people)(?!\S)?(?:(?!of |gear|guns|equipment|phone|their|trash|rifles|weapons|cameras)[a-z]+ ?)?|"
        r"(?<!\d )(?:person|man|woman|neighbor|driver|worker|someone|somebody|people|kid|mother|father) (?:was |were |been |being )?taken(?! (?:to the (?:meeting|clinic|store|hospital)|home|care|by surprise|aback|pic|photo)(?!\S))|"
        r"took (?:like |about |at least |maybe |around )?(?:half|everyone|everybody|most of|all of|the whole|several|a bunch|a few)(?! (?:pics|photos|pictures|steps|minutes|hours|blocks|an hour|a block))(?: [a-z]+)?|"
        r"(?:a )?(?:knee|knees|rodilla|boot|elbow) (?:in|on|to|into|en|sobre) (?:his|her|their|the|my|la|el|su) (?:back|neck|head|chest|shoulder|espalda|cuello|nuca)|\d (?:of them |agents |guys )?on (?:top of )?(?:him|her)"
        r"|(?:was|were|been|being|got|getting|gets|get|is|are|just) (?:taken|snatched|grabbed|nabbed|seized|arrested|detained|apprehended|cuffed|handcuffed|tackled|abducted|kidnapped|picked up|scooped up|hauled off|dragged out|led out|led away|zip tied)(?! (?:pics|photos|down the (?:plate|number)))"
        r"|(?:one|1|2|3|\d+|two|three|someone|somebody|adult male|male|female|man|woman|person|people) (?:more )?(?:in|under) (?:custody|cuffs|handcuffs|zip ties|arrest|restraints)|already (?:have|got|took) \d"
        rf"|(?:{PERSON}|driver|passenger|dude|lady|fellow|gentleman|motorist) (?:is |was |being |been |got |getting )*(?:pulled|dragged|yanked|taken|removed|ordered|hauled|ripped|carried|led|marched|walked) (?:out|from|off|away)",
    ),
    (
        Activity.DETAINING,
        3,
        rf"(?:{_conjugated('baj sac jal arrastr arranc quit')}) (?!(?:una |unas |la |las )?(?:fotos?|videos?|placas?|corriendo)(?!\S))(?:a )?(?:[^\s,;.\n]+ ){{0,4}}?(?:de|del|fuera de) (?:[a-z]+ ){{0,2}}?(?:{CAR}|casa|trabajo|tienda|cocina|restaurante|obra|techo|bici|bicicleta|parada|edificio|departamento)",
    ),
    (
        Activity.DETAINING,
        3,
        rf"(?:{_conjugated('agarr deten detuv arrest esposa espos apres captur secuestr som levant amarr pesc atrap tumb')}) (?:a )?(?:\d+ |un |una |unos |unas |al |a la |varios |mi |otro |otra |como |dos |gente|don |dona |personas|trabajadores|vecinos|raza|paisanos?|muchach|hombres|senor)",
    ),
    (
        Activity.DETAINING,
        3,
        r"(?:se )?(?:la|lo|los|las|le|les)? ?(?:llevaron|llevan|llevando|llevo|llevaban|llevar)(?:se)?(?:l[ao]s?)? (?:a |al )(?:mi |un |una |el |la |los |las |\d+ |dos |tres |varios |otro |don |dona |su |unos |gente|alguien|personas|trabajadores)"
        r"|ya (?:tienen|traen|llevan) (?:a )?\d+ (?:detenid|arrestad|agarrad|esposad|personas|muchach|senor|en la|adentro)\w*|(?:tienen|traen|llevan) (?:a )?\d+ (?:detenid|arrestad|agarrad|esposad)\w+",
    ),
    (
        Activity.CHECKPOINT,
        3,
        rf"(?:{_tenses('let|allow')}) (?:no one|nobody|noone|none|nothing)|(?:no one|nobody|noone) (?:can |is |gets |may |allowed |could |goes )+(?:to )?(?:(?:in|out|through|thru|by|past|pass|leave|enter)(?!\S)|without)"
        r"|(?:viendo|checando|revisando|pidiendo|checan|revisan|piden) (?:las |los |la |el )?(?:licencias?|papeles|ids?|identificaci\w+) (?:de|a) (?:todos|todo el|cada|los que|quien pasa)"
        r"|(?:turning|turned|sending|sent) (?:people|cars|everyone|folks|drivers|traffic|everybody|buses) (?:around|back|away)|both ends of (?:the|our|my)|(?:each|both) ends? of the (?:block|street)"
        r"|(?:street|road|block|intersection|alley|calle|cuadra|lane|it|they|esta|tienen)?(?: is| are| has been|'s|s)? ?(?:blocked|closed|shut|cerrad[oa]|bloquead[oa])(?: off| down)? (?:at |on |from |por |en |de )?(?:both|either|ambos|los 2|los dos|2) (?:ends?|sides?|lados|extremos)"
        r"|(?:looking|checking|peering|shining) (?:in|into|inside|at) (?:every|each|all) (?:the )?(?:passing )?(?:car|vehicle|driver|trunk|cars|vehicles|trunks)|(?:every|each|all) (?:the )?(?:car|vehicle|driver|bus|truck|cars|vehicles)s? (?:is|are|gets?|being|has to|have to|must|that|coming|going|passing|leaving|entering|gettin)(?!\S)(?! (?:parked|black|unmarked|tinted))"
        r"|(?:stopping|stop|stopped|checking|carding) (?:every|each) (?:single )?(?:pedestrian|person|driver|car|vehicle|passerby|walker|body|one)(?!\S)|(?:stopping|checking|carding|asking) (?:every|each|everybody|everyone|anybody|anyone|all) (?:one |body |person |car |driver |of the |the )*(?:who|that|coming|going|passing|entering|leaving|exiting|getting|in|out|as)(?!\S)"
        r"|(?:set ?up|setting up|put up|puesto|pusieron|ponen|poniendo|armaron|montaron|hay|tienen) (?:a |un |una )?(?:kind of |sort of )?(?:check ?point|road ?block|reten|filtro|stop|puesto de control|barricad\w+|bloqueo)",
    ),
    (
        Activity.APPROACHING_HOME,
        3,
        rf"(?:{_tenses('try|check|rattle|jiggle|test|force|listen|peek|peer|bang|pound|knock|beat|hammer|rap|kick|hit|push|buzz|ring|tap|shake|open')} )(?:(?:on|at|in|into|through|thru|with) )?{_THE}{{0,3}}(?:[a-z']+ ){{0,3}}?{_CAR_BEFORE}{_OPENING}{_OF_BUSINESS}(?! (?:of )?(?:a |the |parked |his |her )?{CAR})",
    ),
    (
        Activity.APPROACHING_HOME,
        3,
        rf"(?:in and out of|in and out|going into|came into|come into|coming into|went into|inside|into|in|up|down|through|on|at|entering|entered) {_THE}(?:[a-z]+ ){{0,2}}?(?:stairwells?|stairway|staircase|stairs|hallways?|corridors?|side gate|back gate|front gate|courtyard|back steps|front steps|side door|back door|landing|porch|stoop|front yard|backyard|back yard){_OF_BUSINESS}"
        rf"|in and out of {_THE}?(?:[a-z]+ ){{0,3}}?(?:gate|apartments?|apts?|building|house|houses|home|homes|duplex|units?)|(?:at|to|by|from) {_THE}?(?:[a-z']+ )?(?:door|doors|doorway|doorstep|neighbou?r's door|neighbou?rs door)(?!\S){_OF_BUSINESS}"
        rf"|doorway of \d|(?:going|went|walking|walked|checking|searching|sweeping|canvassing|working) (?:up and down |through |thru |along |around )?(?:the |each |every )?(?:[a-z]+ )?(?:units|floors|apartments|apts|trailers|each floor|every floor|each unit|every unit|all the units)",
    ),
    (
        Activity.APPROACHING_HOME,
        3,
        rf"(?:{_conjugated('toc golpe pate empuj forz revis chec asom brinc salt rode cerc')}) (?:en |por |a |la |las |los |el |cada |sus |una |un |todas |de |mi |su |nuestra )*(?:puertas?|ventanas?|timbres?|porton|portones|rejas?|cercas?|bardas?|departamentos?|apartamentos?|casas?|edificios?|escaleras?|pasillos?){_OF_BUSINESS}",
    ),
    (
        Activity.QUESTIONING,
        3,
        rf"(?:{_tenses('want|demand|request|require|check|examine|inspect|ask|see|scan|look|run')})(?: (?:to see|at|for|through))* {ANY}(?:ids?|i d|i\.d|papers?|paperwork|documents?|docs|passports?|green cards?|visas?|status|identification|birth certificates?|proof|(?:driver's |drivers )?licen[sc]es?)(?! (?:plates?|plate))(?!\S)(?! plates?)"
        r"|(?:asking|asked|ask|asks|askin) (?:[^\s,;.\n]+ ){0,3}?(?:where|what country|if|whether|about|who|how long|for)(?!\S)(?! (?:help|backup|directions|volunteers|a ride|prayers))"
        r"|(?:confront|hassl|harass|badger|grill|bugg|press|interrogat|interview|quizz|question|bother|accost|card|profil|approach|stop)(?:ing|in|ed|s|es|e)? (?:random |all |the |some |young |brown |latino |hispanic |somali |african |any |day |delivery |the day )*(?:people|ppl|folks|anyone|everyone|shoppers|workers|customers|students|riders|passengers|vendors|families|passersby|pedestrians|men|guys|laborers|kids|parents|tenants|residents|neighbou?rs|drivers on foot|patients|visitors|staff|employees)",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"(?:have|has|had|got|tienen|traen) (?:a |an |the |un |una |el |la |al )?(?:[^\s,;.\n]+ ){{0,3}}?(?:driver|motorist|cyclist|chofer|conductor|{CAR}) (?:stopped|parado|parada|detenido|detenida|orillado|orillada|boxed in)",
    ),
    (
        Activity.CHECKPOINT,
        3,
        rf"(?:{_conjugated('revis chec inspeccion')}) (?:a )?(?:los |las |todos los |todas las |todo |cada )?(?:carros|coches|autos|trocas|vehiculos|camionetas|conductores|choferes)(?! (?:estacionad|parad|del (?:estacionamiento|parking|lote)|en el (?:estacionamiento|parking|lote)|de la gente)\w*)",
    ),
    (
        Activity.APPROACHING_HOME,
        3,
        r"(?:tienen |traen |esta |estan )?rodead[oa]s? (?:toda |todo )?(?:la |el |una |un |mi |su )(?:casa|edificio|traila|apartamento|departamento|vivienda|cuadra)|(?:have|has|got) (?:the |a |my |our )?(?:[a-z]+ ){0,2}(?:house|building|home|apartment|duplex|trailer) (?:surrounded|blocked|covered)",
    ),
    (
        Activity.QUESTIONING,
        3,
        rf"(?:{_tenses('stop')}) (?:(?:one|1|2|a couple|some|several) of (?:our|the|my) [a-z]+|(?:a|an|my|our|the) (?:[a-z]+ ){{0,2}}?(?:housekeeper|nurse|janitor|fellow|gentleman|lady|boy|girl|couple|student|vendor|walker|mother|father|family|delivery (?:guy|man|person)|pedestrian|passerby|teen|teenager|cyclist|biker|jogger)) (?:and|to|n|,|asking|for)",
    ),
    (
        Activity.QUESTIONING,
        3,
        rf"(?:le |les |nos |me )?(?:{_conjugated('pregunt interrog cuestion entrevist hostig molest acos')})(?: |$)(?:a |por |si |de |papeles|que |quien|donde|los|las|la|el|en|y|gente|cosas|su|sus|nombre|uno|trabajador)|(?:le|les|nos|me) (?:{_conjugated('pid exig revis chec solicit')}) (?:[a-z]+ ){{0,2}}?(?:papeles|id|ids|identificacion|identificaciones|documentos|licencia|pasaporte|mica|datos|visa|estatus)"
        rf"|(?:{_conjugated('pid exig revis chec solicit')}) (?:los |las |el |la |sus |su )?(?:papeles|ids?|papers|licenses|documents|identificacion|identificaciones|documentos|licencias?|pasaportes?|micas?|visas?|estatus)|pidiendo (?:papeles|la|el|su|sus)",
    ),
    (
        Activity.SURVEILLING,
        2,
        r"(?:gone|going|goes|went|go|been|driven|driving|drove|drives|come|came|coming|looped|looping) (?:a)?round (?:and (?:a)?round )?(?:the|our|this|my) (?:[a-z]+ )?(?:block|neighborhood|neighbourhood|corner|lot|building|school|park|square)"
        r"|(?:parked|sitting|sat|stopped|idling|there|at the curb|on the corner|across the street|out front|outside) (?:here |there |out )?(?:since|for (?:about |over |like |the past |the last |at least |almost )*(?:\d+|an?|half)(?: |$))"
        r"|(?:at|behind) the wheel|(?:lifted|raised|pointing|pointed|aimed|aiming|held up|holding up) (?:a |his |her |their |the )?(?:camera|phone|binoculars|scope|lens|field glasses)|field glasses|with binoculars|just watching|keeping watch|keeping an eye|lying in wait|waiting for (?:someone|somebody|people) to"
        r"|(?:da|dan|dando|dio|dieron|daba|daban|andan dando|anda dando) (?:de )?(?:vueltas?|rondas?|rondines|la vuelta)|(?:anda|andan|va|van|pasa|pasan|iba|iban|maneja|manejan) (?:muy |bien |super |re )?(?:despacio|despacito|despasito|despasio|lento|lentito|quedito)"
        r"|(?:took|taking|takes|take|taken|snapping|snapped|sacando|sacan|saco|sacaron|tomando|toman|tomo|tomaron|tomandole) (?:[a-z]+ ){0,2}?(?:pictures?|photos?|pics?|videos?|fotos?|video|videos)|photograph(?:ing|ed|s)|film(?:ing|ed|s)(?! (?:them|ice|agents|it|from))(?!\S)|fotografiando|filmando|grabando",
    ),
    (
        Activity.STAGING,
        2,
        r"(?:gear(?:ing|ed)|suit(?:ing|ed)|kitt(?:ing|ed)|tool(?:ing|ed)|strapp(?:ing|ed)|vest(?:ing|ed)|mask(?:ing)|mount(?:ing)|form(?:ing|ed)|lin(?:ing|ed)|stack(?:ing|ed)|team(?:ing|ed)|saddl(?:ing|ed)|buckl(?:ing|ed)|load(?:ing|ed)) up(?! (?:the|a|her|him|them|people|someone|in|with|traffic|\d))"
        r"|(?:ponien|puso|pusier|poni|acomod|alist|prepar|equip|form|junt|reun|agrup|concentr|organiz)(?:do|eron|on|ando|iendo|aron|ieron|an|en)(?:se|los|les)? (?:los |las |el |la |sus |su )?(?:chalecos?|vests?|cascos?|equipo|equipos|uniformes?|botas|mascaras?|gear|guantes|armas|fila|filas)",
    ),
    (
        Activity.EVERYWHERE,
        1,
        r"(?:agents?|ice|feds?|cops|migra|they are|they're|theyre|they r|suvs|vans|cars|trucks|agentes|andan|estan|hay|officers|them|it's|its|patrols|unmarkeds|vehicles|camionetas|carros) (?:just |literally |like |really |truly |seriously |(?:in|with|w|en|con|de) (?:[a-z]+ ){1,2})*"
        r"(?:everywhere|every where|all over(?! (?:me|us|again|facebook|social|fb|him|her|it)(?!\S))|por todos lados|por todas partes|por todo|por donde quiera|por dondequiera|donde quiera|dondequiera|en todos lados|en todas partes|por doquier|on every (?:corner|block|street)|en cada (?:esquina|cuadra)|all around (?:town|us|the))",
    ),
)
