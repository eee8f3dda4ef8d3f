"""Every number the merging rules use, in one table, each with its why.

Evidence is counted in nats: +1 makes "the same event" about 2.7 times as likely as before, -1 as much less likely.
Distances are metres, spans of time minutes, unless the name says otherwise.
"""

from typing import Final

# Deciding
JOIN: Final = 0.0  # the balance of evidence above which a sighting joins: more likely the same than not
MERGE: Final = (
    1.0  # two incidents are made one only on clearer evidence than one sighting needs, as more is undone if wrong
)
MOVE: Final = 1.0  # a sighting changes incident only for a gain a person would call clear, so that nothing flickers

# Place
PIN: Final = 45.0  # spread of one phone position or dropped pin around the event, in a street with houses
VAGUE: Final = 160.0  # spread of a pin set on "the corner near" or on the middle of a block
VAGUE_SHARE: Final = 0.25  # about one pin in four is vague
CITY_AREA: Final = 1_500_000.0  # square metres in which one other incident at the same time is to be expected
REACH: Final = 450.0  # beyond this, place alone never joins: the far tail of vague pins
FARTHEST: Final = -6.0  # a sighting out of reach counts as this much against two incidents being one

# Time
SCENE_GAP: Final = 12.0  # reports of one scene follow each other this closely as a rule
SCENE_FADE: Final = 14.0  # each further span of this length without a report costs one nat
SCENE_LONGEST_GAP: Final = 90.0  # after so long without a report, presence at the same place is a new event
TIME_BONUS: Final = 1.0  # being of the same minutes is itself evidence
LATE_BLUR: Final = 0.1  # people who report late round their times: a tenth of the delay
LATE_BLUR_MOST: Final = 20.0  # but nobody is further off than this

# Movement: the rule "stops again within 15 minutes and about a kilometre with the same vehicles"
MOVE_GAP: Final = 15.0  # minutes between the last report of one stop and the first of the next
MOVE_GAP_SLACK: Final = 6.0  # reports lag behind events by some minutes
MOVE_DISTANCE: Final = 1_000.0  # metres as the crow flies
MOVE_DISTANCE_SLACK: Final = 350.0  # "about", and two pins
MOVE_VEHICLES: Final = 1.0  # the vehicles must speak for it by themselves
MOVE_PRIOR: Final = 0.3  # a party on the move is a little likelier than another with the same vehicles

# Vehicles
SAME_DESCRIPTION: Final = 2.0  # colour and kind agree
SAME_COLOUR: Final = 1.2  # colour agrees, kind not said
SAME_KIND: Final = 0.6  # kind agrees, colour not said
LIKE_DESCRIPTION: Final = 0.8  # colours or kinds that witnesses mix up
OTHER_DESCRIPTION: Final = -5.0  # "other vehicles however near": outweighs the same place and minute
OTHER_IN_CONVOY: Final = -2.0  # where several vehicles were counted, reports may name different ones of them
SAME_NUMBER: Final = 0.6  # vehicles counted alike
OFF_BY_ONE: Final = 0.0  # miscounted by one: no evidence
OFF_BY_MORE: Final = -0.7  # for each further vehicle
OFF_MOST: Final = -3.0  # miscounts never outweigh everything else

# People, activity, marks
PEOPLE_AGREE: Final = 0.3
PEOPLE_FAR: Final = -1.0  # ranges that differ by more than a factor of three
SAME_ACTIVITY: Final = 0.4
OTHER_ACTIVITY: Final = -0.8  # activities that do not follow one another
SAME_MARK: Final = 0.3  # a uniform or marking seen alike

# Words
KNOWN_WEIGHT: Final = 1.0  # a word every such report may use
RARE_WEIGHT: Final = 4.0  # a word unknown to the lexicon and seen in no other incident
STREET_WEIGHT: Final = 4.0  # a numbered street or a name, seen in no other incident
WORDS_SHARE: Final = 0.3  # words are not independent of each other: how much of their weight counts at one scene
WORDS_MOST: Final = 3.0  # words support a scene, they do not make it
COPY_WEIGHT: Final = 7.0  # weight of shared words below which two texts are never called copies
COPY_SHARE: Final = 0.55  # share of the shorter text that a copy has in common
QUOTE_SHARE: Final = 0.34  # the same for a text that says it passes on, or denies
COPY_HOURS: Final = 12.0  # rumours and forwards are looked for this long

# Look-alikes
SAME_LOOKALIKE: Final = 1.5
OTHER_LOOKALIKE: Final = -5.0  # a film crew beside a tow truck
LOOKALIKE_BESIDE: Final = -4.0  # a look-alike beside a real scene

# Memory
HORIZON_HOURS: Final = 24.0  # incidents without a sighting for so long are forgotten: rumours live for a day
CELL_RESOLUTION: Final = 8  # h3 cells about a kilometre across: one ring holds a party's next stop, and its pin
CELL_RINGS: Final = 2  # rings of cells searched around a sighting
SPOT_RESOLUTION: Final = 9  # h3 cells about 350 m across: sightings of ten minutes in one are summed up
SLOT: Final = 60.0  # minutes of one time slot of the index
EXEMPLARS: Final = 8  # distinct texts of one incident compared with a new one
WORD_CANDIDATES: Final = 8  # incidents compared for their words alone
RARE_WORDS: Final = 12  # words of a text looked up in the index, the rarest first
COMMON_WORD: Final = 60  # a word of so many incidents finds nothing
COMPARED: Final = 12  # latest sightings of an incident compared with another incident
REVIEWED: Final = 4  # latest sightings of each neighbouring incident looked at again after a placement
MISFIT: Final = -2.5  # a sighting that fits its incident this badly, after others told more, is let go
