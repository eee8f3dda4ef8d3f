"""Every number the merging rules use, in one table, each with its why.

Evidence is counted in nats: +1 makes "the same event" about 2.7 times as likely as before, -1 as much less likely.
Distances are metres, spans of time minutes, unless the name says otherwise.
"""

from typing import Final

# Deciding
JOIN: Final = 0.0  # the balance of evidence above which a sighting joins: more likely the same than not
MERGE: Final = 1.0  # making two incidents one asks for clearer evidence, as more is undone if it is wrong
MERGE_BY_PLACE: Final = 3.0  # when nothing but place and time speaks for it
BRIDGE_FROM: Final = -3.0  # a sighting need not fit another incident itself to make the two be compared as wholes
MOVE: Final = 1.0  # a sighting changes incident only for a gain a person would call clear, so that nothing flickers

PARTY_LEAST: Final = 2  # sightings of other vehicles it takes to see a second party in an incident
PART: Final = -1.0  # and how clearly the two as wholes have to speak against each other

# Place
PIN: Final = 34.0  # spread of one phone position or dropped pin around the event, in a street with houses
PIN_TRUST: Final = 6  # sightings it takes to believe an incident's own spread as much as the usual one
VAGUE: Final = 160.0  # spread of a pin set on "the corner near" or on the middle of a block
VAGUE_SHARE: Final = 0.1  # about one pin in ten is vague
CITY_AREA: Final = 700_000.0  # square metres in which one other incident at the same time is to be expected
REACH: Final = 450.0  # beyond this, place alone never joins: the far tail of vague pins
FARTHEST: Final = -6.0  # a sighting out of reach counts as this much against two incidents being one
COARSE_REACH: Final = 1_500.0  # how far from its middle something in a neighbourhood may lie
COARSE: Final = -2.0  # there are other incidents in a neighbourhood

# Time
SCENE_GAP: Final = 12.0  # reports of one scene follow each other this closely as a rule
SCENE_FADE: Final = 9.0  # each further span of this length without a report costs one nat
FEW: Final = 1  # so few sightings are doubted
LONE: Final = 2.5  # what place must say more when the only other sighting has nothing in common
LONE_ENOUGH: Final = 2.5  # what they have in common lessens that, down to nothing here
LONE_OTHER_VEHICLES: Final = 1.5  # when both describe vehicles that hardly agree
LONE_REACH: Final = 110.0  # metres: about a block
LONE_FAR: Final = 4.0  # beyond it, unless what goes along with a party is the same
LONE_MOVE: Final = 1.6  # what the vehicles of a single sighting must say more to be the next stop of another
USUAL_ALONE: Final = 0.3  # share of sightings nobody else reports, before the day has shown its own
QUIET_MOST: Final = 1.5  # nats that a quiet day speaks at most against two single sightings: some are of one
USUAL_TRUST: Final = 8  # sightings it takes to believe the day's own share as much
LONE_FADE: Final = 3.0  # and each further span of this length after a lone sighting costs one nat more
SCENE_LONGEST_GAP: Final = 90.0  # after so long without a report, presence at the same place is a new event
TIME_BONUS: Final = 1.0  # being of the same minutes is itself evidence
LATE_BLUR: Final = 0.1  # people who report late round their times: a tenth of the delay
LATE_BLUR_MOST: Final = 20.0  # but nobody is further off than this

