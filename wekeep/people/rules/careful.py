"""Words about someone's immigration status or numbers of papers, found so that they can be taken out before they are kept.

The phrases stand as people type them on a telephone: without accents, vowel signs or hamzas, which are taken off before anything
is looked for. Words that mean something else as often (papers of a school, an illegal eviction, the road I-94, a Visa card, an
`asilo` for the old) count only in the company that makes them tell a status.
"""

import re
import unicodedata

_ENGLISH = (
    r"un-?documented|undocu|unauthori[sz]ed (?:immigrant|alien|worker)s?|illegal (?:alien|immigrant|migrant)s?|illegals",
    r"(?:i'?m|i am|we'?re|we are|he'?s|she'?s|they'?re|he is|she is|they are|is here|are here|was here|live|lives|living|stay|staying|"
    r"came|come|work|works|working|entered)(?: \w+){0,2} illegal(?:ly)?(?! (?:park|dump|evict))",
    r"(?:no|without|(?:do|does|did)(?:n'?t| not) have|has no|have no|lacks?)(?: (?:any|my|our|his|her|their|legal|valid|immigration))* "
    r"(?:papers|documents|documentation)(?! (?:needed|required|necessary|towels?|plates?|bags?))",
    r"my (?:legal |immigration )?papers|(?:legal|lawful|immigration|immigrant) status|refugee status",
    r"green ?-?cards?|permanent residen(?:ts?|cy|ce)|asylums?|asylum seekers?|asylees?|refugees?|daca(?:mented)?|dreamers?|t\.?p\.?s\.?",
    r"temporary protected status|(?:work|employment) (?:permit|authori[sz]ation)s?|special immigrant|humanitarian parole|paroled? in",
    r"h-?1b|h-?2[ab]|over-?stay(?:ed|ing|s)?|i-(?:589|130|485|765|797|821d?|862)",
    r"deport(?:s|ed|ing|able|ations?|ees?)?|removal (?:orders?|proceedings?|hearing)|orders? of removal|notice to appear",
    r"immigration (?:cases?|courts?|judges?|hearings?|papers|check-?ins?|appointments?|interviews?)|ice check-?ins?|"
    r"check-?(?:ed|ing)?[ -]?in with ice",
    r"citizenship|naturali[sz](?:ed|ation)|(?:not|non|n'?t)[ -](?:(?:an?|us|u\.s\.|american|yet) )*citizens?|"
    r"(?:us|u\.s\.|american) citizens?",
    r"(?:cross(?:ed|ing)?|came (?:across|over|through)) the border|alien (?:number|registration)|no ssn|itin",
    # in more than one language
    r"(?<!with )(?<!with a )(?<!con )(?<!by )(?<!tarjeta )(?<!card )visas?(?! ?(?:cards?|gift|debit|credit|prepaid|or master|y master))",
)
_SPANISH = (
    r"indocumentad[oa]s?|(?:sin|falta de|falta[nr]?|no (?:tengo|tenemos|tiene|tienen|tener|traigo|hay))"
    r"(?: (?:los|las|mis|sus|nuestros|ningun|ningunos|esos|buenos))* (?:papeles|documentos|documentacion|residencia)",
    r"mis papeles|nuestros papeles|(?:estoy|estamos|estan|soy|somos|vivo|vivimos|trabajo|inmigrantes?|migrantes?|entre|entramos)"
    r"(?: \w+)? ilegal(?:es|mente)?",
    r"tarjeta verde|resident(?:es?|a) (?:permanentes?|legal(?:es)?)|residencia (?:permanente|legal)|"
    r"(?:soy|es|somos|son) residentes?(?! (?:de|del|en)\b)",
    r"(?<!en el )(?<!en un )(?<!del )(?<!al )asilo(?! de (?:ancianos|viejit?os))|(?:caso|solicitud|cita|corte) de(?:l)? asilo|"
    r"asilad[oa]s?|refugiad[oa]s?",
    r"(?:e?status|situacion|condicion) (?:migratori[oa]|legal)|permisos? de (?:trabajo|permanencia)|permiso humanitario|parole humanitario|(?:tengo|tenemos|con|mi) parole",
    r"deporta\w*|deporten|deporto|orden(?:es)? de (?:expulsion|salida|remocion)",
    r"ciudadania|(?:soy|es|somos|son|eres|sea) ciudadan[oa]s?|ciudadan[oa]s? (?:american[oa]s?|estadounidenses?|de estados unidos)",
    r"(?:cruce|cruzo|cruzamos|cruzaron|cruzar|pase|pasamos) (?:la frontera|el rio|de mojad[oa]s?)|"
    r"(?:caso|corte|juez|jueza|cita|audiencia|papeles) (?:de|con|en) (?:la )?(?:inmigracion|migracion|migra|ice)|tengo tps",
)
_SOMALI = (
    r"sharci\w* (?:ma (?:lih|hay|lah)\w*|la'\w+|laan\w*)|aan sharci(?:ga|yad)? (?:lahayn|haysan|haysanin)",
    r"(?:warqad|warqo|waraaq|dukumiinti|dokumenti)\w* (?:ma (?:lih|hay|lah)\w*|la'\w+|laan\w*)",
    r"(?:kaarka|kaadhka|kaar|kaadh) cagaaran|magang[ea]l\w*|qaxoot\w*|tarxi+l\w*|(?:masaafuri|musaafuri)\w*|dal[- ]ku[- ]gal\w*",
    r"muwaadin(?:nimo\w*|nnimo\w*| ma\b| (?:mareykan|maraykan|american)\w*)|jinsiyad\w*|dhalashad\w* (?:mareykan|maraykan|american)\w*",
    r"(?:kiis|dacwad|maxkamad)\w* (?:ee |ah )?(?:socdaal|laanta socdaal|imigareeshan)\w*|fiis[oa]\w*|viis[oa]\w*|ogolaansho shaqo",
)
_HMONG = (
    r"tsis muaj (?:daim |cov )?(?:ntaub )?ntawv(?! (?:kawm|xa|nyeem|pov))|tsis muaj cai nyob|ntawv ntsuab|thoj nam|tawg rog",
    r"xa rov (?:qab )?(?:mus )?(?:lub )?teb ?chaws|raug xa rov qab|xa tawm (?:ntawm )?teb ?chaws",
    r"pej xeem (?:meskas|as mes lis kas|asmeskas)|tsis (?:yog|tau|tau ua|tau yog) pej xeem|ua pej xeem",
    r"(?:nyob|tuaj|nkag|hla)(?: \w+){0,3} tsis raug cai|ntawv tso cai ua hauj ?lwm|vixas?|(?:tsev hais plaub|nom txiav txim) nkag teb ?chaws",
)
# What is written onto the front of an Arabic word: and, so, with, for, like, the.
_AL = r"(?:[وف]?(?:[بلك]?ال|لل|[بلك])?)"
# papers in one word, which is toilet paper too
_PAPER = r"ورق(?! (?:ال|لل)?(?:تواليت|حمام|مطبخ|طباع|مرحاض))"
_MINE = r"(?:ي|نا|ه|ها|هم|ك)?"
_ARABIC = (
    rf"{_AL}(?:بدون|بلا|بغير|من غير|دون|فاقد) (?:اي )?{_AL}(?:اوراق|{_PAPER}|وثائق|اقام[ةه]|تاشير[ةه]|فيز[اه]|جنسي[ةه]){_MINE}",
    rf"(?:ليس|لا|ما|مو|مش|لم يعد|ليست) ?(?:لدي|لدى|عند|مع|ا?[اأنتي]ملك|بحوز){_MINE}(?:ون)?(?:ش)? (?:اي |حتى )?"
    rf"{_AL}(?:اوراق|{_PAPER}|وثائق|اقام[ةه]|تاشير[ةه]|فيز[اه]|جنسي[ةه]){_MINE}",
    rf"{_AL}(?:مهاجر|مقيم|وضع|دخول|دخل|دخلت|دخلنا|اعيش|نعيش|بشكل|بطريق[ةه]|اقام[ةه])\w* غير {_AL}(?:قانوني|شرعي|نظامي|موثق)\w*",
    rf"(?:انا|نحن|هو|هي|هم|اننا) غير {_AL}(?:قانوني|شرعي|نظامي|موثق)\w*",
    rf"{_AL}لجوء|{_AL}لاجئ(?:[ةه]|ين|ون|ات|ا)?|{_AL}بطاق[ةه] {_AL}خضراء|{_AL}(?:جرين|غرين|قرين|كرين) ?كا?رد",
    rf"{_AL}ترحيل(?:ي|نا|ه|ها|هم|ا)?|(?:رحلوا|رحلوه|رحلوها|رحلونا|رحلوهم)|{_AL}حماي[ةه] {_AL}مؤقت[ةه]",
    rf"{_AL}اقام[ةه] {_AL}دائم[ةه]|مقيم[ةه]? دائم[ةه]?|{_AL}(?:اقامت|تاشيرت){_MINE} (?:انته|منته|خلص)\w*|(?:انته|منته|خلص)\w* {_AL}(?:اقام|تاشير|فيز)\w*",
    rf"{_AL}(?:تصريح|رخص[ةه]|اذن) {_AL}عمل|{_AL}تاشير(?:[ةه]|ات|ت\w+)|(?<!بطاقة )(?<!بطاقه ){_AL}فيز[اه]",
    rf"{_AL}جنسي(?:[ةه]|ت(?:ي|نا|ه|ها|هم))|{_AL}تجنيس|مواطن(?:[ةه]|ا|ين)? {_AL}امريك\w+|(?:لست|ليس|لسنا|مو|مش) مواطن\w*",
    rf"{_AL}(?:محكم[ةه]|قاضي|وضع|قضي[ةه]|مقابل[ةه]) {_AL}هجر[ةه]|{_AL}وضع(?:ي|نا|ه|ها|هم)? {_AL}قانوني|عبر(?:ت|نا|وا)? {_AL}حدود",
)


