"""The words care says of needs, their fields, states and reasons, translatable."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wekeep.care.models import Helper
from wekeep.care.queries.queue import Show
from wekeep.care.queries.reading import Part as Opened
from wekeep.care.rules.household import Contact, Source
from wekeep.care.rules.matching import Ranked, Reason
from wekeep.care.rules.request import Close, Move, Owner, State
from wekeep.care.rules.window import Part, Urgency
from wekeep.channels.actions.outbox import Text

GROUP_WORDS = {
    "food": _("Food and what a household uses up"),
    "ride": _("A ride, or to fetch something"),
    "home": _("Help at home"),
    "money": _("Rent, bills and phone"),
    "people": _("Somebody to come along, mind, explain or call"),
    "other": _("Something else"),
}
NEED_WORDS = {
    "groceries": _("Groceries"),
    "hot_meal": _("A hot meal"),
    "diapers": _("Diapers or formula"),
    "pharmacy": _("Something from the pharmacy"),
    "ride_medical": _("A ride to a doctor"),
    "ride_school": _("A ride to school or day-care"),
    "ride_work": _("A ride to work"),
    "ride_court": _("A ride to court or an office"),
    "ride_worship": _("A ride to worship"),
    "company": _("Someone to come along to an appointment"),
    "child_minding": _("Someone to mind children"),
    "rent": _("Help with rent"),
    "utilities": _("Help with electricity, water or heating"),
    "phone_data": _("Phone credit or data"),
    "legal": _("A lawyer's number"),
    "interpreter": _("An interpreter"),
    "check_in": _("A call now and then to hear how we are"),
    "dog_walking": _("Someone to walk or feed an animal"),
    "vet": _("A ride to the vet"),
    "laundry": _("Laundry"),
    "snow": _("Snow or trash"),
    "moving": _("Moving house"),
    "car_retrieval": _("Fetch a car that was left behind"),
    "pick_up_release": _("Fetch someone who is let out of custody"),
    "other": _("Something else"),
}
ANSWER_WORDS = {
    "people": _("For how many people?"),
    "diet": _("What do you eat?"),
    "sizes": _("Which size?"),
    "what": _("What exactly?"),
    "where": _("Where to, or from where?"),
    "day": _("Which day?"),
    "hour": _("What time?"),
    "riders": _("How many ride?"),
    "seats": _("Which seats do you need?"),
    "back": _("And back again"),
    "ages": _("How old are the children?"),
    "animal": _("Which animal?"),
    "dollars": _("How many dollars are missing?"),
    "months": _("For which months?"),
    "payee": _("Who is paid? The landlord or the company"),
    "pay_to": _("How are they paid?"),
    "tongue": _("Into which language?"),
    "bags": _("How many bags?"),
}
CHOICE_WORDS = {
    "halal": _("Halal"),
    "vegetarian": _("Vegetarian"),
    "kosher": _("Kosher"),
    "no_pork": _("No pork"),
    "no_nuts": _("No nuts"),
    "diabetic": _("For diabetics"),
    "newborn": _("Newborn"),
    "small": _("Small"),
    "medium": _("Medium"),
    "large": _("Large"),
    "formula": _("Formula"),
    "rear_facing": _("Rear-facing child seat"),
    "harness": _("Child seat with harness"),
    "booster": _("Booster seat"),
    "wheelchair": _("Wheelchair"),
    "dog": _("Dog"),
    "cat": _("Cat"),
    "other_animal": _("Another animal"),
}
URGENCY_WORDS = {
    Urgency.TODAY: _("Today"),
    Urgency.DAYS_2: _("In 1 or 2 days"),
    Urgency.DAYS_5: _("In 3 to 5 days"),
    Urgency.WEEK: _("This week"),
    Urgency.ANY: _("Any time"),
}
PART_WORDS = {
    Part.MORNING: _("Morning"),
    Part.AFTERNOON: _("Afternoon"),
    Part.EVENING: _("Evening"),
}
CONTACT_WORDS = {
    Contact.PHONE: _("Phone call"),
    Contact.TEXT: _("Text message"),
    Contact.SIGNAL: _("Signal"),
    Contact.WHATSAPP: _("WhatsApp"),
    Contact.EMAIL: _("E-mail"),
}
SOURCE_WORDS = {
    Source.WEB: _("Their own form"),
    Source.PHONE: _("By phone"),
    Source.API: _("Another program"),
    Source.IMPORT: _("A list"),
}
# What the household reads of its request.
STATUS_WORDS = {
    State.RECEIVED: _("We have it"),
    State.TRIAGE: _("Someone is reading it"),
    State.NEEDS_INFO: _("We need to know more"),
    State.READY: _("We are looking for a helper"),
    State.OFFERED: _("We have asked a helper"),
    State.CLAIMED: _("Someone is helping"),
    State.SCHEDULED: _("A day is set"),
    State.IN_PROGRESS: _("On the way"),
    State.DONE_REPORTED: _("The helper says it is done"),
    State.CONFIRMED: _("Done"),
    State.CLOSED: _("Over"),
    State.NO_ANSWER: _("We could not reach you"),
    State.WAITING_STOCK: _("Waiting until it is there"),
    State.WAITING_FUNDS: _("Waiting for money"),
    State.PAUSED: _("Resting"),
    State.REFERRED_OUT: _("Passed on to others"),
    State.PARTLY_DONE: _("Done in part"),
}
NEXT_WORDS = {
    State.RECEIVED: _("A coordinator reads it next."),
    State.TRIAGE: _("They will look for a helper, or ask you."),
    State.NEEDS_INFO: _("Please write below what is missing, or wait for our call."),
    State.READY: _("You hear from us when somebody can come."),
    State.OFFERED: _("If they cannot, we ask the next one."),
    State.CLAIMED: _("They will be in touch. Only they see where you live."),
    State.SCHEDULED: _("If the day does not suit you, write below."),
    State.IN_PROGRESS: _("If nobody comes, write below."),
    State.DONE_REPORTED: _("Did it come? Please tell us."),
    State.CONFIRMED: _("How to reach you will be deleted soon."),
    State.CLOSED: _("How to reach you is deleted, or will be soon."),
    State.NO_ANSWER: _("We try again. Is your number still right?"),
    State.WAITING_STOCK: _("We look again in two days."),
    State.WAITING_FUNDS: _("We look again in three days."),
    State.PAUSED: _("It goes on when you say so, or in two weeks."),
    State.REFERRED_OUT: _("We ask them in a week how it went."),
    State.PARTLY_DONE: _("We look for the rest."),
}
# The same state as the desk reads it.
STATE_WORDS = {
    State.RECEIVED: _("To be read"),
    State.TRIAGE: _("Being read"),
    State.NEEDS_INFO: _("Household asked"),
    State.READY: _("Needs a helper"),
    State.OFFERED: _("Helper asked"),
    State.CLAIMED: _("Taken"),
    State.SCHEDULED: _("Day set"),
    State.IN_PROGRESS: _("Under way"),
    State.DONE_REPORTED: _("Said to be done"),
    State.CONFIRMED: _("Confirmed"),
    State.CLOSED: _("Closed"),
    State.NO_ANSWER: _("No answer"),
    State.WAITING_STOCK: _("Waiting for stock"),
    State.WAITING_FUNDS: _("Waiting for money"),
    State.PAUSED: _("Resting"),
    State.REFERRED_OUT: _("Passed on"),
    State.PARTLY_DONE: _("Done in part"),
}
STATE_TONES = {
    State.RECEIVED: "wait",
    State.READY: "wait",
    State.TRIAGE: "unsure",
    State.OFFERED: "unsure",
    State.NEEDS_INFO: "unsure",
    State.NO_ANSWER: "unsure",
    State.CLOSED: "quiet",
    State.PAUSED: "quiet",
    State.REFERRED_OUT: "quiet",
    State.WAITING_STOCK: "quiet",
    State.WAITING_FUNDS: "quiet",
}
OWNER_WORDS = {
    Owner.DESK: _("The desk's turn"),
    Owner.HOLDER: _("Whoever has it in hand"),
    Owner.HOUSEHOLD: _("The household's turn"),
    Owner.CLOCK: _("Goes on by itself"),
}
MOVE_WORDS = {
    Move.LOOK: _("Read it"),
    Move.PUT_BACK: _("Put it back"),
    Move.ASK_MORE: _("I asked the household"),
    Move.READY: _("Ready for a helper"),
    Move.CLAIM: _("I take it"),
    Move.RELEASE: _("Give it back"),
    Move.SCHEDULE: _("Set the day"),
    Move.START: _("I am on my way"),
    Move.REPORT: _("It is done"),
    Move.REPORT_PART: _("Done in part"),
    Move.NOT_REACHED: _("Nobody answered"),
    Move.WAIT_STOCK: _("Wait for stock"),
    Move.WAIT_FUNDS: _("Wait for money"),
    Move.REFER: _("Passed on to others"),
    Move.PAUSE: _("Let it rest"),
    Move.RESUME: _("Go on with it"),
    Move.CONFIRM: _("The household says it came"),
    Move.CLOSE: _("Close it"),
    Move.OFFER: _("Asked a helper"),
    Move.DECLINE: _("The helper cannot"),
    Move.TELL: _("The household wrote more"),
    Move.DISPUTE: _("The household says it did not come"),
}
CLOSE_WORDS = {
    Close.COMPLETED: _("Done"),
    Close.PARTLY: _("Done in part"),
    Close.DONE_BY_OTHERS: _("Others did it"),
    Close.NOT_WANTED: _("No longer wanted"),
    Close.UNREACHABLE: _("We could not reach them"),
    Close.OUT_OF_AREA: _("Outside our area"),
    Close.OUT_OF_SCOPE: _("Not something we do"),
    Close.DUPLICATE: _("The same as another request"),
    Close.UNSAFE: _("Not safe for a helper"),
    Close.WITHDRAWN: _("Taken back by the household"),
}
SHOW_WORDS = {
    Show.WAITING: _("Waiting"),
    Show.LATE: _("Late"),
    Show.MINE: _("In my hands"),
    Show.UNDER_WAY: _("Under way"),
    Show.TO_OPEN: _("Address to open"),
    Show.SITTING: _("Not moving"),
    Show.ASIDE: _("Set aside"),
    Show.UNPROVED: _("Came in a flood"),
    Show.PUT_AWAY: _("Put away"),
    Show.ALL: _("All that is open"),
}
OPENED_WORDS = {
    Opened.WORDS: _("What they wrote"),
    Opened.CONTACT: _("How to reach them"),
    Opened.PLACE: _("Where they live"),
    Opened.HOW: _("How it was"),
}
# What stands beside each sealed text.
FIELD_WORDS = {
    "name": _("Name to ask for"),
    "kind": _("By"),
    "contact": _("Number or address"),
    "hours": _("When it is safe"),
    "address": _("Address"),
    "entrance": _("How to find the door"),
    "about": _("In their words"),
    "news": _("Written later"),
    "how": _("How it was"),
    "years": _("Age"),
    "receivers": _("May receive the child"),
    "notes": _("For the driver"),
    **ANSWER_WORDS,
}


def need_words(code: str) -> str:
    """What a need is called, in the language of the moment."""
    return str(NEED_WORDS[code])


def tag_words(tag: str, languages: dict[str, str]) -> str:
    """A tag of a request in words: a chosen code, a number with its question, a language by its name."""
    name, _colon, value = tag.partition(":")
    if not value:
        return str(CHOICE_WORDS.get(name) or ANSWER_WORDS[name])
    return f"{ANSWER_WORDS[name]} {languages.get(value, value)}"


def answer_words(name: str, text: str, languages: dict[str, str]) -> str:
    """A sealed answer in words: chosen codes by their names, everything else as it was written."""
    if name == "kind":
        return str(CONTACT_WORDS[Contact(text)])
    if name == "tongue":
        return languages.get(text, text)
    if name == "back":
        return str(_("Yes"))
    if name in _CHOSEN:
        return ", ".join(str(CHOICE_WORDS.get(code, code)) for code in text.split())
    return text


_CHOSEN = frozenset({"diet", "sizes", "seats", "animal"})


_REASON_WORDS = {
    Reason.SPEAKS: _("speaks %(language)s"),
    Reason.INTERPRETER: _("needs an interpreter for %(language)s"),
    Reason.KM: _("%(figure)s km"),
    Reason.BRINGS: _("brings: %(thing)s"),
    Reason.FREE: _("has time: %(thing)s"),
    Reason.OTHER_TIMES: _("has time otherwise: %(thing)s"),
    Reason.NEVER_ASKED: _("was never asked"),
}


def reason_words(reason: Reason, value: str, languages: dict[str, str]) -> str:
    """One reason to ask somebody, in words."""
    if reason is Reason.ASKED:
        return ngettext("asked %(n)s day ago", "asked %(n)s days ago", int(value)) % {"n": int(value)}
    if reason is Reason.LOAD:
        return ngettext("helped %(n)s time in 30 days", "helped %(n)s times in 30 days", int(value)) % {"n": int(value)}
    named = {
        "language": languages.get(value, str(_("Another language"))),
        "figure": value,
        "thing": PART_WORDS[Part(value)] if value in list(Part) else CHOICE_WORDS.get(value, value),
    }
    return str(_REASON_WORDS[reason]) % named


def offer_letter() -> dict[str, Text]:
    """What a member is asked: no name, no place and no need, because a locked phone may show it."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            heading, words = gettext("A neighbour asks"), gettext("Can you help? One tap says yes or no.")
            found[language] = Text(heading, words, heading, words, gettext("Stop these notices"))
    return found


def helping_initial(known: Helper | None) -> dict[str, object]:
    """How a member said that they help, as their form shows it."""
    names = ("languages", "area", "most_km", "brings", "most_a_week", "parts", "away_until")
    return {name: getattr(known, name) for name in names} if known else {}


def reasons(one: Ranked, languages: dict[str, str]) -> str:
    """Why somebody may be asked, in one line."""
    return " · ".join(reason_words(reason, value, languages) for reason, value in one.reasons)


def put_away_words(away: int, kept: int) -> str:
    """What one press did with forms that came in a flood."""
    return gettext("Put away: %(away)s. Put among the others: %(kept)s.") % {"away": away, "kept": kept}
