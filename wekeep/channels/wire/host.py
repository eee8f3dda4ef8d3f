"""One host that is posted to: what waits for it, how much it is trusted with, and its lines."""

from collections import deque
from dataclasses import dataclass, field
from itertools import islice

from wekeep.channels.wire.opening import Line, Where
from wekeep.channels.wire.posts import NO_ANSWER, Post, Reply

# A host begins with few posts in flight and earns more, so that a dead one holds little. One that has a line of its own
# has shown that it lives.
FIRST_WINDOW, FIRST_LINE_WINDOW = 8, 100
WIDEST_WINDOW, WIDEST_LINE_WINDOW = 200, 3_000
STREAMS_A_LINE = 100
# As many lines as carry 1,600 posts where a host takes a hundred on each: 32,000 a second to one that is 50 ms away.
LINES_A_HOST = 16
FAILURES_UNTIL_LEFT_ALONE = 5
# So many answers in a row that say "too many": the rest of this run would hear the same.
PUSHED_UNTIL_LEFT_ALONE = 50
# about a quarter of the last fifty answers
_PRESSED, _FADES = 12.0, 0.98
# a post that was refused unseen so often is put back
_MOST_TRIES = 20


@dataclass(slots=True, eq=False)
class Host:
    """`waiting` holds posts with the time they were drawn; `flying` counts those that the library carries."""

    origin: str
    name: str
    port: int
    uses_library: bool
    window: int = FIRST_WINDOW
    flying: int = 0
    failures: int = 0
    pushed: int = 0
    pressed: float = 0.0
    longest_patience: int | None = None
    heard: float = 0.0
    most_lines: int = LINES_A_HOST
    asked_at: float | None = None
    places: list[Where] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    waiting: deque[tuple[Post, float]] = field(default_factory=deque)
    tries: dict[int, int] = field(default_factory=dict)

    @property
    def left_alone(self) -> bool:
        """Whether it gets no more in this run."""
        return self.failures >= FAILURES_UNTIL_LEFT_ALONE or self.pushed >= PUSHED_UNTIL_LEFT_ALONE

    @property
    def lines_wanted(self) -> int:
        """How many lines more to open now: one, until one works; then as many as its window and what waits are worth. None
        while any is being opened."""
        room = min(self.window - self.in_flight, len(self.waiting))
        if self.left_alone or room <= 0 or any(not line.connection.opened for line in self.lines):
            return 0
        more = -(-room // STREAMS_A_LINE) if self.lines else 1
        return max(0, min(more, self.most_lines - len(self.lines)))

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to do for it."""
        return not self.waiting and not self.in_flight

    @property
    def in_flight(self) -> int:
        """How many posts it has and has not answered."""
        return self.flying + sum(line.connection.waiting for line in self.lines)

    def learn(self, answered: int, pushed: int, now: float) -> None:
        """It answered so many posts, some of them with "too many requests"."""
        widest = WIDEST_WINDOW if self.uses_library else WIDEST_LINE_WINDOW
        self.failures, self.heard = 0, now
        self.pushed = self.pushed + pushed if pushed == answered else 0
        self.window = min(self.window + answered - pushed, widest)
        self.pressed = self.pressed * _FADES**answered + pushed
        if self.pressed > _PRESSED:
            self.pressed, self.window = 0.0, max(1, self.window // 2)

    def fail(self, times: int = 1) -> None:
        """It failed to answer, or to be reached."""
        self.failures += times
        self.window = max(1, self.window // 2)

    def note(self, replies: list[Reply]) -> None:
        """Remember how long it asked to be left alone; forget how often answered posts were tried."""
        for reply in replies:
            if reply.retry_after is not None:
                self.longest_patience = max(self.longest_patience or 0, reply.retry_after)
            if self.tries:
                self.tries.pop(reply.key, None)

    def begin(self, now: float) -> None:
        """Hand as many posts to its lines as they and its window have room for."""
        left = self.window - self.in_flight
        for line in self.lines:
            if not self.waiting or left <= 0:
                return
            room = min(left, line.connection.room(now)) if line.has_room else 0
            if room > 0:
                taken = [self.waiting.popleft()[0] for _one in range(min(room, len(self.waiting)))]
                line.connection.begin(taken, now)
                line.flush()
                left -= len(taken)

    def take_back(self, posts: list[Post], since: float) -> list[Reply]:
        """Posts that it surely never looked at wait again, first; those that came back too often are answered for."""
        given_up = []
        for post in reversed(posts):
            tries = self.tries[post.key] = self.tries.get(post.key, 0) + 1
            if tries < _MOST_TRIES:
                self.waiting.appendleft((post, since))
            else:
                del self.tries[post.key]
                given_up.append(Reply(post.key, NO_ANSWER, trouble="refused unseen"))
        return given_up

    def put_back(self, oldest: float, count: int = 0) -> list[Reply]:
        """Answer for what will not be tried in this run: all where it is left alone, what was drawn before `oldest`, and
        the next `count`."""
        found = []
        while self.waiting and (self.left_alone or self.waiting[0][1] < oldest):
            found.append(self._not_tried(self.waiting.popleft()[0]))
        for post, _since in list(islice(self.waiting, count)):
            self.waiting.popleft()
            found.append(self._not_tried(post))
        return found

    def _not_tried(self, post: Post) -> Reply:
        self.tries.pop(post.key, None)
        return Reply(post.key, NO_ANSWER, self.longest_patience, "host left alone")
