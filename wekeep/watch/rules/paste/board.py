"""The message on the reading table: its words, its labelled pieces, and which word was read as which field so far."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from wekeep.watch.rules.paste.label_names import Letter
from wekeep.watch.rules.paste.letters import Labelled
from wekeep.watch.rules.paste.pasted import Field, Piece
from wekeep.watch.rules.paste.typed import Typed

Span = tuple[int, int]
"""Word indices: from the first up to, not including, the second."""


@dataclass
class Board:
    """Filled in by one reader after another; later readers leave alone what earlier ones have taken."""

    typed: Typed
    labelled: list[Labelled]
    taken: list[Field | None] = field(init=False)
    labels: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self.taken = [None] * len(self.typed.words)
        self.labels = {i for piece in self.labelled for i in range(piece.label, piece.first)}

    def piece(self, letter: Letter) -> Span | None:
        """The words labelled with `letter`, or None."""
        return next(((p.first, p.last) for p in self.labelled if p.letter is letter and p.first < p.last), None)

    def relabel(self, old: Letter, new: Letter) -> None:
        """Take the piece labelled `old` for one labelled `new`."""
        self.labelled = [
            Labelled(new if p.letter is old else p.letter, p.label, p.first, p.last) for p in self.labelled
        ]

    def shorten(self, letter: Letter, last: int) -> None:
        """Let the piece labelled `letter` end before the word at `last`; what follows is read as unlabelled."""
        self.labelled = [
            Labelled(p.letter, p.label, p.first, last if p.letter is letter else p.last) for p in self.labelled
        ]

    def letter_at(self, index: int) -> Letter | None:
        """The letter whose labelled piece the word at `index` lies in."""
        return next((p.letter for p in self.labelled if p.first <= index < p.last), None)

    def take(self, span: Span, what: Field) -> None:
        """Note that the free words of `span` were read as `what`."""
        for index in range(*span):
            if self.taken[index] is None:
                self.taken[index] = what

    def free(self, span: Span) -> bool:
        """Whether no word of `span` was read yet."""
        return all(self.taken[i] is None and i not in self.labels for i in range(*span))

    def shown(self, span: Span) -> str:
        """The words of `span` as typed."""
        return self.typed.shown(*span)

    def keys(self, span: Span) -> list[str]:
        """The plain words of `span`."""
        return [word.key for word in self.typed.words[slice(*span)]]

    def pieces(self) -> Iterator[Piece]:
        """Runs of neighbouring words read as the same field."""
        words, start = self.typed.words, 0
        for at in range(1, len(words) + 1):
            if at == len(words) or self.taken[at] is not self.taken[start]:
                piece = [word for word in words[start:at] if word.key[0].isalnum()]
                if self.taken[start] is not None and piece:
                    yield Piece(self.taken[start], piece[0].start, piece[-1].end)
                start = at
