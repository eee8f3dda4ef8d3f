"""English words of wording A."""

from bench.scenes.lexicon import Lexicon, Noun, Rumour

EN = Lexicon(
    language="en",
    numbers=("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    car_order="{n} {colour} {noun}",
    some_cars=("car", "cars"),
    kinds={
        "suv": (Noun("SUV", "SUVs"), Noun("suv", "suv's"), Noun("Tahoe", "Tahoes"), Noun("Suburban", "Suburbans")),
        "van": (Noun("van", "vans"), Noun("minivan", "minivans"), Noun("cargo van", "cargo vans")),
        "pickup": (Noun("pickup", "pickups"), Noun("F-150", "F-150s"), Noun("pick up truck", "pick up trucks")),
        "sedan": (Noun("sedan", "sedans"), Noun("Charger", "Chargers"), Noun("Malibu", "Malibus")),
        "jeep": (Noun("Jeep", "Jeeps"), Noun("Wrangler", "Wranglers"), Noun("jeep", "jeeps")),
        "bus": (Noun("bus", "buses"), Noun("coach bus", "coach buses")),
        "truck": (Noun("box truck", "box trucks"), Noun("work truck", "work trucks"), Noun("truck", "trucks")),
    },
    colours={
        "black": ("black", "black", "dark", "blacked out"), "navy": ("dark blue", "navy", "dark"),
        "charcoal": ("dark grey", "charcoal", "dark gray", "black"), "white": ("white", "white"),
        "silver": ("silver", "grey", "light gray"), "tan": ("tan", "beige", "gold"),
        "red": ("red", "maroon"), "green": ("green", "dark green"), "blue": ("blue", "bright blue"),
    },
    uniforms={
        "police_vest": ("vests that say POLICE", "POLICE on the back of the vest", "tac vests w/ police on them"),
        "tan": ("tan tactical gear", "desert camo pants", "khaki gear head to toe"),
        "green": ("olive green uniforms", "green uniforms like border patrol", "OD green"),
        "black": ("all black, helmets", "black fatigues", "black tactical clothes"),
        "plain": ("plain clothes with badges on belts", "jeans and hoodies, badge on a chain", "street clothes"),
        "masks": ("faces covered, neck gaiters", "masked up, ball caps", "balaclavas"),
        "windbreaker": ("blue windbreakers", "navy jackets w yellow letters", "raid jackets"),
    },
    details={
        "texas": ("one has Texas plates", "texas plate on the lead car", "out of state plate, Texas"),
        "grille": ("lights hidden in the grille", "red and blue flashing behind the grille"),
        "rack": ("roof rack with a ladder on it", "ladder rack on top"),
        "dent": ("big dent in the back door", "rear door is bashed in"),
        "noplate": ("no plates at all", "front plates are missing"),
        "ram": ("they have a battering ram", "one is carrying a door ram"),
        "dog": ("they have a dog with them", "K9 out, german shepherd"),
        "rifles": ("long guns out", "carrying rifles"),
        "drone": ("there's a drone up too", "drone hovering over the roofs"),
        "trailer": ("one is pulling a small trailer", "a trailer hitched to the last one"),
        "sticker": ("a fishing sticker on the back window", "bumper sticker of a fish on the last car"),
        "cooler": ("they put a red cooler on the hood", "red cooler sitting on the hood of one"),
    },
    whoms={
        "roofer": ("a roofer", "a guy from the roofing crew", "one of the roofers"),
        "student": ("a high school kid", "a student with a backpack", "a teenager in a school hoodie"),
        "mother": ("a mom with a stroller", "a woman pushing a stroller", "a mother and her baby"),
        "vendor": ("the tamale lady", "the woman who sells tamales", "the lady with the food cart"),
        "driver": ("a delivery driver", "the guy delivering packages", "a package driver"),
        "elder": ("an old man with a cane", "an elderly gentleman", "somebody's grandpa"),
        "couple": ("a young couple", "a man and his girlfriend", "two people, looks like a couple"),
        "cook": ("a cook from the restaurant", "a guy in a kitchen apron", "one of the line cooks"),
        "landscaper": ("a landscaper", "a man doing yard work", "guy with a leaf blower"),
        "worker": ("a man in an orange vest", "a construction worker", "a guy in a hi-vis vest"),
    },
    who=("{n} agents", "{n} guys in vests", "{n} officers", "about {n} of them", "{n} men", "{n} ICE", "{n} feds"),
    who_uncounted=("agents", "ICE", "several guys in vests", "immigration", "feds", "some officers", "they"),
    activities={
        "surveilling": (
            "{who} just sitting there watching the building", "{who} parked with the engine on, looking at houses",
            "{who} sitting in the car for half an hour taking pictures", "{who} circling the block real slow",
            "{who} watching people come out of the laundromat",
        ),
        "staging": (
            "{who} gathered in the lot putting gear on", "{who} standing around the cars like they are getting ready",
            "{who} meeting up, looks like staging", "{who} suiting up behind the store", "{who} huddled, maps on the hood",
        ),
        "approaching_home": (
            "{who} banging on a door", "{who} knocking at the duplex asking for {whom}", "{who} going up to the porch",
            "{who} at an apartment door, nobody is opening", "{who} walking around a house looking in the windows",
        ),
        "vehicle_stop": (
            "{who} pulled over {whom}", "{who} boxed in a car with {whom} inside", "{who} stopped a work van with {whom}",
            "{who} have a car pulled over and {whom} is at the wheel", "traffic stop but not cops, {who} on {whom}",
        ),
        "questioning": (
            "{who} asking {whom} for papers", "{who} have {whom} against the wall asking questions",
            "{who} stopping people, right now talking to {whom}", "{who} checking IDs of {whom}",
        ),
        "detaining": (
            "{who} have {whom} in handcuffs", "{who} grabbed {whom}", "{who} took {whom} down on the sidewalk",
            "they are arresting {whom}", "{whom} is in cuffs", "{who} tackled {whom}",
        ),
        "loading": (
            "{who} putting {whom} in the car", "{who} loading {whom} up right now", "{whom} is being shoved in the back",
            "they are taking {whom} away", "{who} pushing {whom} into the back seat",
        ),
        "checkpoint": (
            "{who} stopping every car", "{who} blocking the street, checking every driver",
            "checkpoint, {who} looking in every window", "cones out, {who} asking drivers for ID",
        ),
        "leaving": (
            "{who} packing up and driving off", "they left", "{who} pulling out now", "{who} gone, turned the corner",
            "they are leaving, convoy rolling out",
        ),
    },
    places=(
        "at {a} & {b}", "on {b} near {a}", "{a} and {b}", "corner of {a} and {b}", "right by {b} and {a}",
        "near {a}/{b}", "on {a} just off {b}",
    ),
    car_clauses=(
        "{cars}", "{cars} parked", "came in {cars}", "{cars}, engines running", "I count {cars}", "there's {cars}",
        "{cars} double parked",
    ),
    uniform_clauses=("{uniform}", "wearing {uniform}", "they have {uniform}", "all in {uniform}"),
    clock_clauses=("at {clock}", "{clock}", "around {clock}", "it's {clock}", "saw it {clock}"),
    openings=(
        "Heads up", "hey", "ICE ICE ICE", "just saw this", "From my window:", "Please share", "confirmed w my own eyes",
        "um", "Is anyone close?", "ALERT", "neighbors", "walking my dog",
    ),
    endings=(
        "can someone come", "please send people", "stay safe", "filming now", "be careful", "not sure who they are",
        "my kids saw it too", "I'm shaking", "need observers", "more people coming out to look", "I am across the street",
    ),
    forwards=(
        "fwd from a neighbor: {text}", "My coworker sent me this: \"{text}\"", "passing on from the school chat - {text}",
        "did you all see this? {text} (not me, from a friend)", "got this second hand, {text}",
        "From my cousin earlier today: {text}", "reposting from fb group: {text}",
    ),
    conjunction="and",
    lookalikes={
        "film": (
            "it's a film crew {place}, fake police cars", "they're shooting a movie {place}, lights and cameras",
            "actors dressed like swat {place}, it's for a tv show", "movie set, catering tent and everything",
            "film people with prop guns {place}", "cameras and a director, {cars}, not real",
        ),
        "tow": (
            "just a tow truck taking a car {place}", "tow guys hooking up a car", "{cars}, tow company, repo I think",
            "it's only the tow truck {place}", "somebody getting towed {place}",
        ),
        "utility": (
            "gas company guys in vests {place}", "city water dept, digging {place}", "{cars}, the electric company",
            "utility crew, hard hats and cones {place}", "they're fixing a water main {place}",
        ),
        "sheriff": (
            "county sheriff serving an eviction {place}", "it's sheriff deputies, eviction", "{cars}, says SHERIFF on it",
            "deputies putting furniture on the curb {place}", "sheriff only, I asked him, eviction papers",
        ),
        "medics": (
            "ambulance and fire {place}, somebody fell", "fire dept helping an old lady {place}",
            "medical call, {cars}", "paramedics carrying someone on a stretcher",
        ),
        "movers": (
            "moving company {place}, carrying couches", "{cars}, people moving out", "movers in matching shirts {place}",
            "U-haul and a lot of boxes, someone is moving",
        ),
    },
    rumours={
        "store": Rumour(
            copies=(
                "They are raiding {name} RIGHT NOW dont go", "my tia says ICE is inside {name} taking everybody",
                "raid at {name}!! {n} agents, they locked the doors", "{n} ICE vans at {name}, share share share",
                "Is {name} being raided? everyone is posting it, buses outside", "stay away from {name} they have the exits covered",
                "someone at work said they took the cashiers at {name}", "ICE at {name} checking everyone in line",
                "avoid {name} today, huge raid, {n} people taken",
            ),
            questions=(
                "is it true about {name}?", "anyone near {name} can check? hearing raid", "what's going on at {name}",
            ),
            denials=(
                "I'm at {name} now, nothing here. the post about a raid is fake",
                "\"raid at {name}\" is NOT true, I work there, normal day",
                "stop sharing the {name} thing. called the manager, no agents no buses",
                "went to {name} to look: empty lot, no ICE",
            ),
        ),
        "school": Rumour(
            copies=(
                "ICE is at {name} waiting for parents at pick up", "they went INSIDE {name} and asked for kids by name",
                "do not pick up at {name}, agents at the doors, {n} of them", "{name} is on lockdown bc of immigration",
                "my neighbors daughter says agents are in the hallway at {name}", "sending this to all parents: ICE at {name}",
                "{n} officers in front of {name} taking moms from their cars",
            ),
            questions=("is {name} safe for pick up?", "did {name} go on lockdown? heard ice is there", "anyone at {name}?"),
            denials=(
                "I am the crossing guard at {name}. no agents. please stop", "{name} office says there is no lockdown, rumor",
                "the message about agents at {name} is false, district just emailed",
                "picked up my son at {name}, all quiet, that text is old",
            ),
        ),
        "hospital": Rumour(
            copies=(
                "ICE in the emergency room at {name}, taking patients", "nurses say agents are at {name} checking insurance",
                "dont go to {name}!!! they wait by the ER door", "{n} agents walking the floors of {name}",
                "they took a woman in labor from {name}", "friend of a friend works at {name}, says immigration is there",
            ),
            questions=("is {name} safe to go?", "my mom has an appointment at {name}, is ice really there?"),
            denials=(
                "I'm a nurse at {name}, there is nobody here, that story is false",
                "{name} security says no agents in the building today", "not true about {name}, sat in the ER two hours, nothing",
            ),
        ),
        "bridge": Rumour(
            copies=(
                "checkpoint on {name} stopping all cars", "they closed {name}, checking papers both directions",
                "{name} checkpoint, {n} agents, turn around", "do not cross {name}!! ICE roadblock",
                "my uncle got stopped on {name} they ask everyone for ID", "big checkpoint {name} spread the word",
            ),
            questions=("checkpoint on {name}? true?", "has anyone crossed {name} today, heard there's a roadblock"),
            denials=(
                "drove over {name} twice, no checkpoint", "the {name} checkpoint is fake, it's road work from last week",
                "just crossed {name}. Nothing. Please delete the checkpoint post",
            ),
        ),
    },
)
