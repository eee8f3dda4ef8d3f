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
_THEY_SAY = re.compile(r"(?:^|(?<=[,.;!\n] ))(?:y |que |ahi |ya |nos |me |les ){0,2}(?:dicen|andan diciendo|dijeron|comentan)(?!\S)(?! (?:police|policia|ice|hsi|ero|\"))")
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
    todo tranquilo|todo bien|todo despejado|esta tranquilo|todo limpio|despejado|its clear|it's clear|is clear|clear now|area is clear|area clear|coast is clear|ya no hay|ya no estan|they are gone|theyre gone|they're gone|looks clear|no sign of|no signs of|just a film crew|film crew|just the mail|it was just|turned out to be|turns out|just construction|no agents|no activity|no presence|ya pueden salir|pueden salir|stand down|standing down|can head home|nada por aqui|nada por aca|sin novedad|sin novedades|fue falsa|era falsa|no eran ellos|no era nada|no son ellos|not them|was just|were just|it was only|solo era|solo eran|nomas era|nomas eran|stop spreading|dejen de|no es cierto|no es verdad|fake|is false|debunked|not immigration|isnt them|not real"""
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
    la semana pasada|el mes pasado|el ano pasado|el otro dia|hace dias|hace \\d+ dias|hace semanas|hace meses|hace una semana|hace un mes|lunes pasado|martes pasado|miercoles pasado|jueves pasado|viernes pasado|sabado pasado|domingo pasado|\\d+ days ago|\\d+ weeks ago|a week ago|a month ago|antier|anteayer"""
    )
)
_RIGHTS = whole(
    alternatives(
        """you have the right|right to remain silent|know your rights|do not open|don't open|dont open the door|do not have to|dont have to|don't have to|warrant signed|signed by a judge|conoce tus derechos|conozca sus derechos|tienes derecho|tiene derecho|no abras|no abran la puerta si|no firmes|no firme|si te paran|si te detienen|if they knock|if ice|if you are|if you're|if stopped|if they come|si vienen|si tocan|derecho a|orden firmada|remember :|recuerden|recuerda|reminder"""
    )
)
_NEED = whole(alternatives("need a lawyer|number for a lawyer|need help with|necesito ayuda|necesito un abogado|need a ride|need groceries|necesito|rent|renta|donate|donation|gofundme|venmo|fundraiser|lawyer|abogado|does anybody have|looking for a ride"))
_THANKS = whole(alternatives("thank you|thanks|thx|ty|gracias|good morning|good night|buenos dias|buenas tardes|buenas noches|great job|good job|buen trabajo|heroes|love you|bendiciones|congrats|welcome|bienvenidos|stay safe|cuidense|proud of|wrong chat"))
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
    if len(letters) >= 2 and len(fields) >= 2:
        return None
    return None if _enough(line, fields) else _what_else(line)


def _refused(line: str, fields: set[Field], letters: int) -> WhyNot | None:
    first_hand = bool(_FIRST_HAND.search(line))
    if (_HEARSAY.search(line) or _THEY_SAY.search(line)) and not first_hand:
        return WhyNot.HEARSAY
    if _only_asks(line, fields):
        return WhyNot.QUESTION
    if letters >= 3:
        return None
    if _CLEAR.search(line):
        return WhyNot.ALL_CLEAR
    if _PAST.search(line) or _PLAN.search(line) or _RIGHTS.search(line):
        return WhyNot.PLAN
    if _NEED.search(line):
        return WhyNot.NOTHING_SEEN
    if "<link>" in line and not (Field.PLACE in fields and len(fields) >= (2 if first_hand else 3)):
        return WhyNot.LINK
    return None


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
