"""A request's life in small: its row, the process that answers it, and three places at Discord.

Discord knows a nonce for at least as long as the bot counts on it. A message whose answer was
lost arrives before the next step, or never does. Where a request goes next, its own class says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Final, Literal, NamedTuple

from bot.jobs import DeliveryTarget, Request, RequestState

WAITING, POSTING, POSTED = RequestState.WAITING, RequestState.POSTING, RequestState.POSTED
UNDELIVERABLE: Final = RequestState.UNDELIVERABLE

Way = Literal["open", "muted", "blind", "hidden", "gone"]
"""What the bot may do in a place: both, only read, only write, neither; or it was deleted."""

Grounds = Literal["", "new", "missing", "nonce"]
"""Nothing was sent there yet; it was looked for, in vain; or Discord knows its nonce."""

NONE: Final = ""
NEW: Final = "new"
MISSING: Final = "missing"
NONCE: Final = "nonce"
TARGETS: Final = (DeliveryTarget.ORIGIN, DeliveryTarget.DIRECT, DeliveryTarget.PARENT)
WAYS: Final[dict[DeliveryTarget, tuple[Way, ...]]] = {
    DeliveryTarget.ORIGIN: ("open", "muted", "blind", "hidden", "gone"),
    DeliveryTarget.DIRECT: ("open", "muted"),  # both can always read
    DeliveryTarget.PARENT: ("open", "hidden"),
}


class Row(NamedTuple):
    """What the database keeps of a request."""

    state: RequestState = WAITING
    target: DeliveryTarget = DeliveryTarget.ORIGIN
    has_place: bool = True
    is_recent: bool = True
    """Whether its ``first_send_at`` is so recent that Discord knows the nonce."""

    @property
    def next_target(self) -> DeliveryTarget | None:
        """Where it goes next, as the product's model says of one from a public thread."""
        asked = SimpleNamespace(target=self.target, public_parent_id=1)
        return Request.next_target.fget(asked)  # type: ignore[attr-defined, no-any-return]

    def taken(self) -> "Row":
        """Return it as ``DuePosts.claim`` leaves it."""
        return self._replace(state=POSTING) if self.state is WAITING else self

    def restarted(self) -> "Row":
        """Return it as ``DuePosts.restart`` leaves it."""
        return self._replace(is_recent=True) if self.state is POSTING else self

    def redirected(self, target: DeliveryTarget) -> "Row":
        """Return it as ``DuePosts.redirect`` leaves it."""
        if self.state is not POSTING:
            return self
        return Row(POSTING, target, has_place=target is DeliveryTarget.PARENT)

    def finished(self, state: RequestState) -> "Row":
        """Return it as ``DuePosts.finish`` leaves it."""
        return self._replace(state=state) if self.state is POSTING else self


class Place(NamedTuple):
    """A channel at Discord."""

    way: Way = "open"
    posts: int = 0
    knows_nonce: bool = False

    @property
    def is_readable(self) -> bool:
        """Whether the bot may read what stands there."""
        return self.way in ("open", "muted")

    @property
    def is_writable(self) -> bool:
        """Whether the bot may post there."""
        return self.way in ("open", "blind")


class RequestLife(NamedTuple):
    """Everything about one request: its row, the places, and what the process has in hand."""

    row: Row = Row()
    asked: Place = Place()
    direct: Place = Place()
    parent: Place = Place()
    doing: str | None = None
    """The process's next step, which a crash takes away."""
    grounds: Grounds = ""
    """Why the process may send."""

    def place(self, target: DeliveryTarget) -> Place:
        """Return a target's channel."""
        return (self.asked, self.direct, self.parent)[TARGETS.index(target)]

    def with_place(self, target: DeliveryTarget, place: Place) -> "RequestLife":
        """Return it with another state of a channel."""
        if target is DeliveryTarget.ORIGIN:
            return self._replace(asked=place)
        if target is DeliveryTarget.DIRECT:
            return self._replace(direct=place)
        return self._replace(parent=place)

    @property
    def posts(self) -> int:
        """How many answers stand somewhere."""
        return self.asked.posts + self.direct.posts + self.parent.posts


