"""What ways of saying an activity are built from: whom, what car and what home they are about."""

from wekeep.watch.rules.paste.patterns import alternatives
from wekeep.watch.rules.paste.vehicle_words import ANY_VEHICLE

ANY = r"(?:(?:mr|mrs|ms|sr|sra|dr) [.] |[^\s,;.\n]+ ){0,4}?"

PERSON = alternatives(
    """someone|somebody|sum1|some1|a man|a woman|a guy|a person|people|ppl|him|her|them|a kid|a dude|a lady|
        a neighbor|my neighbor|neighbor|my uncle|my aunt|my brother|my sister|my cousin|my husband|my wife|
        my dad|my mom|my son|my daughter|my friend|my coworker|a mi tio|a mi hermano|a mi hermana|a mi primo|
        a mi prima|a mi esposo|a mi papa|a mi mama|a pedestrian|pedestrians|a jogger|an old man|a student|
        an employee|a worker|workers|worker|guy|men|women|kids|kid|students|man|woman|folks|alguien|un hombre|
        una mujer|un senor|una senora|a un|a una|a alguien|a dos|a gente|gente|un muchacho|un joven|una persona|
        personas|a 1|a 2|a 3|a mi vecino|a mi vecina|al senor|a la senora|a los|a las|un chavo|un vecino|a mi|
        roofer|roofers|painter|painters|cook|cooks|dishwasher|landscaper|landscapers|vendor|vendors|laborer|laborers|day laborer|day laborers|resident|residents|
        tenant|tenants|civilian|civilians|janitor|mechanic|jornalero|jornaleros|vendedor|vendedora|albanil|albaniles|jardinero|jardineros|cocinero|obrero|obreros|
        lavaplatos|pintor|pintores|chavo|chavos|muchacha|muchachos|senor|senora|senores|senoras|hombre|mujer|joven|nino|nina|ninos|familia|papa|mama|a tu|a su|al|
        shopper|shoppers|passerby|pedestrian|uncle|aunt|brother|sister|cousin|husband|wife|son|daughter|friend|coworker|neighbors|classmate|teacher|nanny|
        guys|dude|dudes|lady|ladies|couple|females|males|male|female|kiddo|teens|teenager|teenagers|anyone|everyone|everybody|anybody|clerk|cashier|manager|owner|employee|
        una familia|a family|a student|teen|boy|girl|father|mother|dad|mom|person|driver|jogger|employee|
        employees|vecinos|trabajadores|a trabajadores|a varios|a varias|varios"""
)

CAR = rf"{ANY_VEHICLE}"

HOME = alternatives(
    """house|home|apartment|apartments|apt|apts|building|bldg|trailer|unit|duplex|triplex|residence|property|casa|casas|
        domicilio|traila|depa|departamento|apartamento|edificio|vivienda|cuarto|garage|basement|place|condo|townhouse|
        casa movil|bedroom|dorm|rowhouse|fourplex|mobile home|mobile homes|towers|tower|high rise|units|trailers|townhomes|condos|trailas|depas|departamentos|apartamentos|edificios|domicilios|viviendas|pasillo|escaleras|recamara|sotano|buzzer|buzzers|intercom|timbre|porch|steps|stairs|stairwell|front door|back door|door|doors|puerta|puertas|hallway|houses|homes|residences|properties|buildings"""
)

_DOWN = alternatives(
    """on ground|on grnd|on the grnd|on floor|on the ground|on the floor|on the sidewalk|on the pavement|on the curb|on the hood|on the asphalt|on the grass|in the snow|against the wall|against a wall|
        against the car|against a car|against the fence|to the ground|to the floor|to the pavement|face down|on his stomach|on their stomachs|pinned|pinned down|
        pinned to|restrained|surrounded|cornered|tied up|in cuffs|in handcuffs|in zip ties|in custody|detained|handcuffed|cuffed|zip tied|
        en el piso|en el suelo|al piso|al suelo|en la banqueta|contra la pared|contra el carro|contra la cerca|boca abajo|esposado|esposada|esposados|
        hincado|hincados|de rodillas|sometido|detenido|detenida|detenidos|agarrado|agarrada|amarrado|tirado|tirados|rodeado|acorralado"""
)
BODY_DOWN = rf"(?:{_DOWN}|(?:up )?against \S+ (?:wall|car|fence|van|truck|hood|door|suv|tree|pole|building|window|counter|garage|gate|bus))"
"""How someone held is said to lie or stand."""
