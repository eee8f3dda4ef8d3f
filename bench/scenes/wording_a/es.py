"""Spanish words of wording A."""

from bench.scenes.lexicon import Lexicon, Noun, Rumour

ES = Lexicon(
    language="es",
    numbers=("una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"),
    car_order="{n} {noun} {colour}",
    some_cars=("carro", "carros"),
    kinds={
        "suv": (Noun("camioneta", "camionetas", "f"), Noun("SUV", "SUVs", "f"), Noun("Tahoe", "Tahoes", "f")),
        "van": (Noun("van", "vans", "f"), Noun("furgoneta", "furgonetas", "f"), Noun("vagoneta", "vagonetas", "f")),
        "pickup": (Noun("troca", "trocas", "f"), Noun("pickup", "pickups", "f"), Noun("F-150", "F-150", "f")),
        "sedan": (Noun("sedán", "sedanes", "m"), Noun("Charger", "Chargers", "m"), Noun("carro chico", "carros chicos", "m")),
        "jeep": (Noun("Jeep", "Jeeps", "m"), Noun("yip", "yips", "m")),
        "bus": (Noun("autobús", "autobuses", "m"), Noun("bus", "buses", "m")),
        "truck": (Noun("camión", "camiones", "m"), Noun("camión de trabajo", "camiones de trabajo", "m")),
    },
    colours={
        "black": ("negro|negra|negros|negras", "negro|negra|negros|negras", "oscuro|oscura|oscuros|oscuras"),
        "navy": ("azul oscuro", "azul marino"), "charcoal": ("gris oscuro", "negro|negra|negros|negras"),
        "white": ("blanco|blanca|blancos|blancas",), "silver": ("gris|gris|grises|grises", "plateado|plateada|plateados|plateadas"),
        "tan": ("beige", "color arena", "dorado|dorada|dorados|doradas"), "red": ("rojo|roja|rojos|rojas", "color vino"),
        "green": ("verde|verde|verdes|verdes",), "blue": ("azul|azul|azules|azules",),
    },
    uniforms={
        "police_vest": ("chalecos que dicen POLICE", "chaleco de policía", "chalecos con letras de police"),
        "tan": ("ropa táctica color arena", "pantalón camuflado café", "uniforme caqui"),
        "green": ("uniforme verde olivo", "verde como la patrulla fronteriza", "uniformes verdes"),
        "black": ("todo de negro con casco", "uniforme negro", "ropa negra táctica"),
        "plain": ("de civil con placa en el cinturón", "vestidos normal, con placa colgada", "ropa de calle"),
        "masks": ("con la cara tapada", "encapuchados", "con pasamontañas y gorra"),
        "windbreaker": ("chamarras azules", "rompevientos azul con letras amarillas", "chaquetas azules"),
    },
    details={
        "texas": ("una trae placas de Texas", "placa de Texas"),
        "grille": ("traen luces escondidas en la parrilla", "luces rojas y azules en la parrilla"),
        "rack": ("con escalera en el techo", "una lleva una escalera arriba"),
        "dent": ("una puerta de atrás está golpeada", "la puerta trasera abollada"),
        "noplate": ("sin placas", "no traen placas"),
        "ram": ("traen un ariete para la puerta", "uno carga un ariete"),
        "dog": ("andan con perro", "traen un perro pastor alemán"),
        "rifles": ("con armas largas", "traen rifles"),
        "drone": ("también hay un dron", "un dron volando arriba"),
        "trailer": ("una jala un remolque chico", "con un remolque atrás"),
        "sticker": ("una tiene calcomanía de un pescado", "calcomanía de pez en el vidrio de atrás"),
        "cooler": ("pusieron una hielera roja en el cofre", "hielera roja encima del cofre"),
    },
    whoms={
        "roofer": ("un techador", "uno de los muchachos que ponen techos"),
        "student": ("un muchacho de la prepa", "un estudiante con mochila", "un joven con sudadera de la escuela"),
        "mother": ("una mamá con carriola", "una señora con su bebé en la carriola"),
        "vendor": ("la señora de los tamales", "la tamalera"),
        "driver": ("un repartidor", "el que entrega paquetes"),
        "elder": ("un señor grande con bastón", "un viejito", "un abuelito"),
        "couple": ("una pareja joven", "un muchacho y su novia"),
        "cook": ("un cocinero del restaurante", "un señor con delantal de cocina"),
        "landscaper": ("un jardinero", "un señor que corta el pasto"),
        "worker": ("un señor de chaleco naranja", "un trabajador de la construcción"),
    },
    who=("{n} agentes", "como {n} agentes", "{n} de la migra", "{n} oficiales", "unos {n} con chaleco", "{n} tipos"),
    who_uncounted=("la migra", "agentes", "varios con chaleco", "los de ICE", "unos oficiales", "inmigración"),
    activities={
        "surveilling": (
            "{who} ahí parados nomás vigilando el edificio", "{who} dando vueltas despacito por la cuadra",
            "{who} sentados en el carro tomando fotos", "{who} mirando quién sale de la lavandería",
        ),
        "staging": (
            "{who} juntándose en el estacionamiento", "{who} poniéndose los chalecos", "{who} como alistándose",
            "{who} reunidos, parece que van a salir",
        ),
        "approaching_home": (
            "{who} tocando la puerta de una casa", "{who} golpeando la puerta, preguntan por {whom}",
            "{who} en la puerta de un apartamento y nadie abre", "{who} rodeando una casa",
        ),
        "vehicle_stop": (
            "{who} pararon el carro de {whom}", "{who} le cerraron el paso a {whom}", "{who} tienen parado un carro, es {whom}",
        ),
        "questioning": (
            "{who} pidiéndole papeles a {whom}", "{who} haciendo preguntas a {whom}", "{who} revisando la identificación de {whom}",
        ),
        "detaining": (
            "{who} tienen esposado a {whom}", "{who} agarraron a {whom}", "están arrestando a {whom}", "tiraron al piso a {whom}",
        ),
        "loading": (
            "{who} subiendo a {whom} al carro", "se están llevando a {whom}", "{who} metieron a {whom} atrás a empujones",
        ),
        "checkpoint": (
            "{who} parando todos los carros", "retén, {who} revisando a cada chofer", "{who} con conos pidiendo licencia a todos",
        ),
        "leaving": ("ya se van", "{who} ya se fueron", "{who} arrancando, dieron vuelta en la esquina", "se están yendo"),
    },
    places=("en {a} y {b}", "por la {a} con {b}", "esquina de {a} y {b}", "cerca de {a} y {b}", "sobre {b} casi con {a}"),
    car_clauses=("{cars}", "hay {cars}", "llegaron en {cars}", "{cars} en doble fila", "conté {cars}", "son {cars}"),
    uniform_clauses=("{uniform}", "traen {uniform}", "van {uniform}"),
    clock_clauses=("a las {clock}", "como a las {clock}", "{clock}", "los vi {clock}"),
    openings=(
        "Aguas", "cuidado", "Buenas vecinos", "ALERTA", "oigan", "Por favor compartan", "lo estoy viendo", "la migra la migra",
        "no salgan", "desde mi ventana",
    ),
    endings=(
        "alguien que venga por favor", "avisen a todos", "cuídense", "estoy grabando", "tengo miedo", "no sé quiénes son",
        "manden gente", "los niños están asustados", "ya hay vecinos afuera",
    ),
    forwards=(
        "reenviado: {text}", "me lo mandó mi comadre: {text}", "Esto pasaron en el grupo de la iglesia: \"{text}\"",
        "no lo vi yo, me contaron: {text}", "de una vecina hace rato, {text}",
    ),
    conjunction="y",
    lookalikes={
        "film": (
            "es una filmación {place}, patrullas de mentiras", "están grabando una película {place}", "son actores, hay cámaras y luces",
            "es para un programa de tele, no es migra",
        ),
        "tow": ("es la grúa nada más {place}", "{cars}, de la grúa, se llevan un carro", "grúa llevándose un carro {place}"),
        "utility": ("son del gas {place}", "es la compañía de luz, {cars}", "arreglan el agua {place}, traen cascos y conos"),
        "sheriff": ("es el sheriff, un desalojo {place}", "{cars} del sheriff", "están sacando muebles por desalojo, es el sheriff"),
        "medics": ("es la ambulancia {place}, alguien se cayó", "son bomberos ayudando a una señora", "emergencia médica, {cars}"),
        "movers": ("es una mudanza {place}", "{cars}, gente mudándose", "nomás es mudanza, cargan sillones"),
    },
    rumours={
        "store": Rumour(
            copies=(
                "Redada en {name} AHORITA no vayan", "dicen que la migra está adentro de {name} llevándose a todos",
                "cerraron las puertas de {name}, hay {n} agentes", "no vayan a {name}, hay camiones de la migra",
                "mi prima dice que agarraron a las cajeras de {name}", "{n} vans de ICE en {name} compartan",
            ),
            questions=("es cierto lo de {name}?", "alguien cerca de {name} que confirme? dicen que hay redada"),
            denials=(
                "Estoy en {name}, no hay nada, lo de la redada es mentira", "es falso lo de {name}, yo trabajo ahí",
                "ya dejen de mandar lo de {name}, hablé y no hay agentes",
            ),
        ),
        "school": Rumour(
            copies=(
                "la migra está en {name} esperando a los papás", "entraron a {name} preguntando por niños",
                "no recojan en {name}, hay {n} agentes en la puerta", "cerraron {name} por la migra",
                "me dicen que agarraron mamás afuera de {name}",
            ),
            questions=("está segura {name}? voy por mi hijo", "es verdad que la migra está en {name}?"),
            denials=(
                "soy maestra en {name}, no hay nadie, es rumor", "hablé a {name} y dicen que todo normal",
                "acabo de recoger a mi hija en {name}, todo tranquilo, ese mensaje es viejo",
            ),
        ),
        "hospital": Rumour(
            copies=(
                "ICE en urgencias de {name} llevándose pacientes", "no vayan a {name}!!! están en la puerta de emergencia",
                "hay {n} agentes en los pisos de {name}", "una enfermera dice que la migra anda en {name}",
            ),
            questions=("mi mamá tiene cita en {name}, es verdad lo de la migra?",),
            denials=("trabajo en {name} y no hay ningún agente, es falso", "llevo dos horas en {name} y nada, es mentira"),
        ),
        "bridge": Rumour(
            copies=(
                "retén en {name}, paran a todos", "no crucen {name}, piden papeles", "cerraron {name}, hay {n} agentes",
                "a mi tío lo pararon en {name}, dense la vuelta",
            ),
            questions=("hay retén en {name}? alguien pasó?",),
            denials=("pasé por {name} dos veces y no hay retén", "lo del retén en {name} es falso, son obras"),
        ),
    },
)
