"""What happens by itself in a demo: the phones sign up, and the story is told."""

from wekeep.desk.actions import phones
from wekeep.desk.actions.cast import unlocked_of_cast
from wekeep.desk.actions.story import tell
from wekeep.desk.rules.demo import COORDINATOR, VETTER
from wekeep.kit.errors import Refused
from wekeep.work.jobs import task
from wekeep.work.rules.lane import DEFAULT


@task("desk.sign_up_phones", lane=DEFAULT)
def sign_up_phones() -> None:
    """Switch on the demo's phones, once the server answers."""
    phones.switch_on()


@task("desk.give_keys", lane=DEFAULT)
def give_keys() -> None:
    """Unlock once whoever reads what neighbours seal, so that there is someone to seal applications and requests for."""
    try:
        for handle in (VETTER, COORDINATOR):
            unlocked_of_cast(handle)
    except Refused as refusal:  # the keeper is still starting: no answer for good, as a refusal would be
        raise TimeoutError(refusal.why) from refusal


@task("desk.tell_story", lane=DEFAULT, whole=True)
def tell_story(story: str, telling: int, step: int, looks: int, due: int = 0) -> None:
    """Do one step of the demo's story and queue the next."""
    tell(story=story, telling=telling, step=step, looks=looks, due=due)
