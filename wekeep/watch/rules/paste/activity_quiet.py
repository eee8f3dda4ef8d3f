"""The ways in which the quieter activities are said: at homes, questioning, leaving, surveilling, staging."""

from wekeep.watch.rules.paste.activity_shapes import ANY, HOME
from wekeep.watch.rules.salute import Activity

QUIET: tuple[tuple[Activity, int, str], ...] = (
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
            rf"allanando|allanaron|cateando|catearon|entrando|entraron|entran|meter|metieron|meten|metiendose|subiendo|subieron|suben|walking up|walked up|walk up|going up|"
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
