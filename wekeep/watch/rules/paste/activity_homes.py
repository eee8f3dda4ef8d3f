"""The ways in which going to homes and questioning people are said."""

from wekeep.watch.rules.paste.activity_shapes import ANY, HOME
from wekeep.watch.rules.salute import Activity

_BUSINESS = r"(?:clinic\w*|church|school|store|shop|restaurant|hospital|library|mosque|hotel|motel|office|bank|court\w*|mall|market|mercado|escuela|iglesia|clinica|tienda|restaurante|biblioteca|guarderia|corte|banco|oficina|laundry|laundromat|gas|home depot|target|walmart|cub|aldi)(?!\S)"

AT_DOORS: tuple[tuple[Activity, int, str], ...] = (
    (
        Activity.APPROACHING_HOME,
        3,
        """knocking|knocking on|knock on|knocked on|knocking doors|knocked|door knocking|door knock|door knocks|
        door to door|door - to - door|door 2 door|house to house|going to each|going to every|each apartment|each apt|every apartment|every apt|each door|every door|unit by unit|trailer to trailer|room to room|building to building|store to store|tumbar la puerta|tirar la puerta|break down the door|break in|breaking in|house surrounded|banging on|banging on doors|banging on door|
        pounding on|at the door|at the front door|at front door|at my door|
        at my neighbors door|at their door|at a door|at his door|at her door|at the back door|ringing doorbells|
        ringing the bell|ringing doorbell|ringing bell|ringing bells|ringing buzzers|buzzed in|buzzing|
        entering building|entering the building|
        entering a house|entering house|entering home|entering a home|entering an apartment|entering apartment|
        entering apartments|breaking down|broke down|breaching|breached|kicking in|kicked in|
        serving warrant|serving a warrant|approaching home|approaching house|approaching a house|
        approaching a home|approaching the house|approaching homes|approaching houses|approaching door|
        approaching doors|approaching an apartment|approaching apartment|approaching apartments|approaching apt|
        approaching apts|approaching building|approaching the door|approaching residence|
        approaching a residence|approach home|
        taking a door|took a door|taking the door|hitting a door|hit a door|breaching a door|working the door|going to doors|going to the door|on the porch|on porch|
        on my porch|on the steps|on the front steps|at house|at a house|at the house|raiding house|
        raiding a house|raiding home|house raid|home raid|surrounding a house|surrounding the house|
        surrounded a house|surrounded the house|surrounding house|trailer numbers|going inside the building|
        going apartment to apartment|apartment to apartment|unit to unit|apt to apt|tocando puertas|
        tocando la puerta|tocando puerta|tocando las puertas|tocando tocando timbre|tocando timbres|
        tocando el timbre|tocando|tocan puertas|tocan la puerta|tocaron la puerta|tocan|tocaron|
        tocaron puertas|golpeando la puerta|golpeando puertas|golpean la puerta|aporreando|
        casa por casa|casa x casa|puerta por puerta|puerta a puerta|puerta x puerta|depa por depa|
        de casa en casa|de puerta en puerta|apartamento por apartamento|en mi puerta|
        en su puerta|a su puerta|a mi puerta|en la puerta de mi|en la puerta de su|entrando al edificio|entrando a la casa|
        entrando a una casa|
        quieren que abran|acercandose a la casa|acercandose a una casa|
        acercandose a casas|acercandose a las casas|acercan a la casa|
        subiendo al apartamento|subiendo al edificio|van a la casa|van a una casa|llegaron a la casa|
        llegaron a una casa|llegando a la casa|llegando a una casa|rodeando la casa|rodearon la casa|
        rodeando una casa|rodearon una casa|cateo|cateando|allanando|allanamiento|catearon|tumbaron la puerta|
        tirando la puerta|tumbando la puerta|porton""",
    ),
    (
        Activity.APPROACHING_HOME,
        3,
        (
            rf"(?:surrounding|surrounded|surrounds|surround|encircling|encircled|rodeando|rodearon|rodean|cercando|cercaron|raiding|"
            rf"raided|raid|banging|pounding|ringing|entering|golpeando|entrando|approaching|walking up to|walked up to|going up to|went up to|walking into|walked into|ran into|running into|run into|rushed into|rushing into|stormed|storming|stormed into|burst into|charged into|poured into|filed into|corrieron a|going into|went into|go into|going in|went in|entro|quieren entrar|queriendo entrar|intentando entrar|tratando de entrar|trying to get|trying to enter|opening|opened|prying|pried|picking|checking|leaning on|buzz|walking toward|walking towards|heading into|waiting at|waiting by|waiting outside of|standing at|posted at|parados en|esperando en|se metieron|se meten|metidos|acercan|se acercan|acercandose|van a|fueron a|searching|storming|stormed|busting|busted|breaking|broke|breaks|breaching|breached|kicking|kicked|ramming|rammed|"
            rf"forcing|forced|banged|bang|bangs|knocking|knocked|knock|knocks|pounded|pounds|rang|ring|rings|rung|"
            rf"buzzing|buzzed|trying|tried|entered|enter|enters|approached|approach|approaches|tocando|tocaron|tocan|"
            rf"golpearon|golpean|pateando|patearon|tumbando|tumbaron|forzando|forzaron|rompiendo|rompieron|tirando|tiraron|"
            rf"allanando|allanaron|cateando|catearon|entraron|entran|meter|metieron|meten|metiendose|subiendo|subieron|suben|walking up|walked up|walk up|going up|"
            rf"went up|climbing|climbed|going to|went to|came to|coming to|come to|llegaron a|llegando a|llegan a|vinieron a|se acercaron a)"
            rf"(?= (?:(?!(?:me|out|away|from|back|time|clear|people|person|car|cars|anyone)(?!\S)|{_BUSINESS})[^\s,;.\n]+ ){{0,4}}?(?:{HOME}|bell|bells|doorbell|doorbells)(?!\S)(?! (?:of|to|de|del) (?:the |la |el |a |an )?{_BUSINESS}))"
        ),
    ),
    (
        Activity.APPROACHING_HOME,
        3,
        """banging|rang the bell|rang the doorbell|rang bells|rings the bell|knocks|knocks on|bangs on|banged on|pounded on|going through the building|
        up the steps|up the stairs|up to the porch|subiendo las escaleras|subieron las escaleras|en el porche|
        in the hallway|in the stairwell|going floor to floor|floor to floor|floor by floor|door by door|going unit to unit|piso por piso|
        cuarto por cuarto|trailer por trailer|traila por traila|tocando de puerta en puerta|knkng|knock n talk|
        knock and talk|executing a warrant|executing warrant|serving papers|con una orden|
        trying to open the door|forcing the door|door being broken|en el porton""",
    ),
    (
        Activity.APPROACHING_HOME,
        3,
        r"(?:(?:at|by|outside|on|to|near) (?:my |her |his |their |our |the |a |your )?(?:[a-z']+ )?(?:front door|back door|side door|porch|front porch|doorstep|front step|front steps|stoop)"
        r"|(?:at|on) (?:my|her|his|their|our|a|the|someones|somebodys|someone's|neighbors|neighbor's|tia's) (?:[a-z']+ )?(?:door|house|apartment|apt|doorway)"
        r"|(?:in|inside|on|going up|coming up|up|climbing) (?:the |my |our |her |their )?(?:(?:apartment|apt|building|back|front|main|second floor|third floor) )?(?:hallway|hallways|stairwell|stairwells|stairs|staircase|back stairs|fire escape)"
        r"|(?:inside|searching|clearing|sweeping|going through) (?:the |my |our |her |a |an )?(?:[a-z]+ )?(?:building|apartment|apartments|apt|house|home|trailer|duplex|complex)"
        r"|(?:en|por) (?:los pasillos|el pasillo|las escaleras)"
        r"|(?:adentro|dentro|metidos) (?:del |de la |de mi |de una |en el |en la |de un )(?:[a-z]+ )?(?:edificio|casa|apartamento|departamento|depa|traila)"
        r"|(?:en|a|afuera de|tocan|frente a|enfrente de) (?:mi|su|la|una|nuestra|la de mi) (?:casa|puerta) (?!(?:blanca|roja) de)(?!(?:de|del) (?:la |el |un |una )?(?:clinica|escuela|iglesia|tienda|corte|guarderia|mezquita|oficina|hospital|mercado|restaurante|fabrica|biblioteca|banco|lavanderia))(?:de (?:mi|su|una|un|la|al lado|enfrente)|ahora|ahorita|ya|otra))",
    ),
    (
        Activity.APPROACHING_HOME,
        3,
        """approaching(?= (?:[.,;/|\\n]|\\d{3,5} |$))|entering \\d{3,5}|entered \\d{3,5}|en la puerta (?:de mi|de su|de una|del \\d+|de la \\d+)|knckng|knock(?= (?:[.,;/|\\n]|$))|(?:enfrente|frente|afuera|fuera|delante) (?:de|a) (?:mi|nuestra|su) (?:puerta|porton)|front steps of|en la puerta de un[oa]s? (?:apartamentos?|departamentos?|edificio|casa|casas|depas?|duplex)|knock knock|piso x piso|cada puerta|cada apartamento|cada casa|cada depa|cada departamento|apto por apto|
        apartamento x apartamento|de apartamento en apartamento|depto por depto|por cada apartamento|por cada casa|por cada puerta|all the doors|on doors|on the doors|to doors|door knocks|knocked down the door|
        busted in|bust in|busted down|kicked down|kicked the door|kick in|kick down|kicking down|ram the door|rammed the door|battering the door|no knock|forced entry|forced their way|pushed their way in|
        went door|going door|hitting doors|hitting houses|tirando puertas|tumbaron puertas|tiraron la puerta|patearon la puerta|reventaron la puerta|a puertazos|se metieron (?:a|en)(?! (?:la |el |un |una |los |las |al )?(?:alley|callejon|calle|parque|lot|tienda|mercado|parking|estacionamiento|restaurante|clinica|escuela|iglesia|carro|troca|van|camioneta|monte|bosque))|se quieren meter|
        quieren que les abran|piden que abran|gritando que abran|yelling open|telling them to open|yelling to open|(?:went|going|go|got|came|coming|are|were|walked|pushed|came in|get) (?:in )?(?:thru|through) (?:the |a |my |his |her |their )?(?:front|back|side|apartment|apt) (?:door|gate|entrance|window)|
        at (?:the )?(?:front|back|side) (?:and|&|y|n|/) (?:the )?(?:front|back|side) doors?|(?:walking|walked|walk|coming|came|going|went|running|ran|heading) up (?:the |my |his |her |their |a )?(?:driveway|walkway|front walk|sidewalk to)|
        (?:van|iban|caminan|corren|corrieron|caminando|corriendo|se dirigen|fueron|se fueron) (?:pa|para|hacia|a) (?:la|el|mi|su|una|las) (?:puerta|puertas|casa|casas|departamento|depa|apartamento|apartamentos|edificio|porche|traila)\\b|
        (?:entraron|entrando|se metieron) (?:por|x) (?:la|una) (?:puerta|ventana)\\b|ran into \\d{3,5}|went into \\d{3,5}|rushed into \\d{3,5}|warrant in hand|con orden de|cateos""",
    ),
    (
        Activity.APPROACHING_HOME,
        2,
        rf"(?:en|in|inside|at) (?:el |la |the |my |our |mi )?(?:lobby|pasillo|hallway|entryway|vestibule|entrada|foyer)(?= (?:of|de|del|at|in|en) (?:[a-z]+ ){{0,2}}?{HOME}(?!\S))",
    ),
    (
        Activity.APPROACHING_HOME,
        2,
        r"(?:en|por|al|on|in|to|up to) (?:el |los |la |the )?(?:\d{1,2}(?: ?(?:er|do|to|o|st|nd|rd|th))?|primer|segundo|tercer|cuarto|quinto|first|second|third|fourth|top|upper|every|each|todos los) (?:pisos?|floors?)(?! (?:of|de|del) (?:the |la |el )?(?:court|hospital|mall|clinic|library|school|store|hotel|office|ramp|corte|clinica|escuela|tienda))",
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
    (
        Activity.QUESTIONING,
        2,
        rf"""(?:getting|being|got|gettin|were|was) (?:idd|id'd|ided|carded|questioned|interrogated|grilled|interviewed|asked|checked)|idd|id'd|iding|id'ing|ids getting checked|ids checked|show (?:id|ids|papers|their)|showing (?:id|ids|papers)|
        scanning (?:faces|people|ppl|ids|everyone)|running (?:ids|names|people's names)|asking {ANY}(?:born|from|live|lives|work|works|names|name|who|citizens?|birth|visa|language|country)|papers please|
        wanting to see {ANY}(?:id|ids|papers)|want {ANY}(?:id|ids|papers|passport)|wants {ANY}(?:id|ids|papers)|looking for {ANY}by name|asking by name|asking if|asked if|asked where|asked me|asked him|asked her|asked them|
        stopping (?:random |brown |latino |hispanic |somali |young )*(?:men|guys|folks|walkers|shoppers|students|women|kids|residents|neighbors|customers|riders|passengers|everyone|anyone)|
        (?:pararon|paran|parando|paro) a (?:un|una|unos|unas|\d+|mi|el|la) (?:muchach[oa]s?|senor(?:a|es)?|joven(?:es)?|chav[oa]s?|tipos?|vecin[oa]s?|trabajador(?:es)?|peaton(?:es)?|nino|nina|morro|morrito|don|viejito|repartidor)(?: (?:en|que iba en) (?:bici|bicicleta|patineta|a pie))?|stopped (?:a |an |some )?(?:kid|guy|man|boy|teen|woman|cyclist|dude|person|biker) on (?:a |his |her )?(?:bike|bicycle|scooter|foot|skateboard)|
        le piden|les piden|le pidieron|les pidieron|pidiendole|pidiendoles|pedirle|pedirles|pidio papeles|le preguntan|les preguntan|le preguntaron|les preguntaron|le preguntaba|le estan preguntando|les estan preguntando|
        le estan pidiendo|les estan pidiendo|estan pidiendo|andan pidiendo|andan preguntando|preguntan por|preguntando por|preguntaban por|exigen|exigiendo|revisan papeles|revisan identificaciones|revisan ids|checan papeles|checan ids|
        checaron|revisaron papeles|interrogaban|entrevistando a|cuestionaron|cuestionaban|paran a la gente|pararon a un senor|pararon a una senora|parando peatones|deteniendo gente para preguntar|pidiendo pasaporte""",
    ),
)
