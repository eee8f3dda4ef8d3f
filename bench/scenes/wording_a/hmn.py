"""Hmong words of wording A."""

from bench.scenes.lexicon import Lexicon, Noun, Rumour

HMN = Lexicon(
    language="hmn",
    numbers=("ib", "ob", "peb", "plaub", "tsib", "rau", "xya", "yim", "cuaj", "kaum"),
    car_order="{n} lub {noun} {colour}",
    some_cars=("lub tsheb", "lub tsheb"),
    kinds={
        "suv": (Noun("tsheb SUV", "tsheb SUV"), Noun("SUV", "SUV")),
        "van": (Noun("tsheb van", "tsheb van"), Noun("van", "van")),
        "pickup": (Noun("tsheb pickup", "tsheb pickup"),),
        "sedan": (Noun("tsheb me", "tsheb me"),),
        "jeep": (Noun("Jeep", "Jeep"),),
        "bus": (Noun("tsheb npav", "tsheb npav"),),
        "truck": (Noun("tsheb loj", "tsheb loj"),),
    },
    colours={
        "black": ("dub",), "navy": ("xiav tsaus",), "charcoal": ("txho tsaus", "dub"), "white": ("dawb",), "silver": ("txho",),
        "tan": ("daj tshauv",), "red": ("liab",), "green": ("ntsuab",), "blue": ("xiav",),
    },
    uniforms={
        "police_vest": ("tsho tiv thaiv sau POLICE",), "tan": ("ris tsho tub rog daj",), "green": ("ris tsho ntsuab",),
        "black": ("ris tsho dub",), "plain": ("ris tsho zoo li peb",), "masks": ("npog ntsej muag",), "windbreaker": ("tsho xiav",),
    },
    details={
        "texas": ("daim phiaj Texas",), "grille": ("teeb zais tom hauv ntej",), "rack": ("ntaiv saum ru tsheb",), "dent": ("qhov rooj qab pob",),
        "noplate": ("tsis muaj phiaj",), "ram": ("tus ntaus qhov rooj",), "dog": ("muaj dev",), "rifles": ("phom ntev",),
        "drone": ("muaj drone",), "trailer": ("rub ib lub trailer",), "sticker": ("daim duab ntses tom qab",), "cooler": ("thawv dej khov liab",),
    },
    whoms={
        "roofer": ("ib tug ua ru tsev",), "student": ("ib tug tub ntxhais kawm",), "mother": ("ib tug niam thiab menyuam",),
        "vendor": ("tus poj niam muag khoom noj",), "driver": ("tus tsav tsheb xa khoom",), "elder": ("ib tug yawg laus",),
        "couple": ("ob niam txiv hluas",), "cook": ("tus ua mov",), "landscaper": ("tus txiav nyom",), "worker": ("tus neeg ua haujlwm tsho txiv kab ntxwv",),
    },
    who=("{n} tus neeg", "{n} tus tub ceev xwm", "{n} tus ICE"),
    who_uncounted=("ICE", "tub ceev xwm", "lawv"),
    activities={
        "surveilling": ("{who} zaum saib lub tsev",),
        "staging": ("{who} npaj txhij hauv chaw nres tsheb",),
        "approaching_home": ("{who} khob qhov rooj",),
        "vehicle_stop": ("{who} nres {whom} lub tsheb",),
        "questioning": ("{who} nug {whom} txog ntawv",),
        "detaining": ("{who} ntes {whom}",),
        "loading": ("{who} coj {whom} mus hauv tsheb",),
        "checkpoint": ("{who} nres txhua lub tsheb",),
        "leaving": ("lawv mus lawm",),
    },
    places=("ntawm {a} thiab {b}", "ze {a} thiab {b}"),
    car_clauses=("{cars}", "muaj {cars}"),
    uniform_clauses=("{uniform}", "hnav {uniform}"),
    clock_clauses=("{clock}", "thaum {clock}"),
    openings=("Thov", "ceev faj", "nej saib"),
    endings=("thov tuaj pab", "kuv tab tom yees duab", "ceev faj"),
    forwards=("kuv tus phooj ywg xa tuaj: {text}",),
    conjunction="thiab",
    lookalikes={
        "film": ("lawv tab tom yees movie {place}",), "tow": ("tsheb rub tsheb xwb {place}",), "utility": ("neeg kho dej {place}",),
        "sheriff": ("sheriff xwb {place}",), "medics": ("tsheb thauj neeg mob {place}",), "movers": ("neeg tsiv tsev {place}",),
    },
    rumours={
        "store": Rumour(("ICE nyob hauv {name}, tsis txhob mus",), ("puas yog muaj tseeb ntawm {name}?",), ("kuv nyob {name}, tsis muaj dab tsi, dag xwb",)),
        "school": Rumour(("ICE tos niam txiv ntawm {name}",), ("{name} puas nyab xeeb?",), ("{name} tsis muaj ICE, tsis yog tiag",)),
        "hospital": Rumour(("ICE nyob {name} ntes neeg mob",), ("{name} puas muaj ICE?",), ("kuv ua haujlwm {name}, tsis muaj tseeb",)),
        "bridge": Rumour(("lawv nres tsheb ntawm {name}, tsis txhob hla",), ("{name} puas raug kaw?",), ("kuv hla {name}, tsis muaj dab tsi",)),
    },
)
