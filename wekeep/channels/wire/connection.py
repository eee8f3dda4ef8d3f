"""One HTTP/2 connection that only posts (RFC 9113), without a socket: bytes in, bytes out, one reply a post.

The `h2` library keeps objects for each stream and event, and a twentieth of this rate. What is kept here for a post is
one entry in a dictionary; its headers are a few bytes that were worked out once.
"""

from collections import deque
from collections.abc import Callable, Iterable

from wekeep.channels.wire import frames
from wekeep.channels.wire.frames import END_HEADERS, END_STREAM, Broken, Code, Setting
from wekeep.channels.wire.headers import Reader, Writer
from wekeep.channels.wire.posts import NO_ANSWER, Post, Reply, patience

# What an answer's headers, and an answer's body, may come to: nobody reads them.
LONGEST_HEADERS, LONGEST_ANSWER = 65_536, 65_536
# On the whole connection so much may be on its way to us; given back when half was used.
_OUR_WINDOW = 1 << 20
# as many as anyone uses; a peer may say less
MOST_STREAMS = 200
_MOST_UPLOADS = 16
# Frames that ask something of us and bring no answer: more of them than this is an attack (CVE-2019-9512 and -9515).
_MOST_IDLE_FRAMES = 1_000
# After so many posts a connection is exchanged for a new one, long before the stream numbers end.
_MOST_POSTS = 1_000_000
_UNSEEN_SECONDS = 2.0
_UNUSUAL = frames.PADDED | frames.PRIORITY | END_HEADERS
# an answer in one frame that ends it, and how many such header blocks are known again by their bytes
_WHOLE = END_STREAM | END_HEADERS
_LONGEST_USUAL, _MOST_USUAL = 256, 64
NO_ANSWER_IN_TIME = "no answer in time"


