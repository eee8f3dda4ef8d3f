"""The words for those who act, those it is done to, and the shapes in which they are counted."""

from wekeep.watch.rules.paste.numbers import COUNT
from wekeep.watch.rules.paste.patterns import alternatives, known_words, later, whole
from wekeep.watch.rules.paste.vehicle_words import ADJECTIVE, ANY_VEHICLE, PLATES

AGENT_ONE = """
    agent|officer|oficial|agente|policia|cop|fed|federal agent|marshal|deputy|elemento|uniformado|encapuchado|
    enmascarado|soldado|soldier|trooper|migra|guard|guardia|operative|federale|jura|chota|operator|lawman|detective|official|migro|uniformed man|
    g - man|gman|goon|thug|bounty hunter|enforcer|ice man"""
AGENTS = """agents|officers|agentes|oficiales|policias|cops|feds|federales|elementos|uniformados|encapuchados|
    enmascarados|soldados|soldiers|marshals|deputies|troopers|ice|la migra|migra|migras|polis|cbp|hsi|ero|dhs|
    bp|border patrol|patrulla fronteriza|inmigracion|immigration|chota|gestapo|goons|federal agents|ice agents|
    agts|ofcs|agnts|officials|los de ice|los de la migra|immigration officers|immigration agents|homeland|
    homeland security|guards|guardias|operatives|agentes de migracion|migracion|agents de ice|operators|juras|
    federal officers|federal cops|federal police|g - men|gmen|enforcers|detectives|lawmen|federals|fellows in uniform|ice folks|ice guys|ice men|
    ice people|hsi guys|fed boys|armed men|masked men|los migras|los agentes|los verdes|marshalls|law enforcement|la jura|los feds|los federales|minutemen|thugs|matones"""
PERSON_ONE = """
    guy|man|person|dude|hombre|tipo|persona|senor|woman|mujer|driver|bato|vato|individual|male|female|sujeto|
    individuo|muchacho|chofer|conductor|passenger|fella|fellow|lady|bro|chavo|chava|senora|mujer|gringo|gringa|gentleman|cabron|wey|guey|young man|young woman|youngster|character|
    stranger|morro|morra|joven|compa|cuate|muchacha|gal|chick|kat|cat|feller|chap|body|head|face|occupant|ocupante|copilot|copiloto|lookout|
    pasajero|pasajera|conductora|desconocido|guero|guera|pelon|grandote|viejo|viejon|big guy|tipa"""
PERSON_MANY = """guys|men|adults|adultos|grown men|figures|jokers|clowns|idiots|creeps|bastards|pigs|opps|characters|strangers|rucos|monos|people|persons|dudes|ppl|peeps|personas|hombres|tipos|senores|batos|vatos|individuals|males|
    females|sujetos|individuos|women|mujeres|of them|of em|of 'em|de ellos|pax|inside|masked|armed|enmascarados|
    armados|encapuchados|total|in total|en total|mask|in vests|con chalecos|elementos|adentro|bodies|occ|occs|occup|subj|subjs|subjects|indiv|indivs|pers|leo|leos|occupants|ocupantes|passengers|pasajeros|gente|
    in plain clothes|plainclothes|plain clothes|undercovers|undercover|in uniform|uniformed|gentes|muchachos|drivers|in camo|per|in tactical gear|
    vestidos de civil|con mascaras|con chaleco|fellas|fellows|ladies|bros|chavos|gringos|gentlemen|cabrones|weyes|
    gueyes|heads|folks|mans|mens|jovenes|cuates|occupants|faces|in the car|in car|in the van|in van|in vehicle|
    in the truck|en el carro|en la camioneta|on foot|a pie"""
