"""The ways in which watching and gathering are said."""

from wekeep.watch.rules.paste.activity_shapes import ANY, CAR
from wekeep.watch.rules.salute import Activity

WATCHING: tuple[tuple[Activity, int, str], ...] = (
    (
        Activity.SURVEILLING,
        2,
        r"sitting(?! (?:in traffic|at a (?:red )?light|here|next to|on (?:(?:the|a|his|her|my|their) )?(?:bus|bench|ground|curb|couch|train|porch|stoop|floor|steps|sidewalk)))(?!\S)",
    ),
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
        2,
        rf"(?:waiting|wait|waits|esperando|esperan|esperaban) (?:in|inside|en|adentro de|dentro de|adentro|dentro) (?:the |a |their |his |el |la |su |sus |un |una |del |de la )?(?:[a-z]+ )?(?:{CAR}|lobby|waiting room|recepcion|vestibulo|sala de espera)",
    ),
    (
        Activity.SURVEILLING,
        2,
        r"(?:they |just |still |nomas )+sit(?: there| here|$|(?= [.,;!]))|(?:tomaban?|sacaban?|grababan?|filmaban?|vigilaban?|rondaban?|miraban? (?:a|las|los|hacia)|daban? vueltas|espiaban?)(?: fotos?| videos?)?",
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
        """looked in|looked into|looked inside|looked through|looked thru|looking through|looking thru|peeked in|peeked|peered|se asomaron|se asomo|parked facing(?! (?:out|away|outward|forward)(?!\\S))|facing the|facing my|estacionada viendo|viendo hacia|esperando afuera|esperando enfrente|esperan afuera|sat|sits|sat in|just sat|eyes on the|eyes on a|eyes on door|eyes on house|eyes on school|eyes on building|obs|obsv|obsrv|obsving|watchin|watchng|watched|watches|surveil ops|survey|
        lookin|looks around|looking in|looking inside|looking about|looking round|looking over|looking out for|looking up and down|look around|despacito|despacio|muy lento|slowly|real slow|super slow|se asoman|se asoma|asomandose|
        asoman|no se han bajado|no se bajan|no se bajaron|nadie se ha bajado|nadie se baja|nobody getting out|nobody got out|
        no one getting out|no one got out|not getting out|havent gotten out|haven't gotten out|has not moved|engine on|
        motor prendido|motor encendido|hasnt moved|hasn't moved|havent moved|haven't moved|still there watching|go past|goes past|going past|went past|
        go by|goes by|come by|came by|pasan y pasan|pasa y pasa|doing rounds|making rounds|making the rounds|stalking|acosando|persiguiendo|
        shadowing|trailing|chasing(?! (?:a|the|him|her|someone))(?!\\S)|echando ojo|echando el ojo|wachando|wacheando|waching|
        guachando|guacheando|checando quien|estan viendo|observa|miran|mira|miran hacia|apuntando placas|anotando placas|writing down plates|
        taking plates|running plates|scanning plates|reading plates|estudiando|vigilaban|vigilaron|vigilando la|observaban|
        wandering|strolling|walkin around|pacing|canvasing|scoped|lurkin|creepin|cruisin|circlin|circles|circled|
        hanging out front|hanging by|peeping|spotting|photos|tomando foto|con binoculares""",
    ),
    (
        Activity.SURVEILLING,
        2,
        """jotting|jotted|jotting down|noting down|writing down|wrote down|taking down|scribbling|watching|surv|survl|surveilling|surveiling|surveillance|survailance|surveillence|surviellance|surveil|
        surveilance|surveillancing|observing|casing|scoping|scoping out|staking out|stakeout|stake out|
        monitoring|circling|circling the block|cruising|lurking|driving slow|driving slowly|driving around|
        driving by|drove by|driving past|drove past|drives past|drives by|driven past|driving slowly past|creeping|creeping by|creeping past|rolling slow|
        slow rolling|looping|lapping|driving in circles|doing laps|laps|filming|photographing|taking pics|
        taking pictures|taking photos|takes pics|taking video|recording|spying|eyeing|keeping watch|on lookout|
        looking at|looking around|looking into|following|follwing|tailing|scouting|scanning|patrolling|prowling|
        sittin|been sitting|just sitting|sitting outside|idling|been idling|
        running out front|hanging around|roaming|walking around|walking thru|walking through|peeking|peering|
        going around|binoculars|parked watching|waiting for someone|waiting on|waiting outside|
        waiting for people|loitering|posted outside|just parked watching|creeping around|keep passing|
        passing by|gone by(?! \\d)|going by|went by|keeps passing|going up and down|up and down|stationed|vigilando|
        vigilancia|vigilan|vigila|vijilando|bijilando|observando|observan|mirando|espiando|espian|dando vueltas|
        dando vuelta|da vueltas|dan vueltas|dando la vuelta|rondando|rondan|ronda|merodeando|
        patrullando|patrullan|acechando|asechando|checando|monitoreando|viendo|tomando fotos|sacando fotos|
        tomando videos|grabando|filmando|siguiendo|cazando|sentados en|sentado en|pasando despacio|
        pasan despacio|manejando despacio|paseandose|recorriendo|circulando|rodando|fotografiando|pasando lento|
        inspeccionando|dando rondas|sin bajarse|adentro del carro|estan adentro""",
    ),
    (
        Activity.STAGING,
        2,
        rf"(?:putting|pulling|strapping|throwing|changing|getting|poniendose|se ponen|se estan poniendo) {ANY}(?:vests?|armor|jackets?|coats?|raid gear|(?:plates? )?carriers?|helmets?|kit|chalecos?|uniformes?|cascos?)(?: on)?",
    ),
    (
        Activity.STAGING,
        2,
        """in a circle|in circle|huddle|around a map|over a map|en circulo|en bola|around the hood|prep|convoy prep|stg|stging|staged up|staged at|stgng|in position|en posicion|posicionados|posicionandose|listos para|forming a line|
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
        Activity.SURVEILLING,
        1,
        """drone flying|drone over|drone hovering|flying a drone|volando un dron|dron volando|flying around|hovering""",
    ),
    (
        Activity.STAGING,
        0,
        """waiting|wait(?! (?:for me|a|what|is|i)(?!\\S))|esperando(?! (?:el|la|mi) (?:bus|camion|ride))|esperan|aguardando|waiting around|parked|prkd|standing around|posted|stood|estacionada en|stopped|standing|hanging out|stationary|stopped in|double parked|
        milling around|milling about|posted at|camped out|estacionados|estacionadas|estacionado|
        estacionada|parqueados|parqueadas|parqueado|parqueada|parkeados|parkeadas|parkeado|parkeada|parados|paradas|parado|estan parados|parada(?! de)(?! del)(?!\\S)|se estacionaron|formandose|
        se pararon""",
    ),
    (
        Activity.SURVEILLING,
        2,
        r"""looking(?! (?:for|good|forward|like|cars?|dude|guys?|vehicles?|men|suvs?|vans?)(?!\S))|lookin(?! (?:for (?:a|my)|like))(?!\S)|staring|stares|stared|gawking|eyeballing|snapping (?:pics|photos|pictures)|
        taking (?:pics|pictures|photos|video|videos|plates|down|notes)|took (?:pics|pictures|photos)|shooting video|videotaping|pointing cameras|pointing a camera|holding up phones|using binoculars|
        keeps? (?:circling|driving|passing|coming|going|watching|looping|rolling|cruising)|kept (?:circling|driving|passing|coming|watching|looping)|been (?:circling|driving|passing|watching|parked watching|looping|following)|circled (?:the|around|us|twice)|
        making (?:laps|loops|circles|passes)|doing (?:loops|circles|laps|drive bys)|drive by|drive bys|drive - by|drove (?:slowly|slow|up and down)|rolling (?:by|past|through|thru|around|slowly|slow)|rolled (?:by|past|through|thru|slow)|
        crawling (?:by|past|down|along)|inching|slowly|slow roll|slow rolls|going slow|super slow|tailed|tails|tailing|followed|follows|follow(?! (?:up|us on))(?!\S)|following|behind a school bus|behind the school bus|behind a van|trailing|shadowed|
        scope|scopes|scoping|staked|surveilled|monitored|canvassed|cased|cases the|patrol around|patrolled|patrolling|
        anda dando|andan dando|anda rondando|andan rondando|anda circulando|andan circulando|anda despacio|va despacio|van despacio|iban despacio|pasa despacio|paso despacio|pasaron despacio|da la vuelta|dio la vuelta|dan la vuelta|dieron la vuelta|dando vueltitas|
        viendo a|viendo la|viendo el|viendo las|viendo los|mirando a|mirando hacia|observando a|fijandose|checando las|checando la|checando el|checando placas|checando carros|tomando placas|tomando fotos|toma fotos|tomaron fotos|sacando fotos|sacaron fotos|grabando a|
        siguiendo|siguen a|siguen un|siguen al|sigue a|sigue al|va siguiendo|van siguiendo|iban siguiendo|vienen siguiendo|viene siguiendo|anda siguiendo|andan siguiendo|van detras de|va detras de|persiguen|persigue|espera a que|asomandose|asomados|
        vigilo|vigile|vigilado|vigilados|vigilantes|monitorean|rastreando|cazando gente|buscando gente|buscando a alguien|andan buscando|anda buscando|sentados adentro|sentados dentro|sentado adentro|sentado dentro|sentados en un|sentados en una|sin moverse|no se mueven|no se mueve""",
    ),
)
