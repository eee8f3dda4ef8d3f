"""Spanish words of wording B."""

from bench.scenes.lexicon import Lexicon, Noun, Rumour

ES = Lexicon(
    language="es",
    numbers=("uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"),
    car_order="{n} {noun} {colour}",
    some_cars=("vehículo", "vehículos"),
    kinds={
        "suv": (Noun("SUV", "SUVs", "f"), Noun("camioneta cerrada", "camionetas cerradas", "f"), Noun("Explorer", "Explorers", "f")),
        "van": (Noun("van", "vans", "f"), Noun("furgón", "furgones", "m"), Noun("combi", "combis", "f")),
        "pickup": (Noun("pickup", "pickups", "f"), Noun("troca de batea", "trocas de batea", "f"), Noun("Silverado", "Silverados", "f")),
        "sedan": (Noun("sedán", "sedanes", "m"), Noun("Impala", "Impalas", "m"), Noun("carro de cuatro puertas", "carros de cuatro puertas", "m")),
        "jeep": (Noun("Jeep", "Jeeps", "m"),),
        "bus": (Noun("camión de pasajeros", "camiones de pasajeros", "m"),),
        "truck": (Noun("camión de carga", "camiones de carga", "m"), Noun("camión", "camiones", "m")),
    },
    colours={
        "black": ("negro|negra|negros|negras", "oscuro|oscura|oscuros|oscuras"), "navy": ("azul marino", "azul muy oscuro"),
        "charcoal": ("gris oscuro", "oscuro|oscura|oscuros|oscuras"), "white": ("blanco|blanca|blancos|blancas",),
        "silver": ("plateado|plateada|plateados|plateadas", "gris claro"), "tan": ("color crema", "beige"),
        "red": ("rojo|roja|rojos|rojas",), "green": ("verde|verde|verdes|verdes",), "blue": ("azul claro", "celeste|celeste|celestes|celestes"),
    },
    uniforms={
        "police_vest": ("chaleco antibalas con POLICE", "chalecos blindados"), "tan": ("traje militar café claro",), "green": ("ropa verde militar",),
        "black": ("trajes negros tipo swat",), "plain": ("ropa normal y gafete", "sin uniforme pero con gafete"),
        "masks": ("máscaras", "paliacates en la cara"), "windbreaker": ("chamarra azul que dice HSI",),
    },
    details={
        "texas": ("la matrícula es de Texas",), "grille": ("estrobos al frente", "torretas escondidas"), "rack": ("escalera amarrada arriba",),
        "dent": ("tiene chocada la puerta trasera",), "noplate": ("les quitaron las placas",), "ram": ("cargan algo para tumbar puertas",),
        "dog": ("con un perro amarrado",), "rifles": ("rifles en mano",), "drone": ("se oye un dron",), "trailer": ("remolcan un trailercito",),
        "sticker": ("trae un pez pegado en el vidrio",), "cooler": ("tienen una hielera roja sobre el cofre",),
    },
    whoms={
        "roofer": ("un trabajador de techos",), "student": ("un chavo con mochila", "un alumno de secundaria"), "mother": ("una madre joven con su bebé",),
        "vendor": ("la señora de la fruta", "la del puesto de comida"), "driver": ("un mensajero", "el de la paquetería"), "elder": ("un anciano", "un abuelo con bastón"),
        "couple": ("un matrimonio", "una parejita"), "cook": ("un muchacho de cocina",), "landscaper": ("el de los jardines",), "worker": ("un jornalero de naranja", "un albañil"),
    },
    who=("{n} armados", "{n} agentes de inmigración", "{n} hombres", "unas {n} personas con equipo", "{n} federales"),
    who_uncounted=("hombres armados", "la migra", "federales", "agentes de inmigración", "un grupo de agentes"),
    activities={
        "surveilling": ("{who} espiando los departamentos", "{who} pasan y pasan filmando", "{who} estacionados viendo a la gente pasar"),
        "staging": ("{who} reagrupándose atrás de la gasolinera", "{who} bajando equipo en el parqueadero", "{who} platicando junto a sus vehículos, se preparan"),
        "approaching_home": ("{who} aporreando la puerta del vecino", "{who} timbrando en todo el edificio", "{who} en la entrada, quieren que salga {whom}"),
        "vehicle_stop": ("{who} orillaron a {whom}", "{who} rodearon el coche donde va {whom}"),
        "questioning": ("{who} interrogando a {whom}", "{who} exigen identificación a {whom}"),
        "detaining": ("{who} sometieron a {whom}", "{who} le pusieron cinchos a {whom}", "acaban de detener a {whom}"),
        "loading": ("{who} metiendo a la fuerza a {whom}", "ya tienen a {whom} arriba del vehículo"),
        "checkpoint": ("{who} pusieron un bloqueo", "{who} dejan pasar uno por uno, piden identificación"),
        "leaving": ("se fueron {who}", "van saliendo", "{who} se subieron y arrancaron"),
    },
    places=("{a} esquina {b}", "frente a la tienda de {a} y {b}", "donde cruza {a} con {b}", "{b} y {a}"),
    car_clauses=("{cars}", "andan en {cars}", "vienen con {cars}", "vehículos: {cars}", "veo {cars}"),
    uniform_clauses=("{uniform}", "visten {uniform}"),
    clock_clauses=("a eso de las {clock}", "desde las {clock}", "hora {clock}"),
    openings=("URGENTE", "Hola a todos", "reporto:", "Dios mío", "ojo", "pasen la voz", "compañeros", "atención"),
    endings=("quién puede ir a observar", "tengo video", "qué hago", "vengan rápido", "estoy encerrada en casa", "se junta gente", "no distingo quiénes son"),
    forwards=("no es mío, comparto: {text}", "una amiga me escribió: {text}", "Mensaje reenviado: {text}", "lo oí de mi cuñada: {text}"),
    conjunction="y",
    lookalikes={
        "parade": ("es el desfile {place}", "{cars}, van con el desfile"), "inspectors": ("inspectores de la ciudad {place}", "son inspectores de vivienda, {cars}"),
        "animal": ("control de animales {place}, buscan un perro", "{cars}, son de la perrera"), "internet": ("los del cable {place}", "instalan internet, {cars}"),
        "security": ("guardias privados {place}", "seguridad de la obra, {cars}"), "firefighters": ("bomberos en simulacro {place}", "es un simulacro, {cars}"),
    },
    rumours={
        "church": Rumour(
            ("rodearon {name} en plena misa", "no vayan a {name}, hay {n} agentes afuera", "la migra entró a {name} y sacó gente", "avisen que están en {name}"),
            ("alguien está en {name}? es real?",), ("estoy sentada en {name} y no ha venido nadie, es falso", "la oficina de {name} dice que no hay agentes"),
        ),
        "station": Rumour(
            ("bajan gente de los trenes en {name}", "eviten {name}, {n} oficiales en las escaleras", "la migra pide papeles en {name}"),
            ("se puede usar {name}?",), ("en {name} solo hay inspectores de boletos, no migra", "lo de {name} es mentira, paso diario"),
        ),
        "laundromat": Rumour(
            ("se llevaron a las mujeres de {name}", "redada en {name}, bloquearon la puerta", "no laven en {name}, {n} agentes adentro"),
            ("quién vio lo de {name}?",), ("soy la dueña de {name}, no hubo redada", "estoy lavando en {name}, ninguna redada"),
        ),
        "market": Rumour(
            ("la migra en {name} pidiendo visas a los puesteros", "cerraron {name}, se llevaron {n}", "quédense en casa, {name} está lleno de agentes"),
            ("será cierto lo de {name}??",), ("{name} abierto y tranquilo, sin migra", "falsa alarma lo de {name}, recorrí todo"),
        ),
    },
)