# Movement: the rule "stops again within 15 minutes and about a kilometre with the same vehicles"
MOVE_GAP: Final = 15.0  # minutes between the last report of one stop and the first of the next
MOVE_GAP_SLACK: Final = 6.0  # reports lag behind events by some minutes
MOVE_DISTANCE: Final = 1_000.0  # metres as the crow flies
MOVE_DISTANCE_SLACK: Final = 350.0  # "about", and two pins
MOVE_LEAST: Final = 120.0  # nearer than this it is the same stop
MOVE_PARTY: Final = 2.2  # what goes along with a party must speak for it by itself
MOVE_VEHICLE_LEAST: Final = 0.8  # and its vehicles at least so much, unless it is said where they came from
GOES_ALONG: Final = frozenset(
    [
        "same_vehicles",
        "like_vehicles",
        "other_vehicles",
        "same_number",
        "other_number",
        "same_marks",
        "other_marks",
        "same_detail",
        "same_streets",
    ]
)
MOVE_NEAR: Final = 600.0  # up to here one other party with like vehicles is to be expected; then as many more as ground
MOVE_OVERDUE: Final = 0.3  # each minute beyond the gap makes it less likely to be the same party
MOVE_PRIOR: Final = -1.5  # in a city, somebody else with like vehicles is usually near as well

# Vehicles
COLOUR_SHARES: Final = {  # how often a vehicle around enforcement is called so; the rest are rare
    "black": 0.22, "dark": 0.2, "white": 0.17, "gray": 0.16, "silver": 0.14, "navy": 0.12, "blue": 0.1,
}  # fmt: skip
RARE_COLOUR: Final = 0.07
KIND_SHARES: Final = {"suv": 0.3, "van": 0.22, "sedan": 0.2, "pickup": 0.2, "jeep": 0.12}
RARE_KIND: Final = 0.08
LIKE_COLOUR: Final = 0.6  # two colours that witnesses mix up: somewhat likelier of one vehicle than of two
NEAR_COLOUR: Final = -1.5  # two that they mix up now and then
LIKE_KIND: Final = -0.3  # kinds that witnesses mix up
VAGUE_KIND: Final = -1.5  # a "truck", which is a pickup as a rule, and a van
SAME_MODEL: Final = 1.2  # the same model named
SAME_MAKE: Final = 0.7  # the same make
OTHER_MAKE: Final = -1.5  # another make; badges are read wrongly
DESCRIPTION_TRUST: Final = 0.9  # descriptions are not read off a plate
FURTHER_VEHICLE: Final = 0.6  # a second vehicle that agrees is partly told by the first
UNMATCHED_VEHICLE: Final = -3.0  # one of several vehicles that nobody else saw
UNMATCHED_EACH: Final = -1.0  # and less when few others told of vehicles
FEW_TELLERS: Final = 2  # as long as no more have told of vehicles, they may have spoken of different ones
ANOTHER_OF_THEIRS: Final = -2.5  # another vehicle, where more are counted than described
SAME_VEHICLES_FROM: Final = 1.5  # from here on called the same, below it alike
OTHER_DESCRIPTION: Final = -6.0  # another colour, or another kind in a colour only alike
OTHER_PARTY: Final = -5.0  # from here on "other vehicles however near": nothing at one scene outweighs it
OTHER_PARTIES: Final = -2.5  # the same for two incidents, whose sightings told on average
SAME_NUMBER: Final = {1: 0.3, 2: 0.5, 3: 1.0, 4: 1.3}  # vehicles counted alike: one or two says little
SAME_LARGE_NUMBER: Final = 1.6
OFF_BY_MORE: Final = -1.8  # miscounted by more than one: for each factor e
OFF_MOST: Final = -4.0  # miscounts never outweigh everything else
KIND_UNSURE: Final = -3.0  # other kind, colour not said
KIND_ONLY_DIFFERS: Final = -4.5  # same colour, other kind: a white van is seldom called a white pickup