WORD = (
    rf"(?!(?:{ANY_VEHICLE}|at|on|in|near|en|con|with|w|por|and|y|the|la|el|los|las|"
    rf"were|is|are|was|they|by|detaining|arresting|loading|block|st|street|ave|avenue|"
    rf"th|am|pm|min|mins|minutes|hrs|hours|blocks|cuadras|times|veces|minutos|horas)(?!\S))[a-z'-]+ "
)
MANY = rf"(?:{alternatives(AGENTS, AGENT_ONE, PERSON_MANY)}|{alternatives(PERSON_ONE)}s?)"
SURE = whole(alternatives(AGENTS, AGENT_ONE, "of them|of em|de ellos|total|in total|en total"))
MENTION = later(
    rf"(?<!\S)(?P<count>{COUNT}) (?:of (?:the|these|those) )?(?P<words>(?:{WORD}){{0,3}}?)(?P<noun>{MANY})(?!\S)(?: (?:agents?|officers?|agentes?)(?!\S))?(?! "
    rf"(?:{ADJECTIVE} ){{0,2}}{ANY_VEHICLE}(?!\S))"
)
AFTER_NOUN = later(
    rf"(?<!\S)(?P<noun>{alternatives(AGENTS, AGENT_ONE, PERSON_MANY, 'team|group|grupo|crew|squad|equipo|agents|people|personas|agentes|👥|👤|ice')})(?: "
    rf"[:x=(-])+ (?P<count>{COUNT})(?!\S)(?! (?:{ADJECTIVE} ){{0,2}}{ANY_VEHICLE}(?!\S))"
)
SINGLE = later(
    rf"(?<!\S)(?:a|an|un|una|lone|single|solo|solo un) (?P<words>(?:{WORD}){{0,3}}?)(?P<noun>{alternatives(AGENT_ONE)}"
    rf"|{alternatives('guy|man|dude|hombre|tipo|bato|vato|sujeto')}(?= (?:in|"
    rf"with|w|con|de|vestido|wearing) (?:a |un |una )?(?:\S+ ){{0,2}}?(?:vest|chaleco|"
    rf"mask|mascara|uniform|uniforme|tactical|camo|civil)))(?!\S)(?! (?:{ADJECTIVE} "
    rf"){{0,2}}{ANY_VEHICLE}(?!\S))"
)
VERB_COUNT = later(
    r"(?<!\S)(?:have become|has become|became|grew to|grown to|swelled to|(?:she|he|neighbor|vecina|vecino) (?:thinks?|thought|guess|guessed|guesses|says?|said|estimates?|reckons?|cree|dice)"
    r"(?: (?:there (?:are|were)|its|it was|que (?:son|eran|hay|habia)|que|there's|theres))?|"
    rf"eran|son|van|vienen|hay|entraron|bajaron|se bajaron|salieron|pasaron|vinieron|quedan|llegan|iban|"
    rf"tengo a|tenemos a|i can see|we see|we saw|we counted|we can see|can see|alcanzo a ver|puedo ver|entered|came|showed up|there r|theres like|estaban|estan|andan|habia|im guessing|"
    rf"i count|i counted|counted|i see|i saw|saw|theres|there's|there are|there "
    rf"were|veo|vi|conte|they are|they're|theyre|llegaron|had) (?P<count>(?:unos "
    rf"|unas |como |about |like |maybe |only |just |solo |nomas )*{COUNT})(?!\S)"
    rf"(?! (?:of |de )?(?:(?:those|these|the|them|their|esas|esos|las|los|sus) )?(?:{ADJECTIVE} ){{0,3}}{ANY_VEHICLE}(?!\S))(?! (?:(?:more|mas|other|"
    rf"big|long|black) )?(?:blocks?|cuadras?|minutos?|minutes?|mins?|hrs?|hours?|"
    rf"horas?|times|veces|am|pm|de la|en punto|y media|&|rifles|guns|armas|perros|"
    rf"dogs|kids|ninos|dias|days|st|ave|street)(?!\S))(?! &)(?! / \d)"
)
NOW_TOTAL = later(
    rf"(?<!\S)(?:grown from \d{{1,2}} to|gone from \d{{1,2}} to|went from \d{{1,2}} to|up from \d{{1,2}} to|thats|that's|that is|that makes|which makes|makes it|making it|ya son|ya van|son ya|total is|total of|now up to) (?:like |about |como )?(?P<count>{COUNT})(?= (?:now|total|of them|agents|and|,|[.]|in all|altogether|ya|ahora|en total)(?!\S))"
)
"""How many they have become: "2 more just showed up so thats 6 now"."""
OF_THE = later(
    rf"(?<!\S)(?:\d{{1,2}}|both|all|most|none|half|some|uno|algunos) (?:of|de) (?:the|those|these|los|las) (?P<count>{COUNT})(?! (?:(?:{ADJECTIVE}) ){{0,2}}(?:{ANY_VEHICLE}|workers?|people|men|women|kids|neighbors|guys|detainees|doors?|exits?|buildings?|streets?)(?!\S))"
)
"""Some of so many: "five of the six"."""
ABOARD = later(
    rf"(?<!\S){ANY_VEHICLE} (?:with|w|con) (?P<count>{COUNT})(?= (?:in|inside|is|are|was|still|parked|sitting|aboard|adentro|dentro|up|masked|esta|sigue|[,.;!\n])(?!\S)|$)"
)
"""How many are in a vehicle: "the green Tahoe with 3 is still parked"."""
THOSE = later(
    rf"(?<!\S)(?:the|those|these|los|las) (?P<count>{COUNT})(?= (?:that|who|q|que) (?:was|were|are|r|is|had|have|been|came|estaban|andaban|estan|vinieron|iban)(?!\S))"
)
"""A number with nobody named, whom more is told of: "the two that were outside"."""
CORRECTED = later(
    rf"(?<!\S)(?:its|it's|it is|there are|theres|there's|theyre|they are|son|eran|make that|actually|correction|correccion|that's|thats) (?:[,:] )?(?P<count>{COUNT})(?= (?:agents |of them |people |guys |agentes )?(?:, )?(?:not|no|instead of|rather than|en vez de) (?:_|son|eran))"
)
"""A number given in the place of another: "its 5 not 8"."""
AGENCY_OVER = later(
    rf"(?<!\S)(?:ice|hsi|ero|cbp|dhs|feds|agents|agentes|migra|federales) (?P<count>{COUNT})(?<=\+)(?! (?:{ADJECTIVE} ){{0,2}}{ANY_VEHICLE}(?!\S))"
)
"""So many or more behind the agency: "ICE/HSI 10+"."""
LISTED = later(
    rf"(?:^|(?<=[,;.\n|/] ))(?:agents|agentes|people|personas|officers|agts|hombres|"
    rf"ice) (?P<count>{COUNT})(?= [,;.\n|/]|$)"
)
ABOUT_COUNT = later(
    rf"(?<!\S)(?P<count>(?:como|unos|unas|like|about|around|approx|aprox|maybe|"
    rf"~|roughly|casi) {COUNT})(?= (?:con|with|w|ya|in|masked|armed|y|and|all|"
    rf"todos|total|[,.;!\n]))(?!\S)(?! (?:and|y) \d)"
)
LAST_SAID = later(rf"(?<!\S)(?P<count>(?:maybe|like|unos|~|probably|creo que) {COUNT})$")
AT_LEAST_SAID = later(
    rf"(?<!\S)(?P<count>(?=(?:at least|atleast|al menos|por lo menos|minimo|lo menos|no less than) ){COUNT})(?= (?:[.,;!\n)]|i|they|theyre|they're|and|y|one|all|con|with|w)(?!\S)|$)"
    rf"(?! (?:and|y|,) (?:{ADJECTIVE} ){{0,2}}{ANY_VEHICLE}(?!\S))"
)
"""At least so many, with nobody named: "men in the hallway, at least 3"."""
ALONE = later(
    rf"(?:^|(?<=[,;.\n!:|/)] ))(?P<count>{COUNT})(?! (?:on|in|at) each)(?= (?:[,;.\n!|/]|ice(?! (?:{ADJECTIVE} "
    rf"){{0,2}}{ANY_VEHICLE}(?!\S))|staging|parked|detaining|knocking|leaving|"
    rf"standing|watching|questioning|loading|masked|armed|going|walking|outside|"
    rf"outta|fr|easy|strong|in|up|deep|with|w|at|on|by|near|en|afuera|con|deteniendo|parados|vigilando|arresting|"
    rf"surveilling|approaching)(?!\S)|$)"
    rf"(?! (?:/|at|on|near|in|by|en) \d)(?! (?:with|w|con|has|tiene|trae) (?:a |an |un |una |the |el |la )?{PLATES}(?!\S))(?! [.] [a-z0-9]+ (?:st|ave|street)(?!\S))"
)
_FILLER = alternatives(
    """son|eran|hay|there are|theres|there's|i see|i count|i counted|saw|vi|veo|conte|counted|group of|grupo de|team of|a lot|
        lots|lots of them|a bunch|bunch|bunch of them|many|big group|large group|group|crew|whole crew|team|squad|
        un chingo|un monton|un monton de|muchos|bastantes|several|varios|the same|same|los mismos|las mismas|
        mismos|i think|creo|creo que|pienso que|it was|it's|its|they are|theyre|they're|looks like|parecen|
        still|todavia|aun|siguen|sigue|siguen siendo|no idea|idk|not sure|unsure|no se|quien sabe|hard to say|hard to tell|cant tell|can't tell|dunno|ni idea|dificil decir|prob|now|ahora|ahorita|currently|right now|down to|
        more like|more or less|mas o menos|well|ok|um|uh|maybe|probably"""
)
BARE = later(
    rf"^(?:[:\-.~(*=>_x] )*(?:{_FILLER} (?:[,:.-] )?){{0,3}}(?P<count>{COUNT})(?!\S)"
    rf"(?! (?:(?!in|inside|en|w|with|con|by|near|next|from|out|around|at|on)[a-z'-]+ ){{0,3}}?{ANY_VEHICLE}(?!\S))"
)
OBJECT_OF = whole(
    alternatives(
        """detaining|detained|detain|arresting|arrested|arrest|loading|loaded|load|questioning|questioned|took|
            taking|take|grabbed|grabbing|tackled|tackling|pulling|pulled|holding|has|have|had|cuffed|cuffing|
            handcuffed|handcuffing|asking|asked|of|putting|put|shoving|shoved|dragging|dragged|jumped|chasing|
            chased|stopped|stopping|talking to|out w|out with|against|on top of|zip tying|interrogando|
            interrogando a|detuvieron|detuvieron a|deteniendo|deteniendo a|arrestaron|arrestaron a|arrestando|
            arrestando a|llevaron|llevaron a|llevando a|llevandose a|llevan a|agarraron|agarraron a|agarrando a|
            agarrando|subiendo|subiendo a|subieron a|subieron|metiendo a|metiendo|metieron a|tienen|tienen a|
            esposaron a|esposando a|preguntando a|cuestionando a|pararon a|esposaron|a|at least detained|
            released|surrounding|surrounded|kidnapped|kidnapping|abducted|abducting|snatched|snatching|
            harassing|came out with|left with|salieron con|salio con|se fueron con|frisking|searching|nabbed|need|needs|i need|we need|necesito|necesitamos|ocupamos|ocupo|bringing|brought|carrying|carried|leading|led|got|escorting|walking|apprehending|apprehended|looking for|
            buscando a|sacaron a|sacando a|rodeando a|hablando con|talking with|interviewing|beating|with"""
    )
)
DONE_TO = whole(
    "(?:were |was |been |already |have been |is |being |are |got |getting )*(?:"
    r"(?:arrested|taken|cuffed|handcuffed|grabbed|detained)(?! (?:a|an|the|my|1|2|3|someone|somebody|people|ppl|him|her|them|another|at least)(?!\S))|in cuffs|in custody|detenidos|"
    "detenido|detenidas|detenida|arrestados|arrestado|esposados|esposado|in "
    "handcuffs|on the ground|abducted|kidnapped|(?:loaded|put|placed|shoved|thrown|forced|dragged|pulled|led|hauled|walked|escorted|carried|removed|bundled|stuffed|snatched|nabbed|picked up|rounded up|seized|tackled|pinned|"
    r"zip tied|held|hauled|pushed|marched|subid[oa]s?|llevad[oa]s?|metid[oa]s?|esposad[oa]s?|detenid[oa]s?|arrestad[oa]s?)(?= (?:in|into|to|onto|out|off|away|by|from|down|against|inside|a|en|al|por|[.,;!\n])(?!\S)|$)(?! (?:in|into|to|a|out) (?:lake|the (?:lot|parking|street|driveway|alley|area|scene)|\d))|(?:watching|filming|recording|observing) (?:them|ice|it|agents|from|this|what)|"
    "inside the house|injured)"
)
VICTIM = whole(
    alternatives(
        """kids|kid|children|workers|worker|neighbors|neighbor|observers|observer|students|ninos|trabajadores|
            vecinos|detainees|detained|detenidos|detenido|protesters|bystanders|customers|families|moms|parents|
            family|familia"""
    )
)
WORDS = known_words(AGENTS, AGENT_ONE, PERSON_MANY, PERSON_ONE)


