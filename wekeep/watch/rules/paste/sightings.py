"""Whether a message is a sighting at all: thanks, questions, links, rumours, plans and all-clears are not."""

import re

from wekeep.watch.rules.paste.board import Board
from wekeep.watch.rules.paste.pasted import Field, WhyNot
from wekeep.watch.rules.paste.patterns import alternatives, whole
from wekeep.watch.rules.paste.people import AGENTS

_AGENCY = whole(alternatives(AGENTS, "agent|agente|officer|migra|oficial|redada|raid|ice"))
_HEARSAY = whole(
    alternatives(
        """i heard|heard that|heard from|heard there|heard theres|heard they|heard ice|i hear|im hearing|i'm hearing|hearing that|someone said|somebody said|someone told me|somebody told me|they said|people are saying|people say|ppl saying|ppl are saying|
    told me|supposedly|apparently|allegedly|rumor|rumour|rumors|rumours|word is|word on the street|says there|says theyre|says they're|says they|says ice|said there|said theyre|said they|said ice|saying theres|saying there|saying ice|
    on facebook|on fb|on twitter|on tiktok|on instagram|on ig|on nextdoor|on reddit|on the news|facebook post|fb post|posted on|posted that|reposting|forwarded|fwd|fwd :|forwarding|from a friend|from another chat|from another group|from the \\S+ chat|saw a post|seeing posts|saw on|read that|
    can anyone confirm|anyone confirm|can someone confirm|can anyone verify|can someone verify|can anyone check|can someone check|unconfirmed|not confirmed|not sure if true|not sure if its true|idk if its real|idk if true|if true|dont know if true|no idea if true|is this true|is it true|second hand|secondhand|a friend says|friend of a friend|my friend says|my friend said|my cousin says|my cousin said|
    me siguen diciendo|dicen en|diciendo que|estan diciendo|andan diciendo|no se si sera|no se si es la migra|dicen que|dicen q|dice que|dice q|dice mi|dijo que|dijeron que|me dijeron|me dijo|me contaron|me conto|me comentaron|escuche que|escuche q|oi que|oi q|segun|supuestamente|al parecer dicen|que dizque|dizque|rumor|rumores|se dice|se rumora|me mandaron|me llego un mensaje|reenviado|reenvio|en facebook|en face|en el face|en el facebook|en las noticias|en whatsapp|vi en face|
    es cierto que|sera cierto|no se si es cierto|no se si sea cierto|sin confirmar|no confirmado|alguien puede confirmar|pueden confirmar|alguien dijo|mi primo dice|mi prima dice|mi vecina dice|mi vecino dice|una amiga dice|un amigo dice|cuentan que|quien confirme|hay rumores"""
    )
)
_KIN = alternatives(
    """mom|mother|dad|father|cousin|neighbor|neighbour|friend|coworker|co - worker|boss|brother|sister|aunt|uncle|tia|tio|wife|husband|roommate|landlord|son|daughter|girlfriend|boyfriend|buddy|pastor|teacher|manager|classmate|in law|comadre|compadre|
    vecina|vecino|prima|primo|amiga|amigo|hermana|hermano|mama|papa|esposo|esposa|hijo|hija|jefe|jefa|suegra|cunada|cunado|comadre|companero|companera|patron|sobrino|sobrina|abuela|novio|novia"""
)
_RELAYED = whole(
    rf"(?:my|a|our|his|her|mi|una|un|la|el|someones|of my) (?:\S+ ){{0,2}}?{_KIN}s? (?:\S+ ){{0,3}}?(?:says|said|told|saw|heard|texted|called|thinks|claims|messaged|mentioned|posted|reports|reported|dice|dijo|vio|oyo|escucho|conto|aviso|mando|llamo|escribio|comento)"
    rf"|(?:dice|dijo|conto|aviso|segun|comento) (?:\S+ )?(?:mi|una|un|la|el) {_KIN}|(?:he|she|someone|somebody|some lady|some guy|people|ppl|they|lady|alguien) (?:said|says|told|texted|claims|reported|posted|saying|wrote|dijo|dice)"
)
_PUBLISHED = whole(
    alternatives(
        """on facebook|on fb|on twitter|on x|on tiktok|on instagram|on ig|on insta|on nextdoor|on reddit|on youtube|on the news|on tv|online|facebook post|fb post|saw a post|saw a video|saw a tiktok|seeing posts|in another group|in another chat|from another group|en facebook|en face|en el face|en tiktok|en instagram|en las noticias|en la tele|en otro grupo|en youtube|en redes|
    according to|breaking|breaking news|breaking :|reportedly|reports of|reports say|report says|press release|article|news says|news :|headline|noticias|noticia|ultima hora|journalist|newspaper|kare11|kstp|wcco|mpr|star tribune|fox news|telemundo|univision"""
    )
)
_THERE_MYSELF = whole(
    alternatives(
        """i see|i can see|with my own eyes|w my own eyes|in front of me|im looking at|i'm looking at|im at|i'm at|im here|i'm here|im there|right in front of|i am at|i'm watching|im watching|looking at them|i am here|i just saw them|
    los veo|las veo|estoy aqui|estoy en|yo estoy|aqui enfrente|los estoy viendo|las estoy viendo|con mis propios ojos|desde mi ventana|from my window|aqui los veo"""
    )
)
_SOMETHING_ELSE = re.compile(
    r"(?:^| )(?:was|were|is|are|its|it's|thats|that's|being|wasnt anything|turned out|era|eran|es|son|fue|fueron) (?:just |only |a |an |the |some |actually |our |local |probably |all |solo |nomas |unos |un |una |unas |puros |los |las |el |la |nada mas |solamente )*"
    r"(?:funeral|film|movie|tv show|utility|utilities|xcel|centerpoint|construction|landscap\w*|delivery|amazon|fedex|ups|mail\w*|grandpa|grandma|grandfather|tow truck|plow\w*|fire|firefighters|firetruck|ambulance|ems|paramedics?|school|dnr|postal|usps|security|roof\w*|contractors?|county|sheriff\w*|state patrol|"
    r"mpd|metro transit|local police|mpls police|minneapolis police|city|private|wedding|uber|comcast|xfinity|surveyors?|inspectors?|garbage|trash|bomberos|policias? locales|policia local|ambulancia|pelicula|construccion|trabajadores|repartidor\w*|correo|basura|grua|seguridad|jardineros|guardias|inspectores|del gas|de la luz|neighbors?|vecinos?|parents?|teachers?|census|jehovah\w*|missionaries|mormons?|military recruit\w*|nurses?)(?!\S)"
)
_THEY_SAY = re.compile(
    r"(?:^|(?<=[,.;!\n] ))(?:y |que |ahi |ya |nos |me |les ){0,2}(?:dicen|andan diciendo|dijeron|comentan)(?!\S)(?! (?:police|policia|ice|hsi|ero|\"))"
)
_FIRST_HAND = whole(
    alternatives(
        """i see|i saw|i just saw|im seeing|i'm seeing|i can see|just saw|with my own eyes|w my own eyes|in front of me|im looking at|i'm looking at|im at|i'm at|im here|i'm here|right in front|i counted|i am at|i'm watching|im watching|confirmed|looking at them|
    estoy viendo|los veo|los vi|yo vi|acabo de ver|veo|vi a|estoy aqui|estoy en|aqui enfrente|los estoy viendo|con mis propios ojos|confirmado"""
    )
)
_ASKING = whole(
    alternatives(
        """anyone know|anybody know|does anyone|does anybody|do we know|has anyone|has anybody|did anyone|did anybody|did anybody else|anyone else|anyone see|anyone seen|anyone near|any news|any update|any updates|anyone have|is it true|is there|are there|is ice|are they|is that|was that|is this|whats going on|what's going on|what is going on|what happened|
    is the|is it|are we|do they|do you|can you|can i|could you|where are|where is|where do|what time|who has|who is|who wants|how many|how do|how can|which|what are|what is|what do|why are|why is|when is|should we|should i|is anyone|is anybody|can anyone|can someone|could someone|would anyone|
    alguien sabe|alguien ha|alguien vio|alguien mas|alguien tiene|alguien puede|saben si|sabe si|saben algo|sabe alguien|hay migra|hay ice|hay alguien|es cierto|es verdad|siguen|sigue|que paso|que esta pasando|donde estan|donde esta|donde fue|quien sabe|quien tiene|quien puede|cuantos|cuando|a que hora|por que|como esta|como le hago|puedo|pueden|podrian|se puede|esta seguro|sera que|estan todavia|todavia estan|donde|que hago"""
    )
)
_OPENS = re.compile(
    r"^(?:(?:\\.|;|hi|hey|hola|hello|ok|so|and|y|oye|oigan|pregunta|question|quick question|all|everyone|guys|buenas|buenos|dias|tardes|noches|,|!|:|update|good|morning|perdon|sorry|disculpen|but|pero|do|you|know|umm|um|wait|por|favor|compas|grupo|amigos|vecinos|gente) )*"
    rf"(?:{_ASKING.pattern}|(?:is|are|was|were|did|does|do|has|have|can|could|should|would|will|who|what|where|when|why|how|which|any|anyone|anybody|alguien|saben|sabe|hay|que|quien|donde|cuando|cuantos|como|sera|es|esta|estan|siguen)(?!\S))"
)
_CLEAR = whole(
    alternatives(
        """all clear|false alarm|false alert|false report|falsa alarma|no ice|not ice|was not ice|wasnt ice|wasn't ice|isnt ice|isn't ice|no es ice|no es la migra|no era ice|no era la migra|no era migra|no hay migra|no hay ice|no hay nada|no hay nadie|nothing here|nothing there|nobody here|nobody there|no one here|no one there|nothing to see|
    todo tranquilo|todo bien|todo despejado|esta tranquilo|todo limpio|despejado|its clear|it's clear|is clear|clear now|area is clear|area clear|coast is clear|ya no hay|ya no estan|they are gone|theyre gone|they're gone|looks clear|no sign of|no signs of|just a film crew|film crew|just the mail|it was just|turned out to be|turns out|just construction|no migra|sin migra|no feds|no agents|no activity|no sightings|all quiet|todo normal|all normal|no presence|ya pueden salir|pueden salir|stand down|standing down|can head home|nada por aqui|nada por aca|sin novedad|sin novedades|fue falsa|era falsa|no eran ellos|no era nada|no son ellos|not them|was just|were just|it was only|solo era|solo eran|nomas era|nomas eran|stop spreading|dejen de|no es cierto|no es verdad|fake|is false|debunked|not immigration|isnt them|not real"""
    )
)
_PLAN = whole(
    alternatives(
        """tomorrow|tmrw|tmw|next week|this weekend|this saturday|this sunday|on monday|gonna raid|going to raid|will be at|will be in|planning to|are planning|going to be|plan to|tonight at|manana va|manana van|manana vienen|va a haber|van a estar|van a hacer|van a venir|vienen manana|la proxima semana|este sabado|este domingo|el lunes|training|meeting|zoom|junta|reunion|entrenamiento|taller de derechos|sign up|rsvp|refresher|orientation|vigil|marcha|rally|protest|
        to cover|cover my shift|my shift|on shift|next shift|shift swap|sign - up|signup|dispatch call|link pinned|spreadsheet|schedule"""
    )
)
_PAST = whole(
    alternatives(
        """last week|last month|last year|last monday|last tuesday|last wednesday|last thursday|last friday|last saturday|last sunday|the other day|years ago|weeks ago|days ago|months ago|back in|when i was|in january|in february|in march|in april|in may|in june|in july|in august|in september|in october|in november|in december|in 20\\d\\d|used to|video from|from jan|remember when|
    la semana pasada|el mes pasado|el ano pasado|el otro dia|hace dias|hace \\d+ dias|hace semanas|hace meses|hace \\d+ semanas|hace \\d+ meses|hace \\d+ dias|\\d+ months ago|hace anos|hace \\d+ anos|years back|hace una semana|hace un mes|lunes pasado|martes pasado|miercoles pasado|jueves pasado|viernes pasado|sabado pasado|domingo pasado|\\d+ days ago|\\d+ weeks ago|a week ago|a month ago|antier|anteayer"""
    )
)
_RIGHTS = whole(
    alternatives(
        """you have the right|right to remain silent|know your rights|do not open|don't open|dont open the door|do not have to|dont have to|don't have to|warrant signed|signed by a judge|conoce tus derechos|conozca sus derechos|tienes derecho|tiene derecho|no abras|no abran la puerta si|no firmes|no firme|si te paran|si te detienen|if they knock|if ice|if you are|if you're|if stopped|if they come|si vienen|si tocan|derecho a|orden firmada|remember :|recuerden|recuerda|reminder"""
    )
)
_TEACHING = whole(
    alternatives(
        """if you see|if u see|when you see|if anyone sees|if anybody sees|if you spot|whenever you see|si ves|si ven|si miran|si alguien ve|cuando vean|report using|salute format|formato salute|salute stands|use salute|using salute|usen salute|text salute|send salute|in salute|en formato|
    remember salute|salute means|salute significa|s is for|s for size|size activity location"""
    )
)
_NEED = whole(
    alternatives(
        "call ice|called ice|calling ice|call ice on|llamar a ice|llamar a la migra|llamar a inmigracion|call immigration|echar la migra|got a letter|my case|court date|mi caso|mi corte|check in appointment|work permit|was released|got released|lo soltaron|la soltaron|salio libre|need a lawyer|number for a lawyer|need help with|necesito ayuda|necesito un abogado|need a ride|need groceries|necesito|rent|renta|donate|donation|gofundme|venmo|fundraiser|lawyer|abogado|does anybody have|looking for a ride"
    )
)
_THANKS = whole(
    alternatives(
        "thank you|thanks|thx|ty|gracias|good morning|good night|buenos dias|buenas tardes|buenas noches|great job|good job|buen trabajo|heroes|love you|bendiciones|congrats|welcome|bienvenidos|stay safe|cuidense|proud of|wrong chat"
    )
)
_SCRAP = re.compile(r"<link>|[^\w\s]|\s")


