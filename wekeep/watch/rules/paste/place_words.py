"""The words by which places are known: streets, landmarks, prepositions, and words that name no place."""

from wekeep.watch.rules.paste.patterns import alternatives, known_words, later, whole, word_set

STREET = """st|street|ave|av|avenue|rd|road|blvd|boulevard|dr|drive|ln|lane|pkwy|parkway|hwy|highway|ct|court|pl|way|
    calle|avenida|bulevar|carretera|autopista|i94|i35|35w|35e|freeway|fwy|exit|terrace|cir|circle|sq|square|
    aves|sts|trail|pike|alley|callejon|camino|expressway|turnpike|rte|route"""
LANDMARK = """
    school|church|park|library|clinic|hospital|mosque|mercado|market|mall|store|target|walmart|cub|aldi|costco|
    gas station|station|parking lot|lot|ramp|garage|building|bldg|apartments|apts|apt|apartment|complex|daycare|
    day care|courthouse|courtroom|court|laundromat|laundry|restaurant|bank|bus stop|bus shelter|plaza|center|
    centro|ctr|college|university|elementary|middle school|high school|gym|hotel|motel|home depot|lowes|menards|
    speedway|holiday|kwik trip|taqueria|panaderia|carniceria|tienda|iglesia|escuela|parque|biblioteca|clinica|
    mezquita|supermercado|estacionamiento|gasolinera|lavanderia|guarderia|edificio|apartamentos|depas|corte|
    hospital|parada|bodega|warehouse|factory|fabrica|trailer park|swap meet|consulado|consulate|car wash|lavado|
    bridge|puente|corner|esquina|block|village|grocery|super|cafe|coffee|mcdonalds|wendys|dunkin|starbucks|
    walgreens|cvs|7 - eleven|food mart|foods|terminal|airport|aeropuerto|light rail|shop|salon|barberia|
    barbershop|pharmacy|farmacia|townhomes|towers|tower|house|casa|dollar tree|family dollar|deli|bakery|mart|
    hmart|h mart|whipple|jobsite|worksite|stop|gate|intersection|tiendita|supermarket|preescolar|preschool|ymca|stadium|estadio|
    cancha|kinder|banco|oficina|condos|shelter|refugio|taller|temple|templo|capilla|plant|planta|nursery|vivero|
    construction site|walgreens|wells fargo|taco bell|burger king|popeyes|kfc|chipotle|caribou|culvers|panera|dennys|white castle|autozone|goodwill|savers|salvation army|dollar general|best buy|sams club|whole foods|
    trader joes|hy vee|hyvee|lunds|safeway|kroger|bp|shell|circle k|superamerica|super america|quiktrip|kmart|k mart|k - mart|home depo|depo|depot|laundry mat|coin laundry|beauty supply|tire shop|body shop|auto shop|nail salon|
    thrift store|pawn shop|liquor store|smoke shop|brewery|tavern|cantina|theater|theatre|cinema|museum|zoo|ywca|rec center|community center|pool|rink|arena|ballpark|playground|soccer field|skate park|trailhead|greenway|
    transit center|transit station|platform|train station|metro station|layover|post office|social security office|dmv|city hall|county building|government center|federal building|field office|jail|prison|detention center|
    police station|precinct|fire station|capitol|embassy|food shelf|food bank|emergency room|er|urgent care|nursing home|senior center|dorm|student union|campus|charter school|academy|head start|montessori|child care|childcare|
    waiting room|tow yard|yard|junkyard|quarry|farm|dairy|packing plant|mill|loading dock|dock|work site|job site|parking garage|parking ramp|underpass|overpass|rest area|truck stop|tunnel|cemetery|parish hall|parish|cathedral|
    lutheran|methodist|baptist|catholic|synagogue|masjid|chapel|fairgrounds|flea market|skyway|lobby|pulga|tianguis|mercadito|tortilleria|fruteria|peluqueria|estetica|llantera|ferreteria|secundaria|primaria|prepa|universidad|colegio|
    alberca|gimnasio|panteon|cementerio|correo|carcel|juzgado|tribunal|empacadora|rastro|rancho|bodegas|paradero|glorieta|semaforo|rampa|obra|trailers|trailas|barrio|colonia|neighborhood|vecindario"""