class Connection:
    """Takes posts as there is room (`room`, `begin`), is fed with what came (`receive`) and drained of what is to be sent
    (`output`). Nothing it is fed makes it raise.

    `replies` holds what was answered, and `unsent` the posts that the other side surely never looked at; whoever drives it
    takes both out. `broken` says why it is of no more use. A post of which nobody knows whether it arrived is answered
    with NO_ANSWER.
    """

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.unsent: list[Post] = []
        self.broken = ""
        # whether it broke because the two did not understand each other
        self.misunderstood = False
        self.answered = 0
        self.pushed_back = 0
        self.opened = False
        self.leaving = False
        self._out: list[bytes] = [
            frames.PREFACE,
            frames.settings({Setting.HEADER_TABLE_SIZE: 0, Setting.ENABLE_PUSH: 0}),
            frames.window_update(0, _OUR_WINDOW),
        ]
        self._writer, self._reader = Writer(), Reader()
        # header blocks of answers under 429, whole, with the status that was read in them
        self._usual: dict[bytes, int] = {}
        self._open: dict[int, Post] = {}
        # answered, but their streams are not over: how much of their body came
        self._ending: dict[int, int] = {}
        # bodies that the other side has no room for yet, with the room their stream has
        self._uploads: dict[int, tuple[bytes, int]] = {}
        self._begun: deque[tuple[int, float]] = deque()
        self._next, self._most = 1, 100
        self._window = self._stream_window = 65_535
        self._longest_frame = frames.LONGEST_FRAME
        self._rest = b""
        self._block: tuple[int, int, bytes] | None = None
        self._taken = self._idle = 0
        self._heard = 0.0
        self._frames: dict[int, Callable[[int, int, bytes], None]] = {
            frames.DATA: self._data,
            frames.HEADERS: self._headers,
            frames.RST_STREAM: self._reset,
            frames.SETTINGS: self._settings,
            frames.PUSH_PROMISE: self._promise,
            frames.PING: self._ping,
            frames.GOAWAY: self._goodbye,
            frames.WINDOW_UPDATE: self._wider,
            frames.CONTINUATION: self._continued,
        }

    # what its driver asks

    @property
    def waiting(self) -> int:
        """How many posts have no answer yet."""
        return len(self._open)

    def room(self, now: float) -> int:
        """How many posts may begin now: none before the other side has spoken, nor after it said goodbye, nor while it has
        kept silent although it was asked something."""
        if not self.opened or self.leaving or self.broken or self._window <= 0 or len(self._uploads) >= _MOST_UPLOADS:
            return 0
        if self._open and self._begun and now - max(self._begun[0][1], self._heard) > _UNSEEN_SECONDS:
            return 0
        return max(0, min(self._most, MOST_STREAMS) - len(self._open) - len(self._ending))

    def output(self) -> bytes:
        """What is to be sent, once."""
        out, self._out = b"".join(self._out), []
        return out

    def begin(self, posts: Iterable[Post], now: float) -> None:
        """Send these posts, no more than there was `room` for."""
        out, block, pack, under_way = self._out, self._writer.block, frames.HEAD.pack, self._open
        stream, window = self._next, self._window
        longest = min(self._stream_window, self._longest_frame)
        for post in posts:
            _key, course, path, body = post
            under_way[stream] = post
            head, size = block(course, path, len(body)), len(body)
            out.append(pack(len(head) << 8 | frames.HEADERS, END_HEADERS, stream))
            out.append(head)
            if size <= window and size <= longest:
                out.append(pack(size << 8, END_STREAM, stream))
                out.append(body)
                window -= size
            else:
                self._uploads[stream] = (body, self._stream_window)
            stream += 2
        self._next, self._window = stream, window
        if self._uploads:
            self._upload_all()
        self._begun.append((self._next, now))
        if self._next > 2 * _MOST_POSTS:
            self.leaving = True

    def receive(self, data: bytes, now: float) -> None:
        """Take in what the other side sent."""
        self._heard = now
        if self.broken:
            return
        try:
            self._rest = self._read(self._rest + data if self._rest else data)
        except Broken as trouble:
            self._out.append(frames.goodbye(trouble.code))
            self.misunderstood = True
            self.lose(f"h2: {trouble.words}")

    def give_up(self, now: float, seconds: float) -> None:
        """Answer for posts that began more than `seconds` ago, and end what never ends. Where the other side has said
        nothing at all since then, the connection is dead."""
        oldest = min(next(iter(self._open), self._next), min(self._ending, default=self._next))
        while self._begun and self._begun[0][0] <= oldest:
            self._begun.popleft()
        last = max((until for until, at in self._begun if at < now - seconds), default=0)
        if last and self._heard < now - seconds:
            self.lose(NO_ANSWER_IN_TIME)
            return
        for stream in [one for one in self._open if one < last]:
            self._answer(stream, Reply(self._open[stream].key, NO_ANSWER, trouble=NO_ANSWER_IN_TIME))
            self._cancel(stream)
        for stream in [one for one in self._ending if one < last]:
            self._cancel(stream)

    def lose(self, words: str) -> None:
        """The connection is gone: nobody knows what became of the posts without an answer."""
        if not self.broken:
            self.broken = words
            self.replies += [Reply(post.key, NO_ANSWER, trouble=words) for post in self._open.values()]
            self._forget()

    def leave(self) -> None:
        """Say goodbye before hanging up."""
        if not self.broken:
            self._out.append(frames.goodbye(Code.NO_ERROR))
            self.lose("closed")

    def _forget(self) -> None:
        self._open.clear()
        self._ending.clear()
        self._uploads.clear()
        self._begun.clear()
        self._block, self._rest = None, b""

    # frames

    def _read(self, data: bytes) -> bytes:
        """Take every whole frame of `data`; returns what is left."""
        at, end, unpack, known = 0, len(data), frames.HEAD.unpack_from, self._frames
        under_way, usual, replies = self._open, self._usual, self.replies
        while end - at >= frames.HEAD_BYTES:
            head, flags, stream = unpack(data, at)
            begin, kind = at + frames.HEAD_BYTES, head & 255
            stop = begin + (head >> 8)
            if flags == _WHOLE and kind == frames.HEADERS and not self._uploads and self._block is None:
                # nearly every answer, and nothing in it that was not read before
                status = usual.get(data[begin:stop])
                if status and stop <= end and (post := under_way.pop(stream, None)):
                    replies.append(Reply(post[0], status))
                    self.answered += 1
                    self._idle = 0
                    at = stop
                    continue
            if head >> 8 > frames.LONGEST_FRAME:
                raise Broken(Code.FRAME_SIZE_ERROR, "a frame that is too long")
            if stop > end:
                break
            if not self.opened and kind != frames.SETTINGS:
                raise Broken(Code.PROTOCOL_ERROR, "something before the settings")
            if self._block is not None and kind != frames.CONTINUATION:
                raise Broken(Code.PROTOCOL_ERROR, "headers that are not ended")
            take = known.get(kind)
            if take is not None:
                take(stream & 0x7FFFFFFF, flags, data[begin:stop])
            at = stop
        return data[at:]

    def _headers(self, stream: int, flags: int, payload: bytes) -> None:
        if flags & _UNUSUAL == END_HEADERS:
            self._block_came(stream, flags, payload)
            return
        if flags & (frames.PADDED | frames.PRIORITY):
            payload = frames.unpadded(flags, payload)
        if flags & END_HEADERS:
            self._block_came(stream, flags, payload)
        else:
            self._block = (stream, flags, payload)

    def _continued(self, stream: int, flags: int, payload: bytes) -> None:
        if self._block is None or self._block[0] != stream:
            raise Broken(Code.PROTOCOL_ERROR, "a continuation of nothing")
        first, block = self._block[1], self._block[2] + payload
        self._count_idle()
        if len(block) > LONGEST_HEADERS:
            raise Broken(Code.ENHANCE_YOUR_CALM, "headers that are too long")
        self._block = (stream, first, block)
        if flags & END_HEADERS:
            self._block = None
            self._block_came(stream, first, block)

    def _block_came(self, stream: int, flags: int, block: bytes) -> None:
        post, ends = self._open.get(stream), flags & END_STREAM
        if post is None:
            self._check_begun(stream)
            self._count_idle()
            if ends:
                self._ending.pop(stream, None)
            return
        status = self._reader.status(block)
        if status < 200:
            self._count_idle()
            if ends:
                self._answer(stream, Reply(post.key, NO_ANSWER, trouble="an answer without an end"))
            return
        if status < 429 and not self._uploads:
            del self._open[stream]
            self.replies.append(Reply(post[0], status))
            if len(block) <= _LONGEST_USUAL and len(self._usual) < _MOST_USUAL:
                self._usual[block] = status
        elif status == 429 or status >= 500:
            asked = patience(self._reader.fields(block).get(b"retry-after", b"").decode("latin-1"))
            self.pushed_back += status in (429, 503)
            self._answer(stream, Reply(post.key, status, asked))
        else:
            self._answer(stream, Reply(post.key, status))
        self._idle = 0
        self.answered += 1
        if not ends:
            self._ending[stream] = 0

    def _answer(self, stream: int, reply: Reply) -> None:
        del self._open[stream]
        self.replies.append(reply)
        if self._uploads.pop(stream, None):
            # answered before it was asked in full: nothing more of it is sent (RFC 9113, 8.1)
            self._out.append(frames.reset(stream, Code.CANCEL))

    def _data(self, stream: int, flags: int, payload: bytes) -> None:
        self._check_begun(stream)
        self._take_room(len(payload))
        if flags & frames.PADDED:
            frames.unpadded(flags & frames.PADDED, payload)
        if stream in self._open:
            raise Broken(Code.PROTOCOL_ERROR, "a body before its headers")
        if stream not in self._ending:
            self._count_idle()
            return
        if flags & END_STREAM:
            del self._ending[stream]
            return
        self._ending[stream] += len(payload)
        if not payload:
            self._count_idle()
        if self._ending[stream] >= LONGEST_ANSWER - frames.LONGEST_FRAME:
            self._cancel(stream)

    def _take_room(self, size: int) -> None:
        self._taken += size
        if self._taken > _OUR_WINDOW // 2:
            self._out.append(frames.window_update(0, self._taken))
            self._taken = 0

    def _reset(self, stream: int, flags: int, payload: bytes) -> None:
        _wants(payload, 4)
        self._check_begun(stream)
        post, code = self._open.get(stream), frames.NUMBER.unpack(payload)[0]
        self._ending.pop(stream, None)
        if post is None:
            self._count_idle()
            return
        self._uploads.pop(stream, None)
        if code == Code.REFUSED_STREAM:
            del self._open[stream]
            self.unsent.append(post)
        else:
            self._answer(stream, Reply(post.key, NO_ANSWER, trouble=f"h2: reset {code}"))

    def _settings(self, stream: int, flags: int, payload: bytes) -> None:
        if stream:
            raise Broken(Code.PROTOCOL_ERROR, "settings of a stream")
        if flags & frames.ACK:
            _wants(payload, 0)
            return
        if len(payload) % frames.SETTING.size:
            raise Broken(Code.FRAME_SIZE_ERROR, "settings that are cut off")
        for name, value in frames.SETTING.iter_unpack(payload):
            self._set(name, value)
        self.opened = True
        self._count_idle()
        self._out.append(frames.frame(frames.SETTINGS, frames.ACK, 0))
        self._upload_all()

    def _set(self, name: int, value: int) -> None:
        match name:
            case Setting.HEADER_TABLE_SIZE:
                self._writer.limit(value)
            case Setting.ENABLE_PUSH if value:
                raise Broken(Code.PROTOCOL_ERROR, "a server that wants to be pushed to")
            case Setting.MAX_CONCURRENT_STREAMS:
                self._most = value
            case Setting.INITIAL_WINDOW_SIZE:
                self._set_window(value)
            case Setting.MAX_FRAME_SIZE:
                if not frames.LONGEST_FRAME <= value < 1 << 24:
                    raise Broken(Code.PROTOCOL_ERROR, "a frame size that may not be")
                self._longest_frame = value

    def _set_window(self, value: int) -> None:
        """What each stream may send; those under way gain or lose the difference, even below zero (RFC 9113, 6.9.2)."""
        if value > frames.WIDEST_WINDOW:
            raise Broken(Code.FLOW_CONTROL_ERROR, "a window that may not be")
        more, self._stream_window = value - self._stream_window, value
        for stream, (body, window) in self._uploads.items():
            if window + more > frames.WIDEST_WINDOW:
                raise Broken(Code.FLOW_CONTROL_ERROR, "a window that is too wide")
            self._uploads[stream] = (body, window + more)

    def _promise(self, stream: int, flags: int, payload: bytes) -> None:
        raise Broken(Code.PROTOCOL_ERROR, "a promise that was forbidden")

    def _ping(self, stream: int, flags: int, payload: bytes) -> None:
        _wants(payload, 8)
        if stream:
            raise Broken(Code.PROTOCOL_ERROR, "a ping of a stream")
        if not flags & frames.ACK:
            self._count_idle()
            self._out.append(frames.frame(frames.PING, frames.ACK, 0, payload))

    def _goodbye(self, stream: int, flags: int, payload: bytes) -> None:
        """What began after the last stream they looked at was never looked at; the rest they will still answer."""
        if stream or len(payload) < frames.GOODBYE.size:
            raise Broken(Code.FRAME_SIZE_ERROR, "a goodbye that is none")
        self._count_idle()
        last = frames.GOODBYE.unpack_from(payload)[0] & 0x7FFFFFFF
        for one in [one for one in self._open if one > last]:
            self.unsent.append(self._open.pop(one))
            self._uploads.pop(one, None)
        self.leaving = True

    def _wider(self, stream: int, flags: int, payload: bytes) -> None:
        _wants(payload, 4)
        if not self._uploads:
            self._count_idle()
        more = frames.NUMBER.unpack(payload)[0] & frames.WIDEST_WINDOW
        if stream == 0:
            self._window += more
            if not more or self._window > frames.WIDEST_WINDOW:
                raise Broken(Code.FLOW_CONTROL_ERROR, "a window that may not be")
            self._upload_all()
            return
        self._check_begun(stream)
        if stream in self._uploads:
            body, window = self._uploads[stream]
            if not more or window + more > frames.WIDEST_WINDOW:
                raise Broken(Code.FLOW_CONTROL_ERROR, "a window that may not be")
            self._uploads[stream] = (body, window + more)
            self._upload(stream)

    # bodies that had to wait

    def _upload_all(self) -> None:
        for stream in list(self._uploads):
            self._upload(stream)

    def _upload(self, stream: int) -> None:
        """Send as much of a body as there is room for."""
        body, window = self._uploads[stream]
        while body and (size := min(len(body), window, self._window, self._longest_frame)) > 0:
            ends = END_STREAM if size == len(body) else 0
            self._out.append(frames.frame(frames.DATA, ends, stream, body[:size]))
            body, window, self._window = body[size:], window - size, self._window - size
        if body:
            self._uploads[stream] = (body, window)
        else:
            del self._uploads[stream]

    # the rest

    def _cancel(self, stream: int) -> None:
        self._ending.pop(stream, None)
        self._out.append(frames.reset(stream, Code.CANCEL))

    def _check_begun(self, stream: int) -> None:
        if stream >= self._next or not stream & 1:
            raise Broken(Code.PROTOCOL_ERROR, "a stream that nobody began")

    def _count_idle(self) -> None:
        self._idle += 1
        if self._idle > _MOST_IDLE_FRAMES:
            raise Broken(Code.ENHANCE_YOUR_CALM, "too many frames that say nothing")


def _wants(payload: bytes, size: int) -> None:
    if len(payload) != size:
        raise Broken(Code.FRAME_SIZE_ERROR, "a frame of the wrong length")