@dataclass(frozen=True)
class RequestModel:
    """What can happen. The fields that change a rule are there to show that it is needed."""

    reads_back: bool = True
    has_steady_nonce: bool = True
    knows_what_is_new: bool = True
    """Whether one that was found under way counts as sent."""
    looks_before_leaving: bool = True
    heeds_unreadable: bool = True
    """Whether what can't be read is told from what is empty."""
    keeps_redirects: bool = True
    """Whether a new target is committed before anything is sent there."""
    checks_nonce: bool = True
    """Whether the nonce's age is looked at once more right before a repeat."""

    def steps(self, life: RequestLife) -> Iterator[tuple[str, RequestLife]]:
        """Return everything that can happen next."""
        yield from self._outside(life)
        if life.doing is not None:
            yield "crash", _dropped(life)
            yield from getattr(self, f"_{life.doing}")(life)
        elif life.row.state in (WAITING, POSTING):
            is_new = life.row.state is WAITING or not self.knows_what_is_new
            grounds: Grounds = NEW if is_new else NONE
            row = life.row.taken()
            yield "taken", life._replace(row=row, doing="attempt", grounds=grounds)

    def _outside(self, life: RequestLife) -> Iterator[tuple[str, RequestLife]]:
        for target in TARGETS:
            place = life.place(target)
            for way in WAYS[target]:
                if way != place.way != "gone":
                    posts = 0 if way == "gone" else place.posts  # nobody sees them
                    changed = place._replace(way=way, posts=posts)
                    yield f"{target}: {way}", life.with_place(target, changed)
            if place.knows_nonce and not (life.row.target is target and life.row.is_recent):
                forgotten = place._replace(knows_nonce=False)
                yield "nonce forgotten", life.with_place(target, forgotten)
        if life.row.state is POSTING and life.row.is_recent:
            yield "a while", life._replace(row=life.row._replace(is_recent=False))

    def _attempt(self, life: RequestLife) -> Iterator[tuple[str, RequestLife]]:
        if not life.row.has_place:
            row = life.row._replace(has_place=True)
            yield "opened", life._replace(row=row)
            yield "not opened", _dropped(life)
        elif life.grounds == NEW or not self.reads_back:
            yield "not looked", life._replace(doing="send", grounds=life.grounds or MISSING)
        else:
            yield from self._look(life)

    def _look(self, life: RequestLife) -> Iterator[tuple[str, RequestLife]]:
        place = life.place(life.row.target)
        yield "not to be asked", _dropped(life)
        if place.is_readable and place.posts:
            yield "found", life._replace(doing="finish")
        elif place.is_readable or not self.heeds_unreadable:
            row = life.row.restarted()  # within the nonce's time that is left out
            yield "missing", life._replace(row=row, doing="send", grounds=MISSING)
            yield "missing for too long", life._replace(doing="leave", grounds=NEW)
        elif life.row.is_recent:
            yield "nonce holds", life._replace(doing="send", grounds=NONCE)
        elif place.way == "blind":
            yield "unreadable", life._replace(doing="give_up")
        else:
            yield "refused to read", life._replace(doing="leave")

    def _send(self, life: RequestLife) -> Iterator[tuple[str, RequestLife]]:
        target = life.row.target
        place = life.place(target)
        yield "lost on the way", _dropped(life)
        if life.grounds == NONCE and not life.row.is_recent and self.checks_nonce:
            return
        if not place.is_writable:
            yield "refused", life._replace(doing="leave")
            return
        is_known = place.knows_nonce and self.has_steady_nonce
        posts = place.posts if is_known else place.posts + 1
        sent = life.with_place(target, place._replace(posts=posts, knows_nonce=True))
        yield "sent", sent._replace(doing="finish")
        yield "sent, answer lost", _dropped(sent)

    def _leave(self, life: RequestLife) -> Iterator[tuple[str, RequestLife]]:
        place = life.place(life.row.target)
        is_looked = life.grounds != NEW and place.way != "gone" and self.looks_before_leaving
        if not is_looked:
            yield "left", life._replace(doing="redirect")
            return
        yield "not to be asked", _dropped(life)
        if place.is_readable and place.posts:
            yield "found", life._replace(doing="finish")
        elif place.is_readable or not self.heeds_unreadable:
            yield "missing", life._replace(doing="redirect")
        else:
            yield "unreadable", life._replace(doing="give_up")

    def _redirect(self, life: RequestLife) -> Iterator[tuple[str, RequestLife]]:
        target = life.row.next_target
        if target is None:
            yield "no target left", life._replace(doing="give_up")
        elif self.keeps_redirects:
            row = life.row.redirected(target)
            yield "redirected", life._replace(row=row, doing="attempt", grounds=NEW)
        else:
            place = life.place(target)
            sent = life.with_place(target, place._replace(posts=place.posts + place.is_writable))
            yield "sent elsewhere", sent._replace(doing="finish")

    def _finish(self, life: RequestLife) -> Iterator[tuple[str, RequestLife]]:
        yield "finished", _dropped(life._replace(row=life.row.finished(POSTED)))

    def _give_up(self, life: RequestLife) -> Iterator[tuple[str, RequestLife]]:
        yield "given up", _dropped(life._replace(row=life.row.finished(UNDELIVERABLE)))


def _dropped(life: RequestLife) -> RequestLife:
    """Return it when the process has nothing in hand."""
    return life._replace(doing=None, grounds=NONE)
