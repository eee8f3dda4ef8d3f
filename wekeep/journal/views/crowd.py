"""Everyone who listens at this process, by what they hear and by whose stream it is."""

from wekeep.journal.views.listener import Group, Listener

# on more boards at once nobody looks; where one more opens, the oldest ends, which is mostly one whose phone went away
MOST_OF_ONE = 20


class Crowd:
    """The open streams."""

    def __init__(self) -> None:
        self._groups: dict[frozenset[str], Group] = {}
        self._of_one: dict[str, list[Listener]] = {}
        self.count = 0

    def group(self, zones: frozenset[str]) -> Group:
        """Those who listen to exactly these zones."""
        return self._groups.setdefault(zones, Group(zones))

    def groups(self) -> list[Group]:
        """Every group that has anyone in it."""
        return list(self._groups.values())

    def everyone(self) -> list[Listener]:
        """Every open stream."""
        return [listener for group in self._groups.values() for listener in group.members]

    def enter(self, listener: Listener) -> None:
        """One more; of a member who has too many the oldest is cut."""
        listener.group = self.group(listener.group.zones)
        listener.group.members.add(listener)
        self.count += 1
        theirs = self._of_one.setdefault(listener.who, [])
        theirs.append(listener)
        if len(theirs) > MOST_OF_ONE:
            theirs[0].cut()
            del theirs[0]

    def leave(self, listener: Listener) -> None:
        """One less."""
        if listener not in listener.group.members:
            return
        listener.group.members.remove(listener)
        self.count -= 1
        if not listener.group.members:
            self._groups.pop(listener.group.zones, None)
        theirs = self._of_one.get(listener.who, [])
        if listener in theirs:
            theirs.remove(listener)
        if not theirs:
            self._of_one.pop(listener.who, None)
