"""The ways in which going to homes and questioning people are said."""

from wekeep.watch.rules.paste.activity_shapes import ANY, HOME
from wekeep.watch.rules.salute import Activity

AT_DOORS: tuple[tuple[Activity, int, str], ...] = (
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
        Activity.QUESTIONING,
        2,
        (
            "talking to(?! (?:your|my|each|the kids|kids))(?!\\S)|speaking to|speaking "
            "with|talking with|hablando con|platicando con"
        ),
    ),
)
