"""Somali words of wording A."""

from bench.scenes.lexicon import Lexicon, Noun, Rumour

SO = Lexicon(
    language="so",
    numbers=("hal", "laba", "saddex", "afar", "shan", "lix", "toddoba", "siddeed", "sagaal", "toban"),
    car_order="{n} {noun} oo {colour}",
    some_cars=("gaari", "baabuur"),
    kinds={
        "suv": (Noun("SUV", "SUV"), Noun("gaari SUV ah", "gaari SUV ah")),
        "van": (Noun("van", "van"), Noun("gaari van ah", "gaari van ah")),
        "pickup": (Noun("pickup", "pickup"),),
        "sedan": (Noun("gaari yar", "gaari yaryar"), Noun("sedan", "sedan")),
        "jeep": (Noun("Jeep", "Jeep"),),
        "bus": (Noun("bas", "bas"),),
        "truck": (Noun("gaari xamuul", "gaari xamuul"),),
    },
    colours={
        "black": ("madow", "mugdi ah"), "navy": ("buluug madow",), "charcoal": ("dambas madow", "madow"), "white": ("cad",),
        "silver": ("dambas", "silver"), "tan": ("bunni khafiif ah",), "red": ("cas",), "green": ("cagaar",), "blue": ("buluug",),
    },
    uniforms={
        "police_vest": ("jaakad ay ku qoran tahay POLICE",), "tan": ("dharka ciidanka oo bunni ah",),
        "green": ("dirays cagaaran",), "black": ("dhar madow iyo koofi adag",), "plain": ("dhar caadi ah iyo astaan",),
        "masks": ("wajiga way qarsadeen",), "windbreaker": ("jaakado buluug ah",),
    },
    details={
        "texas": ("taargo Texas ah",), "grille": ("nalal ku qarsoon hore",), "rack": ("sallaan saqafka saaran",),
        "dent": ("albaabka dambe wuu jaban yahay",), "noplate": ("taargo ma laha",), "ram": ("qalabka albaabka lagu jebiyo",),
        "dog": ("eey bay wataan",), "rifles": ("qoryo dhaadheer",), "drone": ("drone ayaa kor taagan",),
        "trailer": ("gadhi-jiid yar",), "sticker": ("calaamad kalluun ah daaqadda dambe",), "cooler": ("sanduuq cas oo qaboojiye ah",),
    },
    whoms={
        "roofer": ("nin saqafka ka shaqeeya",), "student": ("wiil arday ah",), "mother": ("hooyo ilmo wadata",),
        "vendor": ("haweeney cunto iibisa",), "driver": ("darawal alaab geeya",), "elder": ("oday ul wata",),
        "couple": ("nin iyo gabadh dhallinyaro ah",), "cook": ("kariye makhaayad",), "landscaper": ("nin beerta ka shaqeeya",),
        "worker": ("shaqaale jaakad oranji ah xidhan",),
    },
    who=("{n} nin", "{n} askari", "{n} sarkaal", "ilaa {n} ICE ah"),
    who_uncounted=("ICE", "askar", "ciidanka socdaalka", "rag jaakado wata"),
    activities={
        "surveilling": ("{who} guriga ayay daawanayaan", "{who} baabuurka ayay ku dhex fadhiyaan oo sawiro qaadayaan"),
        "staging": ("{who} way isu diyaarinayaan", "{who} baarkinka ayay isku urursanayaan"),
        "approaching_home": ("{who} albaabka ayay garaacayaan", "{who} guri bay hor taagan yihiin"),
        "vehicle_stop": ("{who} waxay joojiyeen gaariga {whom}",),
        "questioning": ("{who} waxay waraaqo weydiinayaan {whom}",),
        "detaining": ("{who} waxay qabteen {whom}", "{whom} waa la xidhay"),
        "loading": ("{who} waxay gaariga saarayaan {whom}", "{whom} waa la kaxaynayaa"),
        "checkpoint": ("{who} gaari kasta way joojinayaan", "isbaaro, {who}"),
        "leaving": ("way tageen", "{who} way baxayaan"),
    },
    places=("{a} iyo {b}", "meesha {a} iyo {b}", "u dhow {a} iyo {b}"),
    car_clauses=("{cars}", "waxaa jooga {cars}", "waxay wataan {cars}"),
    uniform_clauses=("{uniform}", "waxay xidhan yihiin {uniform}"),
    clock_clauses=("{clock}", "saacaddu waa {clock}"),
    openings=("Fadlan", "walaalayaal", "digniin", "hadda", "iska jira"),
    endings=("fadlan qof ha yimaado", "iska ilaaliya", "waan duubayaa", "ma garanayo cidda ay yihiin"),
    forwards=("waa la ii soo diray: {text}", "saaxiib ayaa ii sheegay: {text}"),
    conjunction="iyo",
    lookalikes={
        "film": ("waa filim la duubayo {place}",), "tow": ("waa gaariga wax jiida {place}",),
        "utility": ("waa shirkadda korontada {place}", "biyaha ayay hagaajinayaan {place}"), "sheriff": ("waa sheriff-ka, guri ka saaris {place}",),
        "medics": ("waa ambalaas {place}", "dab-damiska iyo gargaarka, {cars}"), "movers": ("dad guuraya ayay yihiin {place}",),
    },
    rumours={
        "store": Rumour(
            ("ICE ayaa {name} ku jirta, ha tagina", "{n} askari ayaa {name} jooga dad bay qabanayaan"), ("run ma tahay {name}?",),
            ("waxaan joogaa {name}, waxba ma jiraan, waa been",),
        ),
        "school": Rumour(
            ("ICE ayaa taagan {name}, caruurta ha soo qaadina hadda", "{name} waa la xidhay ICE awgeed"), ("{name} ma ammaan baa?",),
            ("{name} waxba kama dhicin, macallimad baan ahay, waa been",),
        ),
        "hospital": Rumour(
            ("ICE ayaa {name} ku jirta, bukaanka way qabanayaan",), ("{name} ma ammaan baa?",), ("{name} waan ka shaqeeyaa, waa been",)
        ),
        "bridge": Rumour(
            ("isbaaro ayaa taal {name}, ha marina", "{name} way xidheen, waraaqo bay weydiinayaan"), ("{name} isbaaro ma taal?",),
            ("{name} waan soo maray, isbaaro ma jirto",),
        ),
    },
)