# People, activity, marks
PEOPLE_AGREE: Final = 0.3
PEOPLE_FAR: Final = -1.0  # ranges that differ by more than a factor of three
SAME_ACTIVITY: Final = 0.4
OTHER_ACTIVITY: Final = -0.8  # activities that do not follow one another
SAME_MARK: Final = 0.8  # a uniform or marking seen alike
MARK_WEIGHTS: Final = {
    "marshal": 2.0,
    "ero": 2.0,
    "ice": 1.5,
    "green": 1.5,
    "tan": 1.2,
    "blue": 1.2,
    "plain": 1.0,
}  # the rarer the more
COMMON_MARKS: Final = frozenset({"mask"})
OTHER_MARK: Final = -1.5  # blue jackets here, green uniforms there; but parties mix
SAME_SUBJECT: Final = 1.2  # the same kind of person held
OTHER_SUBJECT: Final = -1.5  # another kind; but several may be held
SAME_DETAIL: Final = 1.5  # the same odd thing remembered: few parties have a trailer
COMMON_DETAIL: Final = 0.3  # what most parties carry
COMMON_DETAILS: Final = frozenset({"rifle", "shield", "ram", "armoured", "helicopter"})
OTHER_DETAIL: Final = -0.5  # another odd thing: a party may have several

# Names in the words
SAME_CROSSING: Final = 3.0  # both streets of a crossing
SAME_STREET: Final = 1.0  # one street, and no other named
OTHER_STREET: Final = -3.5  # one street shared, the other another: a block apart
OTHER_CROSSING: Final = -4.0  # no street in common

# Words
KNOWN_WEIGHT: Final = 1.0  # a word every such report may use
RARE_WEIGHT: Final = 3.0  # a word unknown to the lexicon and seen in no other incident
WORDS_SHARE: Final = 0.15  # words are not independent of each other: how much of their weight counts at one scene
WORDS_MOST: Final = 1.5  # words support a scene, they do not make it

# What is told from elsewhere: forwards, rumours, denials
ELSEWHERE: Final = -6.0  # odds against a text from elsewhere or hours later being about it, before reading it
NAME_WEIGHT: Final = 4.0  # a name no other incident has
NUMBER_WEIGHT: Final = 3.0  # a numbered street no other incident has
LANDMARK_WEIGHT: Final = 2.0  # more, when the name is that of a known kind of place in both
ALL_NAMES: Final = 1.0  # every place the text names is one this incident is about
HALF_A_CROSSING: Final = 0.5  # of that, for one street of two: streets are long
MISSED_NAME: Final = -3.0  # a street named that the incident is not about
OTHER_LANDMARK: Final = -4.0  # a place named, and a kind of place, where the incident is about another
TEXT_ALIKE: Final = 4.0  # for a text word for word the same; less in proportion
ALIKE_FROM: Final = 0.5  # share of weight in common from which texts are alike
EARLIER: Final = 40.0  # minutes between the time in the words and the time given that make it a forward
CLOCK_SLACK: Final = 13.0  # minutes: people round, and scenes last
SAME_CLOCK: Final = 2.2  # the clock time in the words is one of this incident's: a tenth of the day's moments would fit
OTHER_CLOCK: Final = -2.5  # it is another
THREE_WORDS: Final = 1.5  # the same three words in a row, when no other incident has them
THREE_WORDS_FADE: Final = 0.8  # and less with every factor e of incidents that do
COPY_MOST: Final = 5.0  # for a text repeated at length
COPY_SHARE: Final = 0.4  # of a text has to be repeated, or it is a common opening
WHOLE_COPY: Final = 4.0  # from here on a text with nothing else to know it by is a copy
COPY_LEAST: Final = 1.0  # below, it is chance
COMMON_WORDING: Final = 12  # three words of more incidents than this find nothing
SECOND_HAND: Final = 1.5  # it says that it is passed on
DENIAL: Final = 1.5  # it says that it is not so
SAYS_NO_MORE: Final = 2.5  # it names the place and tells nothing seen: neither vehicles, clothes nor a crossing
MOST_NAMES: Final = 3  # names counted

