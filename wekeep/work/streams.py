"""What the broker between hosts is asked to have: streams and consumers, in the words of its client."""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from wekeep.work.rules.broker import ACKNOWLEDGED_WITHIN, KEPT, KNOWN_AGAIN, TOLD_AGAIN, Feed, Queue

if TYPE_CHECKING:
    # read when there is a broker to speak to (work/broker.py)
    from nats.js.api import ConsumerConfig, StreamConfig
    from nats.js.manager import JetStreamManager

MOST_TOLD_BYTES: Final = 16 * 1024**2


async def make(manager: "JetStreamManager", stream: "StreamConfig") -> None:
    """Have this stream, as it is described."""
    try:
        await manager.add_stream(stream)
    except import_module("nats.js.errors").BadRequestError:
        # it is there with other options, of an older version or another number of copies
        await manager.update_stream(stream)


def of_queue(queue: Queue, copies: int) -> "StreamConfig":
    """The stream of a queue: on disk, each message until it is acknowledged."""
    say = import_module("nats.js.api")
    made: StreamConfig = say.StreamConfig(
        name=queue.name,
        subjects=[queue.subjects],
        retention=say.RetentionPolicy.WORK_QUEUE,
        storage=say.StorageType.FILE,
        discard=say.DiscardPolicy.OLD,
        num_replicas=copies,
        max_age=KEPT.total_seconds(),
        duplicate_window=KNOWN_AGAIN.total_seconds(),
    )
    return made


def consumer(name: str, subject: str) -> "ConsumerConfig":
    """One line of a queue."""
    say = import_module("nats.js.api")
    made: ConsumerConfig = say.ConsumerConfig(
        durable_name=name,
        filter_subject=subject,
        ack_policy=say.AckPolicy.EXPLICIT,
        ack_wait=ACKNOWLEDGED_WITHIN.total_seconds(),
        max_deliver=-1,
        max_ack_pending=20_000,
    )
    return made


def of_feed(feed: Feed, copies: int) -> "StreamConfig":
    """The stream of a feed: in memory, because it is the news of this moment and stands in the database. The server itself
    tells on what it has taken in, so that who listens needs no consumer; whoever may make one may have it write into any
    subject there is."""
    say = import_module("nats.js.api")
    made: StreamConfig = say.StreamConfig(
        name=feed.name,
        subjects=[feed.put],
        storage=say.StorageType.MEMORY,
        discard=say.DiscardPolicy.OLD,
        num_replicas=copies,
        max_age=TOLD_AGAIN.total_seconds(),
        max_bytes=MOST_TOLD_BYTES,
        duplicate_window=TOLD_AGAIN.total_seconds(),
        republish=say.RePublish(src=feed.put, dest=feed.told),
    )
    return made