def _plain(text: str) -> str:
    """In small letters, without accents, vowel signs, hamzas, marks of direction and curly apostrophes."""
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in apart if not unicodedata.combining(c) and unicodedata.category(c) != "Cf" and c != "ـ")
    return re.sub("[\u2018\u2019\u02bc\u02bb`\u00b4]", "'", bare).casefold()


_STATUS = re.compile(
    r"(?<!\w)(?:" + "|".join(_plain(one) for one in (*_ENGLISH, *_SPANISH, *_SOMALI, *_HMONG, *_ARABIC)) + r")(?!\w)"
)
# A-numbers (A and 8 or 9 digits), social security numbers and those of filed papers, however they are spaced
_PAPER_NUMBER = re.compile(
    r"(?<!\w)a[ #.:\-]{0,3}\d{2,3}[ -]?\d{3}[ -]?\d{3}(?!\w)|(?<!\d)\d{3}[ .-]\d{2}[ .-]\d{4}(?!\d)|"
    r"(?<!\w)(?:ssn|social)\D{0,20}\d{9}(?!\d)|(?<!\w)(?:ioe|msc|eac|wac|lin|src|nbc|ysc)[ -]?\d{10}(?!\d)"
)
_SENTENCE = re.compile(r"[^.!?\n؟。]+[.!?\n؟。]*\s*")
_ASIDE = re.compile(r"\s*\([^()]*\)")


def tells_status(text: str) -> bool:
    """Whether `text` seems to say something of someone's immigration status, or holds the number of a paper.

    It errs on the side of asking: the one who wrote it decides.
    """
    said = " ".join(_plain(text).split())
    return bool(_STATUS.search(said) or _PAPER_NUMBER.search(said))


def without_status(text: str) -> str:
    """`text` without what seems to tell it: what stands in brackets, where that is all, else the sentence."""
    left = "".join(_without(part) for part in _SENTENCE.findall(text)).strip()
    return "" if tells_status(left) else left


def _without(part: str) -> str:
    if not tells_status(part):
        return part
    rest = _ASIDE.sub(lambda aside: "" if tells_status(aside.group()) else aside.group(), part)
    return "" if tells_status(rest) else rest