ADDS_UP = whole(
    alternatives(
        AGENTS,
        AGENT_ONE,
        PERSON_ONE,
        "tipas|morros|morras|muchachas|compas|senoras|gals|chicks|passengers|pasajeros|occupants|supervisor|supervisors|guys|men|people|dudes|personas|hombres|tipos|women|mujeres|drivers|choferes|females|males",
    )
)
AND = {(), ("and",), ("y",), ("+",), ("&",), ("plus",), ("mas",), (",", "and"), ("e",), ("n",)}
OLD = whole(
    r"(?<=not )\d{1,3}(?= (?:[.,;!)\n]|as|like|and|y)|$)|(?<=no eran )\d{1,3}|(?<=no son )\d{1,3}|"
    r"(?:the |those |my |our |los |las )?\d{1,3}(?= (?:of them |agents |men )?(?:have |has |had )?(?:become|became|turned into|grown to|grew to|ya son|se hicieron) \d{1,3}(?!\S))"
    r"|(?:there were|there was|were|was|habia|eran|counted|vi|saw|conte) (?:like |about |como |unos |solo |only )*\d{1,3}(?= [^.;!?\n]{0,70} (?:now|ahora|ahorita|ya) (?:(?:there|are|is|its|only|just|solo|nomas|quedan|hay|son|like|about|como|down|to|theres|there's) ){0,4}\d{1,3}(?!\S))"
    r"|(?:we are|we're|were about|somos|estamos|de nosotros|of us) (?:like |about |como |unos )*\d{1,3}(?: of us)?|\d{1,3} (?:of us|de nosotros|neighbors watching|people watching|vecinos)|"
    r"(?:there were|there was|theres|there's|were|habia|eran|vi|saw|counted|conte|at first|first|initially|primero|al principio) (?:like |about |como |unos |solo |only )*\d{1,3}(?= (?:[a-z]+ )?(?:but|,|;|-|[.]|and|then|y|pero|luego) (?:but |pero |and |y )?(?:now|ahora|ahorita|then|luego|ya)(?!\S))"
    r"|(?<!there )(?:was|were|had been|used to be|previously|earlier|antes|eran antes|antes eran|antes habia|antes de|instead of|en vez de|up from|down from|rather than)"
    r" (?:about |like |como |only |solo |eran |habia )*(?:\d{1,3})(?= (?:[).,;!\n]|to|a|now|ahora|earlier|before|antes)|$)|\d{1,3} (?:before|earlier|antes)(?= [).,;!\n]|$)"
)
"""A count that another one has replaced: "now 9, was 4"."""
STAYED = later(
    r"(?<!\S)\d{1,2} (?:of them|agents?|guys|men|people|officers|agentes|hombres|personas) (?:just |already |have |ya )?(?:left|gone|drove off|took off|walked off|se fueron) (?:, |; |[.] |and |but |y |pero )*"
    rf"(?P<count>{COUNT})(?= (?:more |others? )?(?:are |r |is )?(?:still|remain|siguen|quedan|stayed))"
)
"""Those who stay where others have left: "3 agents left, 2 still at the door"."""
AT_LEAST_AFTER = later(
    r"^(?: of them| of em| agents?| agentes| guys| in all)? (?:at least|atleast|at minimum|at a minimum|minimum|min|or more|o mas|plus|por lo menos|al menos|lo menos|como minimo|minimo|and counting|y contando|if not more|maybe more|y mas)(?!\S)"
    r"(?! (?:a |an |\d|un ))"
)
_POSITION = r"(?:in|inside|outside|out|on|at|by|behind|near|up|around|across|adentro|afuera|en|atras|enfrente|a pie|driving|walking|standing|sitting|waiting|with|w|con|arriba|abajo|parados?|caminando)"
PARTS = later(
    rf"(?<!\S)(?:(?:agents|agentes|officers|people|personas|feds|ice|hay|theres) (?:[:=(-] )?)?(?P<low>\d{{1,2}}) (?:(?:of them|guys?|agents?|men|man|officers|agentes|people|hombres) )?{_POSITION} (?:[^\s.;,\n\d]+ ){{0,5}}?(?:, )?(?:(?:and|y|&|\+|plus|,|then|n) )?(?:another |otros |otras )?"
    rf"(?<!la )(?<!the )(?<!on )(?<!at )(?<!en )(?<!calle )(?P<high>\d{{1,2}}) (?:(?:more|mas|others?|guys?|agents?|otros?|otras?) )?(?:(?:is|are|still|just|esta|estan|sigue|siguen|todavia|se quedo) )*(?=(?:{_POSITION})(?!\S))(?!(?:at|on|by|in|near|en) \d)"
)
"""Parts of one party told by where they are: "2 in the car, 2 on the sidewalk"."""
ADDED = later(
    rf"^ ?(?:[(] )?(?:, )?(?:and|plus|\+|y|mas|&|n) (?:(?P<more>\d{{1,2}})|a|an|another|un|una|otro|otra|the|el) "
    rf"(?:more|mas|others?|otr[oa]s?|(?:[a-z]+ )?supervisor|drivers?|lookout|chofer|conductora?|commander|boss|jefe|sergeant|translator|interpreter|woman|mujer|man|guy|one (?:in|on|at|by|outside|inside|behind)|"
    rf"in (?:the |a |their )?(?:[a-z]+ )?{ANY_VEHICLE}|inside|outside|waiting|en (?:la |el |un |una )?(?:[a-z]+ )?{ANY_VEHICLE}|adentro|afuera|behind (?:the )?wheel)(?!\S)(?! (?:{ADJECTIVE} ){{0,2}}{ANY_VEHICLE})"
    r"|^ ?(?:plus|\+|mas|&) ?(?:drivers?|chofer|conductora?|supervisor|lookout)(?!\S)"
    rf"|^ ?(?:and|plus|\+|y|mas|&) ?(?P<sole>\d)(?= (?:[.,;/|\n]|a |at |$)|$)"
)
"""Those who are added to a count: "plus a driver", "and 2 others", "4 + 2"."""
FEWER_THAN = later(
    r"^ (?:[a-z]+ )?(?:(?:,|but|and|y|pero) ){1,2}(?:fewer than|less than|under|no more than|not more than|maybe not|menos de|no mas de|at most|como mucho) (?P<most>\d{1,3})(?!\S)"
)
"""The upper bound told after a lower one: "more than 20, fewer than 30"."""
ANOTHER = later(
    r"^ (?:[^.;\n]{0,110}?)(?:,|and|y|&|plus|\+) (?:another|a second|a 2nd|otr[oa]|one more|uno mas|el otro|the other|1 (?=(?:in|on|at|by|inside|outside|more|driving|behind|adentro|en|afuera|sitting|standing)(?!\S)))(?!\S)"
    rf"(?! (?:[a-z]+ ){{0,2}}?{ANY_VEHICLE})"
)
"""A second one beside a single one: "one agent with a dog and another with a rifle"."""
EACH_COUNT = later(
    rf"(?<!\S)(?P<count>{COUNT}) (?:(?:{WORD}){{0,2}}(?:{MANY}) )?(?:(?:in|inside|en|adentro de|dentro de|con) (?:each|every|cada|all)|per|each|apiece|cada un[oa]|por (?:carro|camioneta|troca|unidad|van))(?!\S)"
)
EACH_WITH = later(
    rf"(?<!\S)(?:each|each one|cada un[oa]) (?:with|w|has|have|had|con|trae|traia|lleva|carrying) (?P<count>{COUNT})(?! (?:rifles?|guns?|armas?|flags?|lights?|antennas?|doors?|dogs?)(?!\S))(?!\S)"
)
"""So many for each vehicle: "2 in each", "tres adentro de cada una"."""
EACH = later(
    r"^(?: (?:guys|agents|men|people|agentes|hombres|personas))? (?:(?:in|inside|en|adentro de|dentro de) (?:each|every|cada)|per|each|apiece|cada un[oa]|por (?:carro|camioneta|troca|unidad|van))(?!\S)"
)
OF_VEHICLES = later(
    rf"^ (?:(?:are|were|is|look|seem|son|eran) (?:all |both |the |just |los |las )*(?:same|mismos|mismas|unmarked|marked|black|white|silver|gray|grey|blue|red|negr[oa]s|blanc[oa]s|gris|empty|parked|idling|running|tinted|[a-z]+ {ANY_VEHICLE}|{ANY_VEHICLE})"
    rf"|(?:all |just |just parked |parked |unmarked |lined up|in a row|idling|nose to tail|bumper to bumper|back to back|tinted))"
)
"""What follows "3 of them" when it is vehicles that are counted."""
ALONE_ONE = later(
    r"(?<!\S)(?:(?:just |only )?(?:1 |the |a |un |el |su )?(?:driver|agent|guy|man|dude|chofer|conductor|hombre|tipo|agente|persona|person|officer|male|female|woman|mujer|señor) (?:is |was |esta |va |iba |who is )?(?:alone|solo|sola|solito|by himself|by herself|by themself|all alone|nomas)"
    r"|(?:just|only|solo|nomas|solamente|puro) (?:the |a |1 |el |un )?(?:driver|chofer|conductor)(?! (?:s side|side|door))"
    r"|(?:maneja|manejando|la maneja|lo maneja|al volante|driven by|driving is|behind the wheel) (?:va |viene |esta |iba )?(?:un|una|a|1) (?:[a-z]+ )?(?:mujer|hombre|tipo|senor|senora|muchacho|muchacha|vato|bato|guy|woman|man|dude|lady|agent|agente)"
    r"|(?:(?:^|(?<=[,.;\n!/] ))(?:guy|man|dude|hombre|tipo|vato|bato|woman|mujer|lady|agent|agente|officer|driver|chofer) (?:w|with|con|wearing|de|holding|filming|taking|tomando|parado|sentado|sitting|standing|watching|inside|adentro))"
    r"|(?:driver|chofer|conductor) (?:is |was |esta |iba )?(?:in|with|w|wearing|has|con|de|trae|traia|lleva|wore|had) (?:a |an |un |una )?(?:\S+ ){0,2}?(?:vest|vests|mask|masked|balaclava|gaiter|chaleco|mascara|pasamontanas|uniform|uniforme|camo|badge|placa|civil|gorra|cap|hoodie|helmet)"
    r"|(?:lone|single|solo|solitary) (?:[a-z]+ )?(?:guy|man|dude|woman|male|female|agent|officer|hombre|tipo|person|driver|one)"
    r"|(?:se ve|se mira|se veia|hay|veo|vi a|solo|nomas|adentro hay|alcanzo a ver) (?:a )?(?:nomas |solo )?(?:1|una|un) (?:sola |solo |sol[oa] )?(?:persona|hombre|tipo|bato|vato|mujer|senor|agente)"
    r"|(?:vi a|vi|hay|es|era|veo) 1 (?:solo|sola|nomas)"
    r"|(?:a|an|1) (?:ice|hsi|fed|federal|cbp|border patrol|dhs) (?:guy|dude|man|lady|woman|cop|person))(?!\S)"
)
"""One who is by himself."""
PEOPLE = whole(alternatives(AGENTS, AGENT_ONE, PERSON_ONE, "guys|men|people|hombres|personas|dudes|tipos"))

