"""The ranges from which each scene draws its numbers: one set for development, another for held-out scenes."""

from dataclasses import dataclass

Range = tuple[float, float]

PLOTS = {
    "home": ("surveilling", "approaching_home", "approaching_home", "detaining", "loading", "leaving"),
    "street": ("questioning", "questioning", "detaining", "detaining", "loading", "leaving"),
    "car": ("vehicle_stop", "vehicle_stop", "questioning", "detaining", "loading", "leaving"),
    "watch": ("surveilling", "surveilling", "surveilling", "leaving"),
    "gathering": ("staging", "staging", "staging", "leaving"),
    "checkpoint": ("checkpoint", "checkpoint", "checkpoint", "questioning"),
}
"""What a party does during a stop, from its beginning to its end."""


@dataclass(frozen=True, slots=True)
class Ranges:
    """Lower and upper bound of each number; shares are from 0 to 1, distances in metres, times in minutes."""

    size: Range
    city_radius: Range
    block_width: Range
    block_depth: Range
    gps: Range
    vague_pins: Range
    fields_given: Range
    empty_texts: Range
    received_after: Range
    stop_lasts: Range
    people: Range
    twin_metres: Range
    hop_metres: Range
    hop_minutes: Range
    later_run: Range
    forwarded_after: Range
    rumour_lasts: Range


RANGES = {
    "a": Ranges(
        size=(110, 240),
        city_radius=(3000, 5000),
        block_width=(90, 130),
        block_depth=(150, 210),
        gps=(12, 45),
        vague_pins=(0.1, 0.3),
        fields_given=(0.4, 0.65),
        empty_texts=(0.04, 0.12),
        received_after=(1, 9),
        stop_lasts=(10, 26),
        people=(2, 12),
        twin_metres=(120, 300),
        hop_metres=(300, 950),
        hop_minutes=(4, 12),
        later_run=(65, 140),
        forwarded_after=(90, 330),
        rumour_lasts=(180, 560),
    ),
    "b": Ranges(
        size=(100, 300),
        city_radius=(2500, 6500),
        block_width=(80, 160),
        block_depth=(120, 260),
        gps=(10, 55),
        vague_pins=(0.05, 0.4),
        fields_given=(0.35, 0.7),
        empty_texts=(0.02, 0.15),
        received_after=(0.5, 14),
        stop_lasts=(8, 32),
        people=(1, 20),
        twin_metres=(110, 320),
        hop_metres=(260, 1000),
        hop_minutes=(3, 14),
        later_run=(62, 190),
        forwarded_after=(75, 420),
        rumour_lasts=(120, 700),
    ),
}
