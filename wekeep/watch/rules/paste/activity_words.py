"""The ways in which each activity is said, in English and Spanish."""

from wekeep.watch.rules.paste.patterns import alternatives, known_words
from wekeep.watch.rules.paste.vehicle_words import ANY_VEHICLE
from wekeep.watch.rules.salute import Activity

ANY = r"(?:(?:mr|mrs|ms|sr|sra|dr) [.] |[^\s,;.\n]+ ){0,4}?"
PERSON = alternatives(
    """someone|somebody|sum1|some1|a man|a woman|a guy|a person|people|ppl|him|her|them|a kid|a dude|a lady|
        a neighbor|my neighbor|neighbor|my uncle|my aunt|my brother|my sister|my cousin|my husband|my wife|
        my dad|my mom|my son|my daughter|my friend|my coworker|a mi tio|a mi hermano|a mi hermana|a mi primo|
        a mi prima|a mi esposo|a mi papa|a mi mama|a pedestrian|pedestrians|a jogger|an old man|a student|
        an employee|a worker|workers|worker|guy|men|women|kids|kid|students|man|woman|folks|alguien|un hombre|
        una mujer|un senor|una senora|a un|a una|a alguien|a dos|a gente|gente|un muchacho|un joven|una persona|
        personas|a 1|a 2|a 3|a mi vecino|a mi vecina|al senor|a la senora|a los|a las|un chavo|un vecino|a mi|
        una familia|a family|a student|teen|boy|girl|father|mother|dad|mom|person|driver|jogger|employee|
        employees|vecinos|trabajadores|a trabajadores|a varios|a varias|varios"""
)
CAR = rf"{ANY_VEHICLE}"
HOME = alternatives(
    """house|home|apartment|apartments|apt|apts|building|bldg|trailer|unit|duplex|triplex|residence|property|casa|casas|
        domicilio|traila|depa|departamento|apartamento|edificio|vivienda|cuarto|garage|basement|place|condo|townhouse|
        casa movil|porch|steps|stairs|stairwell|front door|back door|door|doors|puerta|puertas|lobby|hallway"""
)