ONLY_ONE = whole(
    r"(?:just|only|solo|nomas|solamente) (?:him|her|the 1|the guy|el|ella|ese|uno|1)(?= (?:[.,;!\n]|in|en|by|sitting|adentro)|$)"
)
"""That there is nobody besides."""
VAGUE = whole(
    rf"(?:(?:a |an |quite a |just a |only a |un |unos |unas )?(?:few|handful|bunch|group|crowd|lot|lots|swarm|ton|tons|several|some|many|multiple|numerous|various|team|squad|crew|"
    rf"punado|monton|chingo|grupo|bola|cuantos|cuantas|varios|varias|algunos|algunas|muchos|muchas|muchisimos|bastantes)) (?:of |de )?(?:{WORD}){{0,2}}?{MANY}"
)
"""Several of them, without a number."""
ANYONE = later(
    rf"(?<!\S)(?:a|an|1|un|una|some|sum|this|one) (?P<words>(?:{WORD}){{0,3}}?)(?P<noun>{alternatives(PERSON_ONE, AGENT_ONE)})"
    rf"(?= (?:(?:who|that|que|is|was|esta|estaba|anda|andaba|all|just|bien|todo|toda|sola|solo|alone) ){{0,3}}"
    rf"(?:in|with|w|con|de (?:civil|negro|verde|chaleco|uniforme|gorra|pasamontanas|lentes|camo\S*)|wearing|dressed|vestid[oa]|holding|carrying|filming|recording|taking|snapping|photographing|tomando|grabando|sacando|"
    rf"sitting|sat|seated|standing|stood|parked|sentad[oa]|parad[oa]|estacionad[oa]|leaning|circling|watching|watchin|staring|looking|mirando|viendo|vigilando|observando|knocking|tocando|"
    rf"asking|preguntando|walking|pacing|caminando|rondando|asleep|dormido|dormida|driving|manejando|behind|at the wheel|al volante|dentro|adentro|inside|waiting|esperando|hiding|escondid[oa]|questioning|stopping|checking|revisando|ringing|going)(?!\S))"
)
"""One person who is seen to do, wear or hold something."""
SOMEONE = later(
    rf"(?:^|(?<=[.;\n!] ))(?P<words>(?:{WORD}){{0,3}}?)(?P<noun>{alternatives(PERSON_ONE, AGENT_ONE)})(?= (?:,|in|with|w|con|wearing|walking|sitting|standing|watching|parked|filming|recording|taking|knocking|pacing|de|sentado|parado|caminando|tomando)(?!\S))"
    r"|(?<!\S)(?P<alone>(?:esta|anda|va|iba|is|he's|hes|she's|shes|viene|looks) (?:solo|sola|solito|alone|by himself|by herself))(?= (?:[,.;!\n]|and|y|with|in|con|en)(?!\S)|$)"
)
"""One person told of without a number or an article, or said to be alone."""
BYSTANDS = later(
    r"^ (?:(?:who|that|que|is|was|esta|estaba) )*(?:in (?:cuffs|handcuffs|custody|zip|tears|labor)|with (?:a |her |his |two |2 |small )*(?:baby|kids?|children|stroller|dog|groceries|backpack|babies)|con (?:su |un |una |sus )*(?:bebe|ninos?|hijos?|perro)|walking (?:a |her |his )?(?:dog|kid)|(?:in|at|with) (?:a )?(?:wheelchair|chat|group)|going (?:to|home)|driving (?:to|home)|waiting for)(?!\S)"
)
"""One who has nothing to do with it."""
