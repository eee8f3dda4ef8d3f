"""Telling the keeper that nothing is to be sent, or on the operator's word that it goes on."""

from wekeep.kit.keeper_messages import Done, No, ResumeByOperator, StopSending
from wekeep.vault import keeper


def stop_sending(*, by: str) -> bool:
    """The keeper opens nothing any more to be sent with, whoever asks it; False where it is away: then it opens nothing
    anyway, and is told when it is back."""
    try:
        keeper.ask(StopSending(by), Done)
    except keeper.KeeperAway:
        return False
    return True


def resume_by_operator(*, passphrase: str) -> bool:
    """Go on, for one who knows the words that unseal; False where these are not."""
    try:
        keeper.ask(ResumeByOperator(passphrase), Done, patience=keeper.UNSEALING_SECONDS)
    except keeper.KeeperSays as refusal:
        if refusal.no is No.BROKEN:
            return False
        raise
    return True