SAID: tuple[tuple[Activity, int, str], ...] = (
    (Activity.LOADING, 3, rf"(?:loading|loaded|load|loadng) (?:up )?(?:{ANY})?(?:{PERSON}|detainees|detained)"),
    (
        Activity.LOADING,
        3,
        (
            rf"(?:loading|loaded|load|loads|carrying|carried|carries|leading|led|leads|bringing|brought|hauling|hauled|tossing|"
            rf"tossed|hustling|hustled|bundling|bundled|lifting|lifted|escorted|marched|walked|moved|stuffed|shoves|puts|throws|putting|put|shoving|shoved|placing|placed|forcing|"
            rf"forced|throwing|threw|pushing|pushed|stuffing|stuffed|dragging|"
            rf"dragged|pulling|taking|took|herding|marching|escorting|walking|moving|"
            rf"transferring) {ANY}(?:into|in|onto|inside|to|in the back of) (?:the back "
            rf"of )?(?:(?!vest|mask|uniform)[a-z]+ ){{0,3}}?(?:{CAR}|back seat|backseat)"
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
    (Activity.LOADING, 3, rf"(?<!se )(?:subiendo|subieron|suben|metiendo|cargando|cargaron|montando) (?:a )?{PERSON}"),
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
            rf"pictures|photo|photos|video|off|notes|over|been|eyes|a break|turns){ANY}{PERSON}(?! "
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
            "him|her|my neighbor|1 person|a person|a man|a guy|a woman|a kid)(?! pulled over)"
        ),
    ),
    (
        Activity.APPROACHING_HOME,
        3,
        """knocking|knocking on|knock on|knocked on|knocking doors|knocked|door knocking|door knock|door knocks|
        door to door|door - to - door|door 2 door|house to house|going to each|going to every|each apartment|each apt|every apartment|every apt|each door|every door|unit by unit|trailer to trailer|room to room|building to building|store to store|tumbar la puerta|tirar la puerta|break down the door|break in|breaking in|house surrounded|banging on|banging on doors|banging on door|
        banging|pounding on|pounding|at the door|at the front door|at front door|at my door|
        at my neighbors door|at their door|at a door|at his door|at her door|at the back door|ringing doorbells|
        ringing the bell|ringing doorbell|ringing bell|ringing bells|ringing buzzers|ringing|buzzed in|buzzing|
        trying to get in|trying to get into|trying to enter|entering building|entering the building|
        entering a house|entering house|entering home|entering a home|entering an apartment|entering apartment|
        entering apartments|entering|breaking down|broke down|breaching|breached|kicking in|kicked in|
        serving warrant|serving a warrant|approaching home|approaching house|approaching a house|
        approaching a home|approaching the house|approaching homes|approaching houses|approaching door|
        approaching doors|approaching an apartment|approaching apartment|approaching apartments|approaching apt|
        approaching apts|approaching building|approaching|approaching the door|approaching residence|
        approaching a residence|approach home|walking up to|walked up to|walking toward|walking towards|
        going up to|going into|went into|went up to|going to doors|going to the door|on the porch|on porch|
        on my porch|on the steps|on the front steps|at house|at a house|at the house|raiding house|
        raiding a house|raiding home|house raid|home raid|surrounding a house|surrounding the house|
        surrounded a house|surrounded the house|surrounding house|trailer numbers|going inside the building|
        going apartment to apartment|apartment to apartment|unit to unit|apt to apt|tocando puertas|
        tocando la puerta|tocando puerta|tocando las puertas|tocando a la puerta|tocando timbre|tocando timbres|
        tocando el timbre|tocando en|tocando|tocan puertas|tocan la puerta|tocaron la puerta|tocan|tocaron|
        tocaron puertas|golpeando la puerta|golpeando puertas|golpeando|golpean la puerta|aporreando|
        casa por casa|casa x casa|puerta por puerta|puerta a puerta|puerta x puerta|depa por depa|
        de casa en casa|de puerta en puerta|apartamento por apartamento|en la puerta|en mi puerta|a la puerta|
        en su puerta|entrando al edificio|entrando al|entrando|entraron al|entrando a la casa|
        entrando a una casa|entrando a|entraron a|entrando en|quieren entrar|queriendo entrar|
        tratando de entrar|intentando entrar|quieren que abran|acercandose a la casa|acercandose a una casa|
        acercandose a casas|acercandose a|acercandose a las casas|acercandose|acercan a la casa|se acercan a|
        se acercan|subiendo al apartamento|subiendo al edificio|van a la casa|van a una casa|llegaron a la casa|
        llegaron a una casa|llegando a la casa|llegando a una casa|rodeando la casa|rodearon la casa|
        rodeando una casa|rodearon una casa|cateo|cateando|allanando|allanamiento|catearon|tumbaron la puerta|
        tirando la puerta|tumbando la puerta|porton""",
    ),
    (
        Activity.APPROACHING_HOME,
        3,
        (
            rf"(?:surrounding|surrounded|surrounds|surround|encircling|encircled|rodeando|rodearon|rodean|cercando|cercaron|raiding|"
            rf"raided|raid|searching|storming|stormed|busting|busted|breaking|broke|breaks|breaching|breached|kicking|kicked|ramming|rammed|"
            rf"forcing|forced|banging|banged|bang|bangs|knocking|knocked|knock|knocks|pounding|pounded|pounds|ringing|rang|ring|rings|rung|"
            rf"buzzing|buzzed|trying|tried|entering|entered|enter|enters|approaching|approached|approach|approaches|tocando|tocaron|tocan|"
            rf"golpeando|golpearon|golpean|pateando|patearon|tumbando|tumbaron|forzando|forzaron|rompiendo|rompieron|tirando|tiraron|"
            rf"allanando|allanaron|cateando|catearon|entrando|entraron|entran|subiendo|subieron|suben|walking up|walked up|walk up|going up|"
            rf"went up|climbing|climbed|going to|went to|came to|coming to|come to|llegaron a|llegando a|llegan a|vinieron a|acercandose a|se acercaron a)"
            rf"(?= (?:(?!(?:me|out|away|from|back|time|clear)(?!\S))[^\s,;.\n]+ ){{0,4}}?(?:{HOME}|bell|bells|doorbell|doorbells|buzzer|buzzers|timbre|timbres)(?!\S))"
        ),
    ),
    (
        Activity.APPROACHING_HOME,
        3,
        """rang the bell|rang the doorbell|rang bells|rings the bell|knocks|knocks on|bangs on|banged on|pounded on|going through the building|
        up the steps|up the stairs|up to the porch|subiendo las escaleras|subieron las escaleras|en el porche|
        in the hallway|in the stairwell|en el pasillo|going floor to floor|floor to floor|piso por piso|
        cuarto por cuarto|trailer por trailer|traila por traila|tocando de puerta en puerta|knkng|knock n talk|
        knock and talk|canvassing|executing a warrant|executing warrant|serving papers|con una orden|
        trying to open the door|forcing the door|door being broken|en el porton""",
    ),
    (Activity.SURVEILLING, 2, "sitting(?! (?:in traffic|at a (?:red )?light|here))(?!\\S)"),
    (
        Activity.SURVEILLING,
        2,
        (
            rf"(?:go|goes|going|went|gone|came|come|comes|coming|drive|drives|driving|drove|driven|roll|rolls|rolling|rolled|pass|passes|passing|"
            rf"passed|been|pasa|pasan|pasando|paso|pasaron|pasado) {ANY}(?:\d+ times|\d+ x|a few times|several times|multiple times|again|"
            rf"twice|back and forth|over and over|\d+ veces|varias veces|otra vez|de nuevo|de ida y vuelta|a cada rato)"
        ),
    ),
    (
        Activity.SURVEILLING,
        2,
        rf"(?:\d+ veces|\d+ times|varias veces|several times) {ANY}(?:pasa|pasan|paso|pasaron|pasado|passed|been by|gone by)",
    ),
    (
        Activity.SURVEILLING,
        1,
        (
            r"(?:men|guys|people|ppl|hombres|tipos|personas|gente|agents|agentes|\d|dos|guy|man|hombre|tipo|just) "
            r"(?:still |just |sitting |sat |sentados )?(?:inside|adentro)"
        ),
    ),
    (
        Activity.SURVEILLING,
        2,
        """sat|sits|sat in|just sat|eyes on the|eyes on a|eyes on door|eyes on house|eyes on school|eyes on building|obs|obsv|obsrv|obsving|watchin|watchng|watched|watches|surveil ops|survey|
        lookin|looks around|looking in|looking inside|looking about|looking round|looking over|looking out for|looking up and down|look around|despacito|despacio|muy lento|slowly|real slow|super slow|se asoman|se asoma|asomandose|
        asoman|no se han bajado|no se bajan|no se bajaron|nadie se ha bajado|nadie se baja|nobody getting out|nobody got out|
        no one getting out|no one got out|not getting out|havent gotten out|haven't gotten out|has not moved|engine on|
        motor prendido|motor encendido|hasnt moved|hasn't moved|havent moved|haven't moved|still there watching|go past|goes past|going past|went past|
        go by|goes by|come by|came by|pasan y pasan|pasa y pasa|doing rounds|making rounds|making the rounds|stalking|acosando|persiguiendo|
        shadowing|trailing|chasing(?! (?:a|the|him|her|someone))(?!\\S)|flying a drone|volando un dron|echando ojo|echando el ojo|wachando|wacheando|waching|
        guachando|guacheando|checando quien|estan viendo|observa|miran|mira|miran hacia|apuntando placas|anotando placas|writing down plates|
        taking plates|running plates|scanning plates|reading plates|estudiando|vigilaban|vigilaron|vigilando la|observaban|
        wandering|strolling|walkin around|pacing|canvasing|scoped|lurkin|creepin|cruisin|circlin|circles|circled|circle|
        hanging out front|hanging by|peeping|spotting|photos|tomando foto|con binoculares""",
    ),
    (
        Activity.QUESTIONING,
        2,
        """asked|asks|askin|ask|pregunto|preguntaba|preguntaban|preguntarle|preguntaron|pregunta|talking w|talkin to|talkin w|chatting w|chatting with|
        speaking w|interviewing|interviews|interrogated|quizzing|grilling|checkin ids|checkin id|chkg ids|carding|card checking|checking everyone|
        checking status|checking people|checking ppl|revisando a la gente|revisando gente|demanded|demands|wanted to see|wants to see|piden|pide|
        pidio|pidieron|exigiendo|exigen|interrogo|interroga|entrevistan|platicando con|hablan con|hablo con|hablaron con|hablando con|hostigando|
        harassing people|harassing ppl|harassing workers|harassing|stopping and asking|stop and ask|stop n ask|quest|qstng|qning|questng|
        stopping peds|showing a photo|showing photos|showing a picture|showing pictures|mostrando fotos|mostrando una foto""",
    ),
    (
        Activity.QUESTIONING,
        3,
        rf"""questioning|questionning|questioned|question|asking questions|asking for papers|asking for id|
        asking for ids|asking {ANY}for (?:id|ids|papers|paperwork|documents|docs|identification|ident|status|
        proof|green card|green cards)|asking {ANY}(?:citizenship|where|status|immigration|papers|questions)|
        asking for|asking a|asking ppl|asking people|asking|demanding|demanding id|demanding papers|
        demanding ids|demanding to see|checking {ANY}(?:ids|id|papers|docs|documents|identification)|
        checking ids|checking id|checking papers|checking documents|id checks|id check|papers check|
        interrogating|interrogated|interviewing|interview|interviewed|asked for|asked for papers|asked for id|
        stopped a pedestrian|stopped a man|stopped a woman|stopped pedestrians|stopping people|
        stopping pedestrians|stopping ppl|stopped people|stopping workers|stopping anyone|stopping folks|
        talking to (?:a|the|some|my )?(?:man|woman|people|ppl|residents|neighbors|workers|neighbor|guy|driver|
        employees|someone|kids|drivers|vendor|vendors|person|customers)|interrogando|interrogan|interrogaron|
        interrogatorio|preguntando|preguntan|preguntandole|preguntandoles|preguntaron|haciendo preguntas|
        hacen preguntas|haciendole preguntas|haciendoles preguntas|cuestionando|cuestionan|pidiendo papeles|
        piden papeles|pidiendo id|pidiendo ids|pidiendole papeles|pidiendoles papeles|pidiendo documentos|
        pidiendo identificacion|pidiendo identificaciones|pidiendo la id|pidiendo|piden id|piden identificacion|
        piden documentos|pidieron papeles|revisando identificaciones|revisando papeles|revisando documentos|
        revisando ids|checando ids|checando papeles|checando identificaciones|checando documentos|entrevistando|
        hablando con (?:un|una|el|la|los|las|gente|vecinos)|parando gente|parando a la gente|parando personas|
        pidiendo los papeles|preguntas|pidiendo sus papeles|pidiendole|pidiendoles""",
    ),
    (
        Activity.LEAVING,
        3,
        """leaves|lvg|lving|leavn|gone already|drives off|speeds off|took off|takes off|left scene|leaving scene|bounced|dipped|
        dipping|bailed|bailing|exited|exits|exit lot|wrapping up|wrapped up|packed up|retreating|pulled out of|pull out|pull out of|moving on|moving sb|moving nb|moving eb|
        moving wb|fled|fleeing|ya se van|salen|salio|se van de|van de salida|de salida|agarraron pa|agarraron para|agarraron hacia|
        jalaron pa|jalaron para|jalaron hacia|le dieron pa|le dieron para|tiraron pa|se jalaron|se dieron la vuelta y|partiendo|retiro|se movieron|moviendose|
        abandonando|abandonaron|huyeron|desalojaron|se desaparecieron|leaving|leavin|leave|left|just left|they left|have left|driving off|driving away|drove off|drove away|
        took off|taking off|heading out|headed out|pulling out|pulled out|pulled away|pulling away|moving out|
        rolling out|rolled out|packing up|departing|departed|gone now|are gone|all gone|gone(?! by)(?!\\S)|
        headed|sped off|speeding off|speeding away|peeled out|driving out|clearing out|dispersing|moved on|
        walking away|walked off|exiting|going away|vans moving|suvs moving|cars moving|convoy moving|
        on the move|went onto|se van|se fueron|ya se fueron|se fue|se estan yendo|estan yendo|yendose|yendo|
        saliendo|salieron|se salieron|van saliendo|ya van saliendo|se retiran|se retiraron|retirandose|
        retiraron|arrancaron|arrancando|de arrancar|se marchan|se marcharon|se largaron|se largan|se retira|
        partieron|de irse|se movieron|acaban de salir|se van yendo|ya se van|agarraron rumbo|yendose hacia|
        se pelaron|se alejan|alejandose""",
    ),
    (
        Activity.QUESTIONING,
        2,
        (
            "talking to(?! (?:your|my|each|the kids|kids))(?!\\S)|speaking to|speaking "
            "with|talking with|hablando con|platicando con"
        ),
    ),
    (
        Activity.SURVEILLING,
        2,
        """watching|surv|survl|surveilling|surveiling|surveillance|survailance|surveillence|surviellance|surveil|
        surveilance|surveillancing|observing|casing|scoping|scoping out|staking out|stakeout|stake out|
        monitoring|circling|circling the block|cruising|lurking|driving slow|driving slowly|driving around|
        driving by|drove by|driving past|drove past|drives past|drives by|driven past|driving slowly past|creeping|creeping by|creeping past|rolling slow|
        slow rolling|looping|lapping|driving in circles|doing laps|laps|filming|photographing|taking pics|
        taking pictures|taking photos|takes pics|taking video|recording|spying|eyeing|keeping watch|on lookout|
        looking at|looking around|looking into|following|follwing|tailing|scouting|scanning|patrolling|prowling|
        sittin|been sitting|just sitting|sitting outside|idling|been idling|
        running out front|hanging around|roaming|walking around|walking thru|walking through|peeking|peering|
        drone|flying|going around|binoculars|parked watching|waiting for someone|waiting on|waiting outside|
        waiting for people|loitering|posted outside|just parked watching|creeping around|keep passing|
        passing by|gone by|going by|went by|keeps passing|going up and down|up and down|stationed|vigilando|
        vigilancia|vigilan|vigila|vijilando|bijilando|observando|observan|mirando|espiando|espian|dando vueltas|
        dando vuelta|andaba|andaban|da vueltas|dan vueltas|dando la vuelta|rondando|rondan|ronda|merodeando|
        patrullando|patrullan|acechando|asechando|checando|monitoreando|viendo|tomando fotos|sacando fotos|
        tomando videos|grabando|filmando|siguiendo|cazando|sentados en|sentado en|pasando despacio|
        pasan despacio|manejando despacio|paseandose|recorriendo|circulando|rodando|fotografiando|pasando lento|
        inspeccionando|dando rondas|sin bajarse|adentro del carro|estan adentro""",
    ),
    (
        Activity.STAGING,
        2,
        rf"(?:putting|pulling|strapping|throwing|changing|getting|poniendose|se ponen|se estan poniendo) {ANY}(?:vests?|armor|(?:plates? )?carriers?|helmets?|kit|chalecos?|uniformes?|cascos?)(?: on)?",
    ),
    (
        Activity.STAGING,
        2,
        """prep|convoy prep|stg|stging|staged up|staged at|stgng|in position|en posicion|posicionados|posicionandose|listos para|forming a line|
        handing out gear|handing out vests|loading gear|loading up gear|loading equipment|loading weapons|loading up their gear|descargando equipo|
        bajando equipo|cargando equipo|suit up|kitting up|kitted up|rally|rallied|parked in a row|parked in a line|in formation|en formacion|posted up|
        esperando instrucciones|getting briefed|briefed|base camp|command post|puesto de mando|preparandose para|se alistaron|se juntaron|se reunieron|
        reunion de|agrupan|reunen|juntan|organizing|gather|gathers|assemble|formacion|formando|estan listos|gathring|gearing|concentran|se concentran""",
    ),
    (
        Activity.STAGING,
        2,
        """staging|stagging|stage|staged|gathering|gathered|assembling|assembled|grouping|grouping up|huddled|
        huddling|massing|massed|suiting up|suited up|gearing up|geared up|getting geared up|gear up|
        putting on vests|putting vests on|putting on gear|changing into|prepping|preparing|getting ready|
        mustering|meeting up|forming up|briefing|setting up|lining up|lined up|rallying|rally point|convening|
        congregating|congregated|amassing|standing by|staging area|circled up|getting dressed|unloading gear|
        unloading equipment|collecting|formed up|organizing|reuniendose|reunidos|reuniendo|se reunen|juntandose|
        se juntan|se estan juntando|juntos|juntando|se estan reuniendo|agrupandose|agrupados|agrupando|
        se agrupan|preparandose|se preparan|se estan preparando|preparando|concentrados|concentrandose|
        concentracion|alistandose|se alistan|se estan alistando|poniendose|poniendose los chalecos|
        poniendose chalecos|organizandose|se organizan|formandose|formados|equipandose|acomodandose|
        montando operativo|armando operativo|congregados|congregandose|esperando ordenes|acampando""",
    ),
    (
        Activity.STAGING,
        1,
        """parked|prkd|standing around|posted|stood|waiting around|aguardando|estacionada en|stopped|standing|waiting|hanging out|wait|chilling|stationary|stopped in|double parked|
        milling around|milling about|getting coffee|posted at|camped out|estacionados|estacionadas|estacionado|
        estacionada|parqueados|parqueadas|parqueado|parqueada|parkeados|parkeadas|parkeado|parkeada|esperando|
        esperan|parados|paradas|parado|estan parados|parada(?! de)(?! del)(?!\\S)|se estacionaron|formandose|
        se pararon""",
    ),
)

WORDS = known_words(*(said for _, _, said in SAID))
