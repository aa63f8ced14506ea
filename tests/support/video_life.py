"""A video's life in small: its row, the process that works on it, and the API that charges for it.

The row moves by the product's own tables; time is any time: a grace or a deadline may be over at
every look. A request that was cut short reaches the API before the next step, or never does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.jobs import MAX_SUBMITS, MAX_UNANSWERED_SUBMITS, FailureReason, VideoState, can_transition

Q, S, R = VideoState.QUEUED, VideoState.SUBMITTING, VideoState.RENDERING
READY, FAILED, UNKNOWN = VideoState.READY, VideoState.FAILED, VideoState.UNKNOWN

MAX_VIDEOS: Final = 3
"""At the API: more are not followed."""
MAX_ATTEMPTS: Final = 2


class Row(NamedTuple):
    """What the database keeps of a video."""

    state: VideoState = Q
    submits: int = 0
    reason: FailureReason | None = None
    api_id: int | None = None

    def claimed(self) -> "Row | None":
        """Return it as ``Videos.claim_submit`` leaves it; None when that refuses."""
        if self.submits >= MAX_SUBMITS or not can_transition(self.state, S):
            return None
        return self._replace(state=S, submits=self.submits + 1, reason=None)

    def put_back(self, submits: int, reason: FailureReason) -> "Row":
        """Return it as ``Videos.requeue`` leaves it, whose caller saw so many submits."""
        if self.state is not S or self.submits != submits:
            return self
        state = Q if submits == 1 else S
        return self._replace(state=state, submits=submits - 1, reason=reason)

    def noted(self, reason: FailureReason) -> "Row":
        """Return it as ``Videos.set_reason`` leaves it."""
        return self._replace(reason=reason) if self.state is S else self

    def adopted(self, api_id: int) -> "Row":
        """Return it as ``Videos.adopt`` leaves it."""
        if self.api_id is not None or not can_transition(self.state, R):
            return self
        return self._replace(state=R, api_id=api_id)

    def settled(self, target: VideoState, reason: FailureReason | None) -> "Row":
        """Return it as ``set_ready``, ``set_failed`` and ``set_unknown`` leave it."""
        if not can_transition(self.state, target):
            return self
        return self._replace(state=target, reason=reason)


class Made(NamedTuple):
    """A video at the API."""

    attempt: int
    """Whose callback address it has."""
    end: VideoState | None = None


class Doing(NamedTuple):
    """What the process has in hand, which a crash takes away."""

    step: str
    submits: int = 0
    reason: FailureReason | None = None
    api_id: int | None = None


class VideoLife(NamedTuple):
    """Everything about one video."""

    row: Row = Row()
    hints: frozenset[int] = frozenset()
    old: frozenset[int] = frozenset()
    """Closed hints of earlier attempts."""
    attempt: int = 1
    ended_links: int = 0
    made: tuple[Made, ...] = ()
    doing: Doing | None = None

    @property
    def charges(self) -> int:
        """How many videos are paid for: what failed is taken back."""
        return sum(one.end is not FAILED for one in self.made)

    @property
    def is_paid_twice(self) -> bool:
        """Whether more was paid than was asked for: once, and again after a link has ended."""
        return self.charges > 1 + self.ended_links

    @property
    def living(self) -> int | None:
        """The video for which the API refuses another one."""
        return next((at for at, one in enumerate(self.made) if one.end is not FAILED), None)


@dataclass(frozen=True)
class VideoModel:
    """What can happen. The fields that change a rule are there to show that it is needed."""

    refuses_duplicates: bool = True
    tells_id: bool = True
    """Whether a refusal of a duplicate names the first video."""
    resubmits: bool = True
    claims_first: bool = True
    """Whether the row is committed before the call."""

    def steps(self, life: VideoLife) -> Iterator[tuple[str, VideoLife]]:
        """Return everything that can happen next."""
        yield from self._outside(life)
        if life.doing is None:
            yield from self._start(life)
            return
        yield "crash", life._replace(doing=None)
        if life.doing.step == "call":
            yield from self._call(life, life.doing)
        elif life.doing.step == "claim":  # by a rule that is no longer the product's
            row = life.row.claimed()
            answer = life.doing._replace(step="answer", submits=row.submits if row else 0)
            yield "claimed late", life._replace(row=row or life.row, doing=answer)
        else:
            yield from self._commit(life, life.doing)

    def _outside(self, life: VideoLife) -> Iterator[tuple[str, VideoLife]]:
        for at, one in enumerate(life.made):
            if one.end is None:
                for end in (READY, FAILED):
                    made = (*life.made[:at], one._replace(end=end), *life.made[at + 1 :])
                    yield f"the API: {end}", life._replace(made=made)
            elif one.attempt == life.attempt:  # else its address is not known any more
                yield "callback", life._replace(hints=life.hints | {at})
        if life.attempt < MAX_ATTEMPTS and life.row.state in (FAILED, READY):
            has_ended = life.row.state is READY
            yield "asked for anew", self._queued_anew(life, has_ended=has_ended)
        if life.row.state is Q and life.row.submits == 0:
            yield "cancelled", life._replace(row=life.row.settled(FAILED, FailureReason.CANCELLED))
        if life.row.state is UNKNOWN and life.row.api_id is not None:
            yield "asked after", life._replace(row=life.row._replace(state=R))

    def _queued_anew(self, life: VideoLife, *, has_ended: bool) -> VideoLife:
        known = life.row.api_id
        old = life.old if known is None else life.old | {known}
        return life._replace(
            row=Row(),
            hints=life.hints - old,
            old=old,
            attempt=life.attempt + 1,
            ended_links=life.ended_links + has_ended,
        )

    def _start(self, life: VideoLife) -> Iterator[tuple[str, VideoLife]]:
        if life.row.state is Q:
            yield from self._submit(life)
            if life.row.reason is not None:
                yield "queue's deadline", life._replace(row=life.row.settled(FAILED, None))
        elif life.row.api_id is not None:
            yield from self._ask(life)
        elif life.hints:
            for at in life.hints:
                row = life.row.adopted(at)
                yield "hint followed", life._replace(row=row, hints=life.hints - {at})
            # A poll that fails leaves everything as it is.
        elif life.row.state is S:
            yield from self._look_after_submit(life)

    def _submit(self, life: VideoLife) -> Iterator[tuple[str, VideoLife]]:
        if not self.claims_first:
            yield "submit", life._replace(doing=Doing("call"))
        elif (row := life.row.claimed()) is not None:
            yield "claimed", life._replace(row=row, doing=Doing("call", row.submits))

    def _ask(self, life: VideoLife) -> Iterator[tuple[str, VideoLife]]:
        end = life.made[life.row.api_id or 0].end
        if end is not None:
            reason = FailureReason.BUILD_FAILED if end is FAILED else None
            yield "poll", life._replace(row=life.row.settled(end, reason), hints=frozenset())
        elif life.row.state is R:
            yield "deadline", life._replace(row=life.row.settled(UNKNOWN, FailureReason.DEADLINE))

    def _look_after_submit(self, life: VideoLife) -> Iterator[tuple[str, VideoLife]]:
        row = life.row
        yield "deadline", life._replace(row=row.settled(UNKNOWN, FailureReason.DEADLINE))
        exists = row.reason is FailureReason.ALREADY_EXISTS
        if exists and row.submits == 1:
            yield "given up", life._replace(row=row.settled(UNKNOWN, FailureReason.ALREADY_EXISTS))
            return
        tells_nothing = row.reason in (None, FailureReason.UNREACHABLE) or row.reason.is_transient
        most = MAX_SUBMITS if tells_nothing else MAX_UNANSWERED_SUBMITS
        if self.resubmits and row.submits < most and not exists:
            yield from self._submit(life)

    def _call(self, life: VideoLife, call: Doing) -> Iterator[tuple[str, VideoLife]]:
        def answered(
            name: str, reason: FailureReason | None, api_id: int | None = None
        ) -> tuple[str, VideoLife]:
            step = "answer" if self.claims_first else "claim"
            doing = call._replace(step=step, reason=reason, api_id=api_id)
            return name, life._replace(doing=doing)

        yield answered("not sent", FailureReason.UNREACHABLE)
        yield answered("lost on the way", FailureReason.TIMED_OUT)
        yield answered("refused: too often", FailureReason.TOO_OFTEN)
        yield answered("refused: no credits", FailureReason.NO_CREDITS)
        living = life.living
        if living is None:
            yield answered("refused: not found", FailureReason.NOT_FOUND)
        if living is not None and self.refuses_duplicates:
            api_id = living if self.tells_id else None
            yield answered("refused: exists", FailureReason.ALREADY_EXISTS, api_id)
        elif len(life.made) < MAX_VIDEOS:
            api_id, made = len(life.made), (*life.made, Made(life.attempt))
            for name, reason, told in (
                ("accepted", None, api_id),
                ("accepted, answer lost", FailureReason.TIMED_OUT, None),
            ):
                _, after = answered(name, reason, told)
                yield name, after._replace(made=made)

    def _commit(self, life: VideoLife, answer: Doing) -> Iterator[tuple[str, VideoLife]]:
        row, reason, done = life.row, answer.reason, life._replace(doing=None)
        if answer.step == "note":
            yield "noted", done._replace(row=row.noted(FailureReason.ALREADY_EXISTS))
        elif reason is None:
            yield "adopted", done._replace(row=row.adopted(answer.api_id or 0))
        elif reason is FailureReason.TIMED_OUT:
            yield "noted", done._replace(row=row.noted(reason))
        elif reason is FailureReason.ALREADY_EXISTS:
            told = {answer.api_id} if answer.api_id is not None else life.old
            hints = life.hints | told
            yield "hinted", life._replace(hints=hints, doing=answer._replace(step="note"))
        elif reason is FailureReason.UNREACHABLE or reason.is_transient:
            yield "put back", done._replace(row=row.put_back(answer.submits, reason))
        elif answer.submits == 1 or reason.excludes_video:
            yield "failed", done._replace(row=row.settled(FAILED, reason))
        else:
            yield "noted", done._replace(row=row.noted(reason))