def why_no_sighting(board: Board) -> WhyNot | None:
    """The reason why the message is no sighting, or None when it is one."""
    if not any(word.key[0].isalnum() for word in board.typed.words):
        return WhyNot.LINK if "<link>" in board.typed.line else WhyNot.EMPTY
    line = board.typed.line
    fields = {field for field in board.taken if field is not None}
    letters = {piece.letter for piece in board.labelled}
    reason = _refused(line, fields, len(letters))
    if reason:
        return reason
    if _DAY_BEFORE.search(line) and not letters and not _has_figure(board, {Field.PLACE, Field.TIME}):
        return WhyNot.PLAN
    if len(letters) >= 2 and len(fields) >= 2:
        return None
    return None if _enough(line, fields) else _what_else(line)


def _has_figure(board: Board, fields: set[Field]) -> bool:
    """Whether a number stands in the words read as one of the fields: a clock time, a street."""
    return any(
        field in fields and word.key[0].isdigit() for field, word in zip(board.taken, board.typed.words, strict=True)
    )


def _refused(line: str, fields: set[Field], letters: int) -> WhyNot | None:
    first_hand = bool(_FIRST_HAND.search(line))
    if (_PUBLISHED.search(line) or _RELAYED.search(line)) and not _THERE_MYSELF.search(line):
        return WhyNot.HEARSAY
    if (_HEARSAY.search(line) or _THEY_SAY.search(line)) and not first_hand:
        return WhyNot.HEARSAY
    if _only_asks(line, fields):
        return WhyNot.QUESTION
    if _TEACHING.search(line):
        return WhyNot.PLAN
    if letters >= 3:
        return None
    if _CLEAR.search(line) or _SOMETHING_ELSE.search(line):
        return WhyNot.ALL_CLEAR
    if _only_thanks(line):
        return WhyNot.THANKS
    if _PAST.search(line) or _PLAN.search(line) or _RIGHTS.search(line):
        return WhyNot.PLAN
    if _NEED.search(line):
        return WhyNot.NOTHING_SEEN
    if "<link>" in line and not (Field.PLACE in fields and len(fields) >= (2 if first_hand else 3)):
        return WhyNot.LINK
    return None


