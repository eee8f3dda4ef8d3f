"""The ways in which the graver activities are said: loading, checkpoints, stops, detaining."""

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
        Activity.CHECKPOINT,
        3,
        """
        waving cars over|waving over cars|waved over|flagging down cars|flagging cars|flagging down every|every car|
        all cars being|carro por carro|coche por coche|car by car|cada carro|cada coche|todos los carros|todos los que pasan|a todos los que pasan|everyone who passes|everybody who passes|
        everyone passing|anyone passing|whoever passes|a todo el que pasa|al que pasa|todo el que pasa|stopping traffic|pararon el trafico|parando el trafico|closed the road|closed the street|road closed off|
        street closed off|shut down the street|cerrada la calle|calle cerrada|tienen bloqueada|tienen bloqueado|tienen cerrado|bloquearon la calle|bloquearon el paso|blocking the intersection|
        blocked the intersection|blocking both|blocked off|blocking off|blocking traffic|blocking all lanes|blocking the exit|blocking the entrance|blocking lanes|
        no dejan (?:salir|pasar|entrar)(?: a nadie| a la gente)? (?:sin|hasta)|no dejan (?:salir|pasar) a nadie|nadie (?:sale|pasa|entra) sin|(?:not|arent|aren't|wont|won't) (?:letting|let) (?:anyone|people|anybody|cars|folks|residents) (?:leave|through|thru|in|out|pass) (?:without|w / o|unless|until)|(?:nobody|no one) (?:leaves|passes|gets (?:in|out|through)) without|
        retenes|filtros|operativo de revision|punto de inspeccion|screening cars|searching cars|searching every|searching all|looking in every car|looking into every car""",
    ),
    (
        Activity.CHECKPOINT,
        3,
        r"(?:paran|parando|pararon|revisan|revisando|checan|checando|detienen) (?:a )?(?:cada|todos los|todo|todas las) (?:carros?|coches?|trocas?|vehiculos?|autos?|camionetas?)"
        r"|(?:making|stopping|checking|asking) (?:all |every |each |the )?drivers? (?:show|stop|one by one|one at a time|as they|that (?:pass|go)|who (?:pass|go))",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"(?:have|has|had|got) {ANY}{CAR} (?:stopped|boxed in|blocked in|blocked|pinned in|surrounded|cornered)",
    ),
    (
        Activity.LOADING,
        3,
        rf"(?:putting|put|puts|loading|loaded|forcing|forced|marching|marched|herding|herded|moving|moved|walking|walked|shoving|shoved|subiendo|subieron|metiendo|metieron) (?:a )?{ANY}{PERSON} (?:on|onto|aboard|on to|a|al|en) (?:the |a |an |their |un |una |el |la )?(?:[a-z]+ ){{0,2}}?(?:bus|buses|autobus|camion)(?! (?:stop|station|shelter|line|bench))",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"{CAR} (?:que (?:ya )?(?:pararon|detuvieron|tienen parad[oa]|orillaron)|(?:that |which )?(?:they|ice|agents) (?:just |have |had )?(?:stopped|pulled over|boxed in))",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"(?:parar|pararon|paran|parando|paro|pararle|detuvieron|stopped|stopping|stop) (?:a )?{ANY}(?:{PERSON}|companer[oa]|amig[oa]|primo|tio|espos[oa]|herman[oa]) (?:in|en|driving|manejando|que iba en|que venia en|que manejaba) (?:su |un |una |el |la |his |her |their |a |the |an )?(?:[a-z]+ ){{0,2}}?{CAR}(?! (?:wash|stop|station|shelter|lot|dealer|dealership|shop|port))",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        r"(?:parar|pararon|paran|parando|paro|detuvieron|stopped|stopping|pulled over|got|have|tienen parad[oa]) (?:a )?(?:un |una |el |la |an |a |the |some |another )?(?:uber|lyft|taxi|doordash|dasher|didi)(?! (?:driver|guy) (?:on|by|at|in cuffs))(?!\S)",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"(?:parar|orillar|interceptar) (?:a )?(?:un |una |el |la |los |las |su |mi )?(?:[a-z]+ ){{0,2}}?{CAR}",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"(?:lo|la|los|las|le|les) (?:tienen|tenian|dejaron|traen) (?:adentro|dentro|metid[oa]s?|sentad[oa]s?|parad[oa]s?)?(?: ?(?:de|en|adentro de))? ?(?:su|sus|el|la|del) (?:propi[oa] )?{CAR}",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"(?:have|has|had|got|made|making|ordered|ordering) (?:{ANY}{PERSON}|him|her|them|everyone) (?:step |get |stand |stepping )?(?:out of|outta) (?:the|his|her|their|a) (?:[a-z]+ )?{CAR}",
    ),
    (
        Activity.CHECKPOINT,
        3,
        r"(?:stopping|checking|pulling over|stopped|parando|revisando|paran|revisan) (?:the )?(?:cars|vehicles|drivers|traffic|carros|coches|vehiculos|people|everybody|trucks)(?: (?:,|-))? (?:every (?:one|1|single (?:one|1)|last (?:one|1))|all of them|each (?:one|1)|one by one|1 by 1|one after another|uno por uno|1 por 1|todos)",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"(?:pulled|pulling|pull|pulls|pulld|puled) (?:{ANY})?(?:over|ovr|ova|ovver)",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"(?:smashed|smashing|broke|breaking|busted|busting|shattered|shattering|rompieron|quebraron|rompiendo|quebrando|bashed) {ANY}(?:window|windows|windshield|ventana|ventanas|vidrio|vidrios|parabrisas)",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"(?:dieron el alto|pegaron el alto|hicieron el alto|marcaron el alto|marcan el alto|hacen el alto|parando|pararon|paran|pare|paro|pararle|tienen parad[oa]s?|tienen detenid[oa]s?|detuvieron|siguieron y pararon|"
        rf"le cerraron|les cerraron|emparedaron|acorralaron|encerraron|bajaron a \S+ de|cerraron el paso|chocaron|se le atravesaron|le atravesaron) (?:a )?(?:un |una |el |la |los |las |al |su |mi |unos |unas )?(?:[a-z]+ ){{0,2}}?(?:{CAR}|chofer|conductor|conductora|camion|trailer|motociclista|ciclista)",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"(?:stopped|stopping|stops|stop|surrounded|surrounding|blocked|blocking|block|boxed|boxing|rammed|ramming|intercepted|intercepting|pinned|pinning|swarmed|swarming|cornered|chased down|curbed|"
        rf"lit up|lighting up|pit maneuvered) (?:and )?(?:{ANY})(?:{CAR}|driver|drivers|motorist|delivery driver|cyclist|scooter|school bus|school van)(?! (?:at the door|stop|wash|door|parked|watching))",
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
    (
        Activity.CHECKPOINT,
        3,
        """checkpoint|check point|checkpoints|chk point|chkpt|ckpt|roadblock|road block|road blocked|reten|retenes|
        puesto de control|puesto de revision|punto de control|punto de revision|punto de chequeo|filtro|
        stopping every car|stopping all cars|stopping all the cars|stopping every vehicle|stopping each car|
        checking every car|checking all cars|checking cars|every car is being stopped|parando todos los carros|
        paran todos los carros|parando a todos los carros|parando todo carro|revisando todos los carros|
        revisando carros|parando todos|parando a todos|parando cada carro|bloqueo|barricade|blocking the road|
        blocked the road|blocking the street|cerraron la calle|tienen cerrada la calle|bloqueando la calle|
        control de carretera|revisan todos los carros|revisando cada carro|caseta de revision|
        blocked off the street|blocked off street|revisando a todos los carros|parando todos los coches|
        parando todos los autos|stopping everyone|stopping everybody""",
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        rf"{CAR} (?:is |was |got |being |just )*(?:stopped|blocked|blocked in|boxed in|surrounded|cut off|pinned in) by",
    ),
    (Activity.LEAVING, 3, r"(?:(?<=[.,;/|\n] )|^)moving(?= [.,;/|\n])"),
    (Activity.VEHICLE_STOP, 3, rf"(?:{CAR} )?stopped by (?:{ANY}{CAR}|agents|ice|them|migra)"),
    (
        Activity.VEHICLE_STOP,
        3,
        (
            rf"(?:traffic stop|vehicle stop|car stop|pulled over|pulling over|pulled "
            rf"{ANY}over|pulling {ANY}over|pull over|boxed in|boxing in|boxed {ANY}in|"
            rf"boxing {ANY}in|blocked in|blocking in|veh stop|stop vehicle|felony stop|"
            rf"stopped at traffic)"
        ),
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        (
            rf"(?:stopped|stopping|stop|surrounded|surrounding|blocked|blocking|boxed|"
            rf"cut off|cutting off|rammed|intercepted) (?:and )?(?:a |an |the |my |some "
            rf"|someone's |somebody's |his |her |this |2 |1 |3 )?(?:(?!at|on|in|near)[a-z]+ "
            rf"){{0,3}}?{CAR}(?! (?:at the door|stop|wash))"
        ),
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        (
            rf"(?:pararon|parando|paran|pararon a|detuvieron|detuvieron a|detienen|deteniendo|"
            rf"orillaron|orillando|orillaron a|interceptaron|interceptando|cerraron el "
            rf"paso a|le cerraron el paso a|rodearon|rodeando|tienen parado|tienen parada|"
            rf"tienen parado a|tienen detenido|tienen detenida|tienen orillado|pararon "
            rf"el|bloquearon|chocaron|encerraron) (?:a )?(?:un |una |el |la |1 |unos "
            rf"|unas |2 |al )?(?:(?!en|por)[a-z]+ ){{0,2}}?{CAR}"
        ),
    ),
    (
        Activity.VEHICLE_STOP,
        3,
        """lo orillaron|la orillaron|orillaron|orillado|orillaron a|parada de trafico|parada vehicular|alto a un|
        alto vehicular|le hicieron el alto|le cerraron el paso|le marcaron el alto|les marcaron el alto|
        pararon un|tienen parado un|trafico parado|paro de trafico|parada de vehiculo|parada de carro|
        paro a un carro|retencion vehicular|alto de trafico|parando carros|parando vehiculos|parando coches|
        parando trocas|parando camionetas|parando autos|stopping cars|stopping vehicles|stopping drivers|
        paran carros""",
    ),
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
