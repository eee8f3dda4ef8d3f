"""The other ends of the channels, for stories that reach phones and letter boxes."""

from tests.channels.conftest import mail, ntfy, push

__all__ = ["mail", "ntfy", "push"]
