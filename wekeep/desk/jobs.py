"""What happens by itself in a demo: the phones sign up, the week that was is told, and then the story."""

from wekeep.desk.actions import phones
from wekeep.desk.actions.cast import unlocked_of_cast
from wekeep.desk.actions.made_up import week
from wekeep.desk.actions.story import tell
from wekeep.desk.rules.demo import READERS
from wekeep.desk.rules.made_up.week import SLICE
from wekeep.kit.errors import Refused
from wekeep.work.jobs import task
from wekeep.work.rules.lane import DEFAULT, SLOW


@task("desk.sign_up_phones", lane=DEFAULT)
def sign_up_phones() -> None:
    """Switch on the demo's phones, once the server answers."""
    phones.switch_on()


@task("desk.give_keys", lane=DEFAULT)
def give_keys(size: str = SLICE) -> None:
    """Unlock once whoever reads what neighbours seal, so that there is someone to seal for; then tell the week that was."""
    try:
        for handle in READERS:
            unlocked_of_cast(handle)
    except Refused as refusal:  # the keeper is still starting: no answer for good, as a refusal would be
        raise TimeoutError(refusal.why) from refusal
    week.begin_week(size=size)


@task("desk.tell_week", lane=SLOW, whole=True)
def tell_week(size: str, seed: int, number: int, until: int, looks: int = 0) -> None:
    """Tell the next of the demo's made-up week and queue the one after."""
    week.tell(size=size, seed=seed, number=number, until=until, looks=looks)


@task("desk.tell_story", lane=DEFAULT, whole=True)
def tell_story(story: str, telling: int, step: int, looks: int, due: int = 0) -> None:
    """Do one step of the demo's story and queue the next."""
    tell(story=story, telling=telling, step=step, looks=looks, due=due)
