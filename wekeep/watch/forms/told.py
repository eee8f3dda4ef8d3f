"""What the sender of a report is told, in the shapes of its two doors."""

from typing import Any

from wekeep.watch.actions.sightings import Filed


def told_in_json(filed: Filed, place: str) -> dict[str, Any]:
    """By the JSON door; `place` is what a typed place was understood as."""
    return {
        "receipt": filed.words,
        "place": place,
        "reach_kept": filed.reachable,
        "wants_proof": filed.wants_proof,
    }


def told_to_a_page(filed: Filed, place: str) -> dict[str, Any]:
    """By the form, to the page's own script."""
    return {"receipt": filed.words, "place": place} | ({"wants_proof": True} if filed.wants_proof else {})
