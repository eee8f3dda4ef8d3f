"""The words and shapes in which times are said."""

from datetime import timedelta

from wekeep.watch.rules.paste.numbers import WORDS
from wekeep.watch.rules.paste.patterns import alternatives, known_words, later, whole

AHEAD = timedelta(minutes=5)
"""How far a clock may run ahead of the phone that sent the message."""

NOW_WORDS = """now|right now|just now|rn|currently|at the moment|as we speak|this minute|ahora|ahora mismo|ahorita|
    ahorita mismo|horita|en este momento|justo ahora|en estos momentos|hace un momento|hace un momentito|
    ya mero|recien|a moment ago|moments ago|happening now|actualmente|ahora mismito|ya mismo|
    current|orita|horitita|ahoritita|ahoritica|ahora mismito|orita mismo|this second|this sec|this very minute|this very second|right this minute|al momento|presently|this moment|this very moment|at this moment|at this time|as i type|as i write|as i text|as we type|right this second|in real time|right this moment|as of now|live right now|literally now|en este instante|al instante|ahorititita|ahoritititita|ya merito|apenas ahorita|justo ahorita|ahora sito|ahorita ahorita|en vivo|this instant|at present"""
JUST = alternatives(
    """just saw|just seen|just drove|just left|just pulled|just parked|just took|just took off|just passed|
        just arrived|just got|just walked|just stopped|just grabbed|just detained|just showed|just rolled|
        just went|just arrested|acaban de|acabo de ver|acaba de|acabo de pasar|just started|just spotted|
        just moved|just came|just hit|just raided|just rolled up|just rolled in|just pulled up|just pulled in|just drove by|just entered|just jumped|just turned|just ran|just tackled|just shoved|just cuffed|just knocked|just witnessed|just noticed|just dropped|just watched|just biked|just rode|just crossed|just stepped|just counted|just landed|have just|has just|apenas los vi|apenas lo vi|apenas llegaron|apenas pasaron|acabo de|acaban|acabamos de|recien vi|recien llegaron|recien pasaron|recien los vi|just been|just heading|just appeared|just set up"""
)
NOW = whole(alternatives(NOW_WORDS))
JUST_DONE = whole(JUST)
NOW_UNDER_LABEL = whole(
    alternatives("ya|live|en vivo|still there|still here|ongoing|siguen aqui|siguen ahi|this minute")
)
"""Words that mean now where only a time can stand."""
DAY = r"(?P<day>yesterday|last night|ayer|anoche|antier|anteayer|last nite)"
PART = {
    "am": (0, 12),
    "pm": (12, 24),
    "this morning": (0, 12),
    "in the morning": (0, 12),
    "de la manana": (0, 12),
    "this afternoon": (12, 24),
    "in the afternoon": (12, 24),
    "de la tarde": (12, 24),
    "in the evening": (12, 24),
    "this evening": (12, 24),
    "tonight": (12, 24),
    "at night": (12, 24),
    "de la noche": (12, 24),
    "de la madrugada": (0, 12),
    "esta manana": (0, 12),
    "esta tarde": (12, 24),
    "esta noche": (12, 24),
    "por la manana": (0, 12),
    "por la tarde": (12, 24),
    "por la noche": (12, 24),
    "en la manana": (0, 12),
    "en la tarde": (12, 24),
    "en la noche": (12, 24),
    "last night": (12, 24),
    "last nite": (12, 24),
    "anoche": (12, 24),
    "a m": (0, 12),
    "p m": (12, 24),
    "del mediodia": (12, 24),
    "tonite": (12, 24),
    "del dia": (12, 24),
    "en la madrugada": (0, 12),
    "por la madrugada": (0, 12),
    "esta madrugada": (0, 12),
    "de la mananita": (0, 12),
    "de la tardecita": (12, 24),
}
PARTS = alternatives(*PART)
LEAD = alternatives(
    """at|@|around|about|abt|since|as of|by|approx|approximately|~|from|seen at|like|a las|a la|las|
        a eso de las|como a las|como a la|desde las|desde la|tipo|tipo las|sobre las|alrededor de las|
        cerca de las|como las|at about|at around|at like|since about|since around|prob|probably|eran las|
        son las|era la|desde como las|desde|a las como|a eso de la"""
)
CLOCK_LEAD = alternatives(
    """a eso de la|desde la|pasada la|cerca de la|at|since|as of|seen at|a las|a la|a eso de las|como a las|como a la|desde las|desde la|son las|eran las|
        at about|at around|since about|since around|sobre las|alrededor de las|cerca de las|at like|its|it's|
        it is|the time is|time is|como las"""
)
HALF = r"(?P<past> y media| y cuarto| menos cuarto| y 30| y \d{1,2})"
TAIL = rf"(?: ?(?:-|ish|- ish|hrs|hr|h|o'clock|o clock|oclock|en punto)){{0,3}}(?: (?P<part>{PARTS}))?"
FULL = whole(
    rf"(?:{DAY} )?(?:{LEAD} )?(?:(?P<hour>\d{{1,2}}):(?P<minute>\d\d)|(?P<spoken>\d{{1,2}} (?:[0-5]\d|(?:oh|o) \d))(?= {PARTS}(?!\S))|(?<=at )(?P<spoken2>\d{{1,2}} [0-5]\d)(?= (?:and|[.,;!\n]))|(?:(?<=time )|(?<=\st )|(?<=since )|(?<=desde )|(?<=as of ))(?P<after>[0-2]?\d[0-5]\d)|(?P<four>[01]\d[0-5]\d|"
    rf"2[0-3][0-5]\d)(?= (?:hrs|hr|h|hours|horas)(?!\S)))"
    rf"{TAIL}(?: (?P<today>today|hoy))?(?: {DAY.replace('day', 'day2')})?"
)
GIVEN_PART = whole(
    rf"(?:{DAY} )?(?:{LEAD} )?(?:(?P<four>\d{{3,4}})|(?P<hour>\d{{1,2}}))(?:{HALF})?(?: "
    rf"o'clock|o clock|oclock| ish| - ish| en punto)? (?P<part>{PARTS})"
    rf"(?: {DAY.replace('day', 'day2')})?"
)
BARE_HOUR = whole(
    rf"(?:{DAY} (?:{LEAD} )?|{CLOCK_LEAD} )(?P<hour>\d{{1,2}})(?:{HALF})?(?: (?:o'clock|o clock|oclock|ish|- ish|en punto))?"
)
FRACTION = whole(
    rf"(?:{LEAD} )?(?P<word>half past|quarter past|quarter to|quarter til|quarter "
    rf"till|quarter after|cuarto para las|cuarto pa las|(?<=at )\d{{1,2}} (?:to|"
    rf"til|till)|\d{{1,2}} (?:past|after)|\d{{1,2}} para las) (?P<hour>\d{{1,2}})(?: "
    rf"(?P<part>{PARTS}))?"
)
NOON = whole(
    rf"(?:{LEAD} |al |a )?(?:about |around )?(?P<name>noon|midday|midnight|mediodia|"
    rf"medio dia|medianoche|media noche)(?: today| hoy)?"
)
AGO_UNIT = {"s": 1, "m": 60, "h": 3600}
UNITS = (
    r"(?P<unit>min|mins|minute|minutes|minuto|minutos|minutitos|m|hr|hrs|hour|hours|"
    r"hora|horas|h|sec|secs|seconds|segundos|second|segundo)"
)
AMOUNT = r"(?P<amount>\d{1,3}(?: [.:] ?\d(?= ))?|a|an|un|una|half an|half a|una media|media|half|un cuarto de)(?: ?(?:or so|o asi|y pico))?"
ABOUT = alternatives(
    "about|around|abt|bout|cosa de|less than|not even|literally|barely|menos de|ni|apenas|hara|al rededor de|alrededor de|like|maybe|approx|~|como|unos|unas|aprox|casi|mas o menos|roughly|prob|probably|happened"
)
AGO = whole(
    rf"(?:(?:{ABOUT}) )?{AMOUNT}(?: -)? {UNITS}(?: (?P<half>and a half|y media))?(?: "
    rf"or so)? (?:ago|atras|back|earlier|antes)"
)
HACE = whole(
    rf"(?:desde )?(?:hace|hara|ase|asé) (?:(?:{ABOUT}) ){{0,2}}{AMOUNT} {UNITS}(?P<half> y media)?(?: mas o menos)?"
)
DATE = later(
    r"(?<!\S)(?:(?P<m>\d{1,2}) / (?P<d>\d{1,2})(?: / (?P<y>\d{2,4}))?|(?P<iy>20\d\d) "
    r"- (?P<im>\d{1,2}) - (?P<id>\d{1,2})"
    r"|(?P<month>jan|january|feb|february|mar|march|apr|april|may|june|july|"
    r"aug|august|sept|september|oct|october|nov|november|dec|december) \.? ?(?P<md>\d{1,2})(?:st|"
    r"nd|rd|th)?"
    r"|(?P<ed>\d{1,2}) de (?P<emes>enero|febrero|marzo|abril|mayo|junio|julio|"
    r"agosto|septiembre|octubre|noviembre|diciembre))(?!\S)"
)
MONTHS = {
    name: n
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "january february march april may june july august september october november december",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for n, name in enumerate(names.split(), 1)
} | {"sept": 9}
WEEKDAYS = {
    name: n
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "lunes martes miercoles jueves viernes sabado domingo",
    )
    for n, name in enumerate(names.split())
}
WEEKDAY = whole(rf"(?:last |on |el |this )?(?P<weekday>{alternatives(*WEEKDAYS)})(?: pasado)?")
OTHER_DAY = whole(
    alternatives(
        """last week|last month|last year|the other day|days ago|weeks ago|months ago|day before yesterday|
            two days ago|tomorrow|next week|la semana pasada|el mes pasado|el ano pasado|el otro dia|
            hace \\d+ dias|hace dias|hace una semana|hace \\d+ semanas|hace semanas|antier|anteayer|
            hace unos dias|antes de ayer|\\d+ days ago|\\d+ weeks ago|a week ago|a few days ago|hace un mes|
            hace \\d+ meses|a month ago|\\d+ months ago|proxima semana|pasado manana"""
    )
)
WORDS_OF_TIME = known_words(
    NOW_WORDS, *PART, "yesterday|minutos|minutes|manana|mediodia", " ".join(WEEKDAYS), " ".join(WORDS)
)
