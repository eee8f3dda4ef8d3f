"""English words of wording B."""

from bench.scenes.lexicon import Lexicon, Noun, Rumour

EN = Lexicon(
    language="en",
    numbers=("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    car_order="{n} {colour} {noun}",
    some_cars=("vehicle", "vehicles"),
    kinds={
        "suv": (Noun("SUV", "SUVs"), Noun("Explorer", "Explorers"), Noun("Expedition", "Expeditions"), Noun("big SUV", "big SUVs")),
        "van": (Noun("van", "vans"), Noun("Transit van", "Transit vans"), Noun("passenger van", "passenger vans")),
        "pickup": (Noun("pickup", "pickups"), Noun("Silverado", "Silverados"), Noun("crew cab pickup", "crew cab pickups")),
        "sedan": (Noun("sedan", "sedans"), Noun("Impala", "Impalas"), Noun("four door sedan", "four door sedans")),
        "jeep": (Noun("Jeep", "Jeeps"), Noun("Gladiator jeep", "Gladiator jeeps")),
        "bus": (Noun("bus", "buses"),),
        "truck": (Noun("flatbed", "flatbeds"), Noun("utility truck", "utility trucks"), Noun("box truck", "box trucks")),
    },
    colours={
        "black": ("black", "blk", "dark", "matte black"), "navy": ("navy blue", "dark blue", "dark"),
        "charcoal": ("charcoal", "dark grey", "dark"), "white": ("white", "wht", "white"), "silver": ("silver", "grey", "gray"),
        "tan": ("tan", "sand colored", "beige"), "red": ("red", "dark red"), "green": ("green", "forest green"),
        "blue": ("blue", "light blue"),
    },
    uniforms={
        "police_vest": ("body armor marked POLICE", "bulletproof vest, says police in white"),
        "tan": ("tan fatigues", "coyote brown plate carriers"), "green": ("green fatigues", "dark green jumpsuits"),
        "black": ("black BDUs", "SWAT style black outfit"), "plain": ("regular clothes, lanyard badges", "civvies with a badge clipped on"),
        "masks": ("ski masks", "bandanas over the face", "masks and sunglasses"), "windbreaker": ("blue jackets with HSI on them", "blue raid coats"),
    },
    details={
        "texas": ("tags are from Texas", "Texas tag on one"), "grille": ("strobes in the front grill", "hidden flashers in the front"),
        "rack": ("ladder strapped on the roof", "roof ladder on one"), "dent": ("rear door all dented", "smashed in back door"),
        "noplate": ("no license plates", "tags taken off"), "ram": ("somebody holding a door breaker", "carrying a ram for doors"),
        "dog": ("a shepherd dog on a leash", "dog unit too"), "rifles": ("assault rifles", "rifles in hand"),
        "drone": ("a drone buzzing over us", "small drone above"), "trailer": ("towing a little trailer", "trailer behind it"),
        "sticker": ("fish decal on the rear glass", "has a fish decal"), "cooler": ("a red ice chest on the hood", "red ice chest on one of the hoods"),
    },
    whoms={
        "roofer": ("some roofing worker", "a man from a roofing job"), "student": ("a kid w/ a school bag", "a boy from the high school"),
        "mother": ("a lady with a baby carriage", "a young mother"), "vendor": ("the fruit cup lady", "the woman with the food stand"),
        "driver": ("a parcel courier", "the courier guy"), "elder": ("a grandfather", "a very old gentleman, he has a cane"),
        "couple": ("a husband and wife", "a guy and a girl together"), "cook": ("a kitchen worker", "someone in a cook's apron"),
        "landscaper": ("a gardener", "a lawn care guy"), "worker": ("a day laborer in orange", "a builder with an orange vest"),
    },
    who=("{n} people in gear", "{n} immigration officers", "{n} armed men", "{n} of those guys", "like {n} agents", "{n} ICE guys"),
    who_uncounted=("immigration officers", "armed men", "ICE", "those guys", "federal agents", "a bunch of them"),
    activities={
        "surveilling": (
            "{who} in a parked vehicle looking at everyone who walks by", "{who} staking out the apartments",
            "{who} have been sat here since before I woke up", "{who} driving past again and again, filming windows", "{who} scoping the place",
        ),
        "staging": (
            "{who} regrouping behind the gas station", "{who} putting vests on in the parking lot", "{who} assembling, doors open, gear out",
            "{who} hanging out by their vehicles, briefing or something",
        ),
        "approaching_home": (
            "{who} pounding at the neighbor's house", "{who} on the front steps with a paper", "{who} ringing every buzzer in the building",
            "{who} at a door, they want {whom} to come out", "{who} going round to somebody's back yard",
        ),
        "vehicle_stop": (
            "{who} cut off the car of {whom}", "{who} made {whom} pull to the curb", "{who} surrounded a vehicle, driver is {whom}",
        ),
        "questioning": (
            "{who} interrogating {whom}", "{who} wanting to see ID from {whom}", "{who} holding {whom} there and asking where from",
            "{who} going up to folks at the bus stop, now it's {whom}",
        ),
        "detaining": (
            "{who} put zip ties on {whom}", "{who} pinned {whom} to the ground", "{whom} just got arrested by {who}", "{who} snatched {whom}",
        ),
        "loading": (
            "{who} forcing {whom} into a vehicle", "{whom} has been put in the back", "{who} drove off with {whom} inside",
        ),
        "checkpoint": (
            "{who} set up a roadblock", "{who} letting cars through one at a time after showing ID", "road blocked by {who}, they ask each driver",
        ),
        "leaving": ("{who} took off", "all clear I think, {who} drove away", "they're heading out", "{who} getting back in and rolling away"),
    },
    places=("by {a} and {b}", "{b} & {a}", "in front of the shop at {a} x {b}", "{a} @ {b}", "the {a} {b} intersection", "where {a} meets {b}"),
    car_clauses=("{cars}", "they drive {cars}", "{cars} on the curb", "with {cars}", "vehicles: {cars}", "{cars} idling", "arrived in {cars}"),
    uniform_clauses=("{uniform}", "dressed in {uniform}", "outfit: {uniform}"),
    clock_clauses=("about {clock}", "{clock} or so", "time {clock}", "since {clock}"),
    openings=("URGENT", "Hello all", "omg", "Reporting:", "la migra here", "I'm looking at this right now", "FYI", "not a drill", "on my lunch break", "friends"),
    endings=(
        "anyone free to observe?", "we need eyes here", "got it on video", "what do I do", "please come quick", "kids are crying",
        "I'm inside with door locked", "crowd growing", "can't tell which agency", "horns honking",
    ),
    forwards=(
        "A friend texted: {text}", "not mine, sharing: {text}", "this was in the parents group a while ago >> {text}",
        "heard from my sister in law: {text}", "Forwarded message: {text}", "someone told me about this morning, \"{text}\"",
    ),
    conjunction="plus",
    lookalikes={
        "parade": ("parade escort {place}, motorcycle cops and floats", "it's the escort for the parade", "{cars} leading a parade, harmless", "just a procession with marching band {place}"),
        "inspectors": ("housing inspectors {place}, clipboards", "city inspection, they showed me city ID", "{cars}, building inspector", "code enforcement checking the stairs {place}"),
        "animal": ("animal control {place}, catching a loose dog", "it's animal control, {cars}", "two people with nets after a stray {place}"),
        "internet": ("cable guys {place} up on a pole", "fiber internet install, vests and a bucket lift {place}", "{cars}, cable company"),
        "security": ("mall security changing shift {place}", "private guards for the construction site, {cars}", "security company, badge says guard {place}"),
        "firefighters": ("firefighters on a training drill {place}", "{cars}, fire department drill", "fire drill, everybody standing outside {place}"),
    },
    rumours={
        "church": Rumour(
            ("{name} is surrounded by ICE during mass", "they walked into {name} and pulled people from the pews", "do NOT go to {name} today {n} agents outside",
             "pastor's wife says immigration came to {name}", "{n} arrested at {name}, spread this", "is happening at {name}: agents by every exit", "tell everyone skip {name}, ICE is waiting"),
            ("anybody at {name}? is it real", "can someone confirm {name}"),
            ("sitting in {name} right now, nobody came, it's a hoax", "{name} office: there are no agents, ignore that message", "whoever says ICE surrounded {name} is wrong, I looked, peaceful"),
        ),
        "station": Rumour(
            ("ICE checking tickets and papers at {name}", "they are pulling people off trains at {name}", "avoid {name}, {n} officers by the stairs",
             "{name} full of immigration agents says my roommate", "big operation {name} get off one stop early", "{n} people handcuffed on the platform at {name}"),
            ("is {name} ok to use?", "hearing about {name}, anything true in it?"),
            ("at {name} platform, only normal fare inspectors, no ICE", "the {name} story is false. I commute there, zero agents", "checked {name} twice this morning: nothing there, stop forwarding"),
        ),
        "laundromat": Rumour(
            ("they took all the women at {name}", "ICE inside {name}, they blocked the door", "don't wash at {name}, {n} agents inside",
             "raid {name} going on!!!", "my barber says {name} got raided, {n} gone", "pls warn people about {name}"),
            ("{name} raid? who saw it?", "what happened at {name}"),
            ("owner of {name} here: no raid, machines running", "no raid at {name}, i'm doing laundry here", "that {name} raid post is two years old and from another city"),
        ),
        "market": Rumour(
            ("immigration is at {name} asking vendors for visas", "{name} closed, ICE took {n} vendors", "they are coming for {name} at noon, {n} trucks",
             "stay home, {name} is full of agents", "pass it on: ICE at {name}", "my aunt sells at {name} and says everyone ran"),
            ("true about {name}??", "does anybody know if {name} is really closed by ice"),
            ("{name} is open and calm, I'm buying onions, no ICE", "I manage {name}. None of this is true.", "false alarm re {name}, walked all of it and saw no agent"),
        ),
    },
)
