"""The ways in which the graver activities are said: loading and detaining."""

from wekeep.watch.rules.paste.activity_shapes import ANY, BODY_DOWN, CAR, PERSON
from wekeep.watch.rules.salute import Activity

GRAVE: tuple[tuple[Activity, int, str], ...] = (
    (
        Activity.LOADING,
        3,
        rf"(?:put|puts|putting|place|places|placed|placing|push|pushes|pushed|pushing|shove|shoves|shoved|shoving|throw|threw|throwing|throws|stuff|stuffed|stuffing|"
        rf"get|getting|got|sat|seated|force|forced|forcing|toss|tossed|tossing|take|took|taking|load|loaded|loading|walk|walked|walking|drag|dragged|dragging|bundled|hustled) "
        rf"(?:{ANY}{PERSON}|him|her|them|em|someone) (?:in|into|inside|to) (?:the |a |their |its )?(?:back|back seat|backseat|rear|trunk|vehicle|vehicles)(?! (?:of )?(?:the )?(?:kitchen|room|alley|yard|store|building|house))",
    ),
    (
        Activity.LOADING,
        3,
        rf"(?:los|lo|la|las|les|le)(?: (?:estan|andan|van|ya|acaban de|acaba de))* (?:subiendo|suben|subieron|subir|trepando|treparon|trepar|metiendo|metieron|meter|montando|montaron|echando|echaron|aventando|aventaron)"
        rf"(?: {ANY}(?:a|en|al|adentro de|dentro de) (?:[a-z]+ ){{0,3}}?{CAR})?",
    ),
    (
        Activity.DETAINING,
        3,
        rf"(?:has|have|had|got|holding|hold|keeping|keep|tienen|tenian|tiene|traen|llevan) (?:a )?(?:{ANY}{PERSON}|him|her|them|em) {ANY}{BODY_DOWN}",
    ),
    (
        Activity.DETAINING,
        3,
        rf"(?:lo|la|los|las|le|les) (?:tienen|tenian|traen|llevan|dejaron(?! ir)|ponen|pusieron|tiraron|tumbaron|aventaron|sometieron|agarraron|esposaron|estan esposando|estan deteniendo|estan agarrando|"
        rf"estan llevando|quieren llevar|llevaban|jalaron|sacaron|estan sacando|bajaron|estan bajando|arrastraron|golpearon|estan golpeando|arrestaron|estan arrestando)(?: {BODY_DOWN})?(?! (?:al? )?(?:carro|troca|van|camioneta) parad)",
    ),
    (
        Activity.DETAINING,
        3,
        rf"(?:get|gets|getting|pull|pulls|pulling|pulled|take|takes|taking|took|drag|drags|dragging|dragged|yank|yanked|yanking|remove|removed|removing|ripped|ripping|order|ordered|ordering|"
        rf"bring|bringing|brought|lead|leading|led|escort|escorting|escorted|walk|walking|walked|haul|hauling|hauled|march|marching|marched) (?:(?:out )?{ANY}{PERSON}|him|her|them|em|someone|somebody) "
        r"(?:out|off|away|from)",
    ),
    (
        Activity.DETAINING,
        3,
        rf"(?:picked|pick|picking|picks|scooped|scooping|rounded|rounding|nab|nabs|nabbed|nabbing|grab|grabs|took in|taking in|bagged|caught|catching|seizing|seize|hold|tackle|tackles|"
        rf"snatch|snatches|jumping|jumped|ambushed|arrests|detains|cuff|cuffs|handcuff|handcuffs|apprehends|abducts|kidnaps|restrain|manhandling|roughing up|beating|beat|beat up|pepper sprayed|tasing|tased|tazed|slamming|"
        rf"wrestled|wrestling|dragging|hauling|hauled|frisking|frisked|patting down|patted down|pat down)(?: up| down| away| off)? (?!pic|photo|video|notes|on the|it|up at){ANY}(?:{PERSON}|him|her|them|someone|somebody)(?! (?:out of work|pulled over|driving|parked|in line))",
    ),
    (
        Activity.DETAINING,
        3,
        """carried off|hauled off|hauled away|hauling off|dragged off|dragged away|taken away|taken into custody|into custody|took into custody|taken in|got picked up|was picked up|
        getting arrested|getting detained|getting taken|getting grabbed|being arrested|being detained|being dragged|being led|being handcuffed|being cuffed|put in cuffs|putting cuffs|
        put cuffs|slapped cuffs|cuffs going on|got cuffed|in zipties|hands zip tied|hands tied|hands bound|hands cuffed|vic on|hands on the car|hands on the hood|hands on his head|hands on her head|hands on their heads|hands behind|
        knee on|kneeling on|sitting on him|on top of him|on top of her|on top of a|wrestled|wrestling|taken down|took down|takedown|
        manos en la nuca|manos en la cabeza|manos atras|manos esposadas|con las manos en|se la acaban de llevar|se lo acaban de llevar|se los acaban de llevar|acaban de llevarse|
        acaban de agarrar|acaban de detener|llevandoselo|llevandosela|llevandoselos|se lo quieren llevar|lo quieren detener|se llevo|se los van a llevar|llevarse a|llevarselo|llevarsela|
        agarrado|agarrada|agarraditos|levanton|levantaron|levantando|apresaron|apresando|apresan|torcieron|cayeron a|le cayeron|les cayeron|lo sacaron|la sacaron|los sacaron|
        sacaron del|sacandolo|sacandola|arrastrando|arrastraron|golpeando a|sometido|sometida|1 detained|detained by|arrested by|taken by|held by|making a detention|holding folks""",
    ),
    (
        Activity.LOADING,
        3,
        rf"(?:putting|put|puts|loading|loaded|forcing|forced|marching|marched|herding|herded|moving|moved|walking|walked|shoving|shoved|subiendo|subieron|metiendo|metieron) (?:a )?{ANY}{PERSON} (?:on|onto|aboard|on to|a|al|en) (?:the |a |an |their |un |una |el |la )?(?:[a-z]+ ){{0,2}}?(?:bus|buses|autobus|camion)(?! (?:stop|station|shelter|line|bench))",
    ),
    (Activity.LOADING, 3, rf"(?:loading|loaded|load|loadng) (?:up )?(?:{ANY})?(?:{PERSON}|detainees|detained)"),
    (
        Activity.LOADING,
        3,
        (
            rf"(?:loading|loaded|load|loads|carrying|carried|carries|leading|led|leads|bringing|brought|hauling|hauled|tossing|"
            rf"tossed|hustling|hustled|bundling|bundled|lifting|lifted|escorted|marched|walked|moved|stuffed|shoves|puts|throws|putting|put|shoving|shoved|placing|placed|forcing|"
            rf"forced|throwing|threw|pushing|pushed|stuffing|stuffed|dragging|"
            rf"dragged|pulling|taking|took|herding|marching|escorting|walking|moving|"
            rf"transferring) (?!(?:thru|through|around|past|up|down|back|over|off|away|slowly|toward|towards|the lot) ){ANY}(?<!looking )(?<!peeking )(?<!peering )(?:into|in|onto|inside|to|in the back of) (?:the back "
            rf"of )?(?:(?!vest|mask|uniform)[a-z]+ ){{0,3}}?(?:{CAR}|back seat|backseat)(?! (?:stop|station|shelter|wash|lot|dealer|dealership|shop|lane|bay)(?!\S))"
        ),
    ),
    (
        Activity.LOADING,
        3,
        (
            rf"(?<!se )(?:subiendo|subieron|suben|metiendo|metieron|meten|cargando|cargaron|echando|"
            rf"echaron|montando|montaron|aventaron|aventando|subio|metio|trepando|treparon) "
            rf"{ANY}(?:a|en|al|dentro de|adentro de) (?:[a-z]+ ){{0,3}}?{CAR}"
        ),
    ),
    (
        Activity.LEAVING,
        3,
        (
            rf"(?:se subieron|se suben|se subio|se estan subiendo|subiendose|se montaron|se metieron|se meten|back|back in|hopped|hopping|piled|piling|"
            rf"jumped|got back|getting back|got|getting|goin|going|went|walked back|walking back|returning) (?:a |en |into |in |to |inside )+(?:sus |su |la |las |los |el |their |the |its )"
            rf"(?:[a-z]+ )?{CAR}"
        ),
    ),
    (
        Activity.LOADING,
        3,
        rf"(?<!se )(?:subiendo|subieron|suben|metiendo|cargando|cargaron|montando) (?:a )?{PERSON}(?! (?:\d{{1,2}} ?(?:er |do |to |o )?|primer |segundo |tercer |cuarto |ultimo )?(?:pisos?|edificios?|apartamentos?|departamentos?|depas?|techos?|porche|tren|elevador))",
    ),
    (
        Activity.LOADING,
        1,
        """loading|loading up|cargando|subiendolos|subiendolo|subiendola|los suben|lo suben|los estan subiendo|
        lo estan subiendo|los subieron|lo subieron|la subieron|lo metieron a|loading ppl""",
    ),
    (Activity.LEAVING, 3, r"(?:(?<=[.,;/|\n] )|^)moving(?= [.,;/|\n])"),
    (
        Activity.DETAINING,
        3,
        (
            rf"(?:taking|took|take|grabbed|grabbing|grab|snatched|snatching|nabbed|nabbing|"
            rf"holding|pulling|pulled|dragging|dragged|tackled|tackling|jumped|pinned|"
            rf"pinning|chased|chasing|slammed|kidnapping|kidnapped|abducted|abducting|"
            rf"seized|wrestling|throwing|apprehending|apprehended|picking up|picked up|"
            rf"zip tied|zip tying|zip - tied|zip - tying|zip tie|cuffing|cuffed|handcuffing|"
            rf"handcuffed|arresting|arrested|detaining|detained|em take|them take|removing|"
            rf"removed|scooped|scooping up|restrained|restraining) (?!pic|pics|picture|"
            rf"pictures|photo|photos|video|off|away|notes|over|been|eyes|a break|turns){ANY}{PERSON}(?! "
            rf"(?:pulled over|driving|parked|standing|waiting|sitting|at the|taking|took|"
            rf"keep|keeps))"
        ),
    ),
    (
        Activity.DETAINING,
        3,
        (
            rf"(?:bringing|brought|walking|walked|leading|led|dragging|dragged|pulling|pulled|escorting|escorted|marching|marched|"
            rf"carrying|carried|hauling|hauled|took|taking|sacando|sacaron|jalando|jalaron) (?!pic|photo|video|foto)(?:a )?(?:[^\s,;.\n]+ ){{0,2}}?"
            rf"{PERSON} (?:out|off|away)(?: of)?"
        ),
    ),
    (
        Activity.DETAINING,
        3,
        rf"(?:{PERSON}|him|her|them|you|off|my) (?:being |getting |is being |is getting )(?:taken|dragged|cuffed|grabbed|arrested|detained)",
    ),
    (
        Activity.DETAINING,
        3,
        """against the wall|against a wall|against a car|against the car|contra la pared|contra el carro|face down|boca abajo|
        hands behind back|hands behind his back|hands behind her back|manos atras|on his knees|on her knees|on their knees|
        de rodillas|hincado|hincados|pinned down|holding down|holding him|holding her|holding people|holding someone|taking a man|
        taking away|took away|being taken|been taken|got taken|was taken|were taken|got grabbed|got arrested|got detained|
        picking people up|picking ppl up|rounding up|rounded up|making arrests|making an arrest|
        making arrest|detn|detng|detning|det|dtng|agarraron al|lo agarro|se la llevan|se los llevan|se la estan llevando|
        se lo estan llevando|se los estan llevando|apanaron|apanando|lo tumbaron|subyugando|encadenados|
        esposan|lo esposaron|la esposaron|los esposaron|llevan detenido|llevan detenida|reteniendo|retienen|retuvieron|
        capturan|captura|ponen las esposas|poniendole esposas|poniendoles esposas""",
    ),
    (
        Activity.DETAINING,
        3,
        """detaining|detain|detained|detention|detentions|detains|detainee|arresting|arrest|arrested|arrests|
        arrestando|arrestaron|arrestado|arrestados|arrestada|arresto|arrestos|arrestan|arrestaron a|deteniendo|
        detuvieron|detenido|detenidos|detenida|detenidas|detienen|detencion|detenciones|detener|esposado|
        esposados|esposada|esposando|esposaron|esposas a|pusieron esposas|poniendo esposas|handcuffed|
        handcuffing|handcuffs on|in cuffs|in handcuffs|cuffed|cuffing|cuffs on|zip tied|zip tying|zip - tying|
        zip tying ppl|in zip ties|zip - tied|apprehending|apprehended|tackled|tackling|on the ground|
        se llevaron|se llevaban|se llevaba|llevaban a|se llevan|llevandose|llevaron a|se estan llevando|se lo llevaron|se la llevaron|
        se los llevaron|lo llevan|agarraron|agarrando|agarran|agarraron a|lo agarraron|la agarraron|
        lo tienen en el piso|en el piso|en el suelo|al suelo|levantaron a|levantando a|levantando gente|
        levantaron gente|secuestraron|secuestrando|kidnapping|kidnapped|abducting|abducted|abduction|
        taking people|taking ppl|took him|took her|took them|took someone|taking someone|grabbed|grabbing|
        snatched|snatching|sometieron|sometiendo|capturaron|capturando|aprehendiendo|aprehendieron|sacaron a|
        sacando a|bajaron a|custody|in custody|se lo llevan|lo tienen esposado|tumbaron|forcejeando|jalaron|
        apprehend|apprehension|los detuvieron|lo detuvieron|la detuvieron""",
    ),
    (
        Activity.DETAINING,
        3,
        (
            "(?:they |they've |theyve |ice |just )(?:got|have|has) (?:someone|somebody|"
            "him|her|my neighbor|1 person|a person|a man|a guy|a woman|a kid)(?! (?:pulled over|stopped|out of the))(?!\\S)"
        ),
    ),
)