# Talk that goes round: rumours, their copies in other words, questions and denials
TALK: Final = -4.0  # odds against two pieces of talk being about one thing, before reading them
SAME_KIND: Final = 4.5  # about the same kind of place, such as a hospital, when nobody else speaks of one
OTHER_KIND: Final = -4.0  # about another kind of place
SAID_TO_BE_TALK: Final = 1.5  # it passes on, asks, urges or denies
TALK_WORDS: Final = (
    0.5  # how much of the weight of shared rare words counts in talk, after the rarest, which counts in full
)
OFTEN: Final = 0.6  # a word said this often, against the one most said, is what the talk is about
PIECES: Final = 0.33  # how much an incident of talk counts against a word: it may be one more piece of the same rumour
BY_THE_WAY: Final = 0.3  # others count the less the fewer say them, down to this
TALK_WORDS_MOST: Final = 3.5
TALK_PLACE_MOST: Final = 4.0  # many tell a rumour with a pin on the place it is about
TALK_REACH: Final = 250.0  # metres
KIND_ALONE: Final = 0.5  # of that, when two longer texts share nothing else: a city has more than one school
PIN_ALONE: Final = 0.5  # of what the pin says, when the words of one language have nothing in common
SEVERAL: Final = 3  # sightings in a language from which its words are known
KIND_AT_PIN: Final = (
    0.4  # of what another kind of place says against it, on one spot: a school has a bus, a hospital a guard
)
SAYS_ENOUGH: Final = 3  # words of its own that make a text a longer one
COVERED: Final = 0.33  # the share of a text that has to be in common for its rare words to count in full
LITTLE: Final = 2  # sightings that may yet prove to be talk
PINS_ALIKE: Final = (
    150.0  # metres between the places most pins of two rumours lie on: of one, which is as good as its name
)
PINS_APART: Final = 600.0  # or of two
SAME_PINS: Final = 4.0
OTHER_PINS: Final = -3.0
TALK_FADE: Final = 4.0  # each further span of this many hours without anybody telling it costs one nat
SEEN_FADE: Final = (
    0.5  # the same for what is neither passed on, asked, urged nor denied: it is more likely of the moment
)
SILENCE: Final = 60.0  # minutes without a report that say nothing yet

# Look-alikes
SAME_LOOKALIKE: Final = 1.5
OTHER_LOOKALIKE: Final = -5.0  # a film crew beside a tow truck
LOOKALIKE_BESIDE: Final = -8.0  # a look-alike beside a real scene, and the other way round
SILENT_BESIDE: Final = -1.0  # a sighting beside a look-alike that says nothing either way

# Talk
TALK_BESIDE: Final = -3.0  # something seen, beside where a rumour was told: people tell rumours from wherever they are
HEARSAY_BESIDE: Final = -1.5  # talk that names no place, beside something seen
SILENT_BY_TALK: Final = -1.5  # a sighting without words beside where a rumour was told

# Memory
HORIZON_HOURS: Final = 24.0  # incidents without a sighting for so long are forgotten: rumours live for a day
CELL_RESOLUTION: Final = 8  # h3 cells about a kilometre across: one ring holds a party's next stop, and its pin
CELL_RINGS: Final = 2  # rings of cells searched around a sighting
SPOT_RESOLUTION: Final = 9  # h3 cells about 350 m across: sightings of ten minutes in one are summed up
TOLD_RINGS: Final = (
    4  # rings searched for what is told with a clock time: people pass on what happened some kilometres away
)
TALK_SLOTS: Final = 8  # hours that talk of a place may pause
SLOT: Final = 60.0  # minutes of one time slot of the index
EXEMPLARS: Final = 8  # distinct texts of one incident compared with a new one
WORD_CANDIDATES: Final = 8  # incidents compared for their words alone
RARE_WORDS: Final = 8  # words of a text looked up in the index, the rarest first
COMMON_WORD: Final = 40  # a word of so many incidents finds nothing
COMPARED: Final = 12  # latest sightings of an incident compared with another incident
RIVAL: Final = -8.0  # incidents that a sighting speaks against more clearly than this exchange nothing with its own
REVIEWED: Final = 4  # latest sightings of each neighbouring incident looked at again after a placement
MISFIT: Final = -2.5  # a sighting that fits its incident this badly, after others told more, is let go
