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
        una familia|a family|a student|teen|boy|girl|father|mother|dad|mom|person|driver|jogger|employee|
        employees|vecinos|trabajadores|a trabajadores|a varios|a varias|varios"""
)

CAR = rf"{ANY_VEHICLE}"

HOME = alternatives(
    """house|home|apartment|apartments|apt|apts|building|bldg|trailer|unit|duplex|triplex|residence|property|casa|casas|
        domicilio|traila|depa|departamento|apartamento|edificio|vivienda|cuarto|garage|basement|place|condo|townhouse|
        casa movil|porch|steps|stairs|stairwell|front door|back door|door|doors|puerta|puertas|lobby|hallway"""
)