_DAY_BEFORE = whole("yesterday|last night|last nite|ayer|anoche")
_OPENS_THANKING = re.compile(
    r"(?:(?:ok|hey|hi|hola|oh|aww|wow|muchas|mil|and|y|so|,|!) )*(?:thanks|thank|thx|ty|tysm|gracias|appreciate)(?!\S)"
)


def _only_thanks(line: str) -> bool:
    """Whether the message opens with thanks and has no other sentence that tells something."""
    sentences = [s for s in re.split(r"(?<= [.!\n]) ", line) if len(s.split()) > 3]
    return bool(_OPENS_THANKING.match(line)) and len(sentences) < 2


def _only_asks(line: str, fields: set[Field]) -> bool:
    """Whether the message is a question: every telling sentence of it asks, or it opens by asking."""
    sentences = [s.strip() for s in re.split(r"(?<= [.!\n])|(?<= \?)", line) if s.strip(" .!?\n")]
    asking = [s for s in sentences if _OPENS.match(s) and (s.endswith("?") or _ASKING.search(s))]
    if not asking:
        return False
    return sentences[0] in asking or len(asking) * 2 > len(sentences)


def _enough(line: str, fields: set[Field]) -> bool:
    """Whether enough of a sighting was said: someone or something seen, and where, when or doing what."""
    seen = bool({Field.PEOPLE, Field.VEHICLES} & fields) or bool(_AGENCY.search(line))
    around = {Field.PLACE, Field.TIME, Field.ACTIVITY, Field.UNIFORM, Field.EQUIPMENT} & fields
    if seen and Field.PLACE in fields:
        return True
    if seen and len(around) >= 1 and bool({Field.PEOPLE, Field.VEHICLES, Field.ACTIVITY} & fields):
        return True
    return Field.ACTIVITY in fields and (Field.PLACE in fields or Field.TIME in fields)


def _what_else(line: str) -> WhyNot:
    if _THANKS.search(line):
        return WhyNot.THANKS
    return WhyNot.QUESTION if line.rstrip().endswith("?") else WhyNot.NOTHING_SEEN
