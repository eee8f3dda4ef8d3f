"""What every page may count on finding in its context."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of a navigation: where it leads, its word, its icon and the start of the paths on which it is the current one."""

    href: str
    word: str
    icon: str = ""
    within: str = ""

    def is_current(self, path: str) -> bool:
        """Tell whether a page at `path` belongs to this entry."""
        return path.startswith(self.within) if self.within else path == self.href


def page(request: HttpRequest) -> dict[str, object]:
    """Give the network's name, the page to leave to, and whether this is a demo (a context processor)."""
    return {
        "network_name": settings.NETWORK_NAME,
        "quick_exit_url": settings.QUICK_EXIT_URL,
        "is_demo": settings.DEMO,
    }