BEFORE = """in the parking lot of|in the lot of|in the lot at|parking lot of|parking lot at|in front of|across from|
    across the street from|on the corner of|at the corner of|corner of|next to|next door to|close to|right by|
    right outside|outside of|outside|just outside|in back of|behind|near|nearby|nr|by|at|on|around|inside|in|
    over by|over at|over on|down by|up by|between|betw|btwn|along|past|from|off|off of|@|alongside|beside|down|
    to|onto|up|through|front of|opposite|going down|toward|towards|under|entrance of|entrance to|front door of|
    in the alley behind|in the alley by|here at|here on|here by|side of|en el estacionamiento de|
    en el parking de|en la esquina de|en la esquina|esquina de|esquina con|cerca de|x la|x el|x los|cerca del|cerca a|afuera de|
    afuera del|fuera de|fuera del|enfrente de|enfrente del|frente a|frente al|en frente de|en frente del|
    al frente de|delante de|atras de|atras del|detras de|detras del|al lado de|al lado del|a un lado de|junto a|
    junto al|adentro de|adentro del|dentro de|dentro del|entre|por|por la|por el|en|en la|en el|sobre|sobre la|
    sobre el|a la altura de|alrededor de|contra esquina de|hacia|rumbo a|aqui en|aca en|ahi en|ahi por|alla en|
    aca por|aqui por|al costado de|a espaldas de|cruzando|pasando|a una cuadra de|a dos cuadras de|
    a la vuelta de|a la salida de|saliendo de|llegando a"""
KEPT = {
    "outside",
    "inside",
    "behind",
    "corner",
    "between",
    "entre",
    "parking",
    "front",
    "across",
    "esquina",
    "afuera",
    "adentro",
    "enfrente",
    "frente",
    "detras",
    "atras",
    "in the alley",
    "alley",
}
BOUND = word_set("""
    with w con wearing they they're theyre there there's theres who que q i im i'm you we he she it its it's is
    are was were am estan esta hay son eran fueron driving drove looking looked checked asked let have has had been be do does did please
    pls plz right since for because so but pero just now still also watch stay careful cuidado everyone anybody
    anyone they've not lol omg if when cuando porque pues ya no and_then then while as asking taking going
    headed heading driving get got getting need can could llevan lleva traen trae tienen tiene visten dicen dice
    rumbo hacia desde texted wrote called posted sent told yelled asks wants not se me los_vi vi veo saw see seen one un una a an about like unos maybe prob probably como approx confirmed
    goin headin walkin gettin coming comin unconfirmed running happened happening please avoid evita eviten tengan tenga todos todas muchos many lots
    several varios varias algunos algunas few some less least said says told say which where donde sin without
    my_own trying what how out_of hace ago after before estaban estaba iban va van andan anda had't cant dont
    didnt isnt para alguien someone somebody nobody nadie only solo all two three ice migra agents agente
    agentes agent officers officer feds cops hsi cbp migras oficiales federales inmigracion salgan salga vayan during durante mientras""")
MARKS = {";", "\n", "!", "?", "|", "<link>", '"', "…", "*", "=", ":"}
NO_PLACE = word_set("""
    brothers sisters hermanos hermanas vecinos vecinas friends neighbors amigos amigas ladies gentlemen moms dads foot ground cuello pecho espalda cara mano cabeza neck chest backs heads hand here there aqui aca ahi alla way camino vivo live shift duty back front fact general person
    scene site case time it them him her me us us all work home mi me ellos ella el la los las eso this that
    these those now least once first last night morning afternoon evening tarde noche manana vests vest masks
    mask uniform uniforms uniforme uniformes plain civil gear green black cuffs custody car cars van vans suv
    suvs truck trucks favor ahora momento total both full progress english spanish phone camera video case need
    my your their our facebook whatsapp signal ig instagram tiktok twitter zoom chat group grupo news noticias
    tv zona area side direction route people everyone ejemplo fin ningun lado todos todo sus su otro otra otros
    seguridad sure high alert person's peace lookout the and y of porfavor guardia patrol zone street calle
    streets kids safe unmarked traffic handcuffs masks plates minutes min hour hours hr hrs min's day days ratio
    cuidado vez lugar donde place spot persona coche carro carros camioneta camionetas trocas troca movimiento
    pie paz parte windows window door doors puerta puertas windshield sleeve sleeves belt purpose accident
    red radio tv news hands knees floor ground groups pairs line
    fila caravana convoy bola note message msg post report update phone way circles motion trouble danger reality general unison silence""")
ORDINAL = r"\d{1,3}(?:st|nd|rd|th)"
STREETISH = whole(rf"{ORDINAL}|{alternatives(STREET)}|\d{{2,3}}")
LANDMARKS = whole(alternatives(LANDMARK))
PREP = whole(alternatives(BEFORE))
ADDRESS = later(
    rf"(?<!\S)\d{{2,5}} (?:(?:n|s|e|w|north|south|east|west|ne|nw|se|sw) )?(?:(?:{ORDINAL}|"
    rf"[a-z]{{3,}}) ){{0,3}}?(?:{alternatives(STREET)}|{ORDINAL})(?!\S)"
)
ABBREVIATED = {
    "st",
    "ave",
    "av",
    "rd",
    "blvd",
    "n",
    "s",
    "e",
    "w",
    "dr",
    "apt",
    "no",
    "hwy",
    "bldg",
    "sta",
    "mt",
    "ft",
    "ln",
    "pkwy",
}
WORDS = known_words(STREET, LANDMARK, BEFORE)
