"""Where CPU time goes, by stage: the running program is looked at every few milliseconds.

Nothing is patched and every stage runs as it always does. A signal that counts CPU time interrupts
the program; the time since the last look is charged to the innermost function on the stack that
stands for a stage. A long call into C delays the look, and is then charged in full.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Mapping
from types import CodeType, FrameType, TracebackType

ELSEWHERE = "elsewhere"


class StageClock:
    """Charges CPU seconds to stages while a context lasts; only in the main thread."""

    def __init__(self, stages: Mapping[str, tuple[Callable[..., object], ...]]) -> None:
        """`stages` says which functions, with all they call, stand for a stage."""
        self._stage_of: dict[CodeType, str] = {
            _code(function): stage for stage, functions in stages.items() for function in functions
        }
        self.seconds: dict[str, float] = dict.fromkeys((*stages, ELSEWHERE), 0.0)
        self._last = 0.0

    def __enter__(self) -> StageClock:
        self._last = time.process_time()
        self._before = signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, 0.002, 0.002)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, self._before)

    def _look(self, number: int, frame: FrameType | None) -> None:
        now = time.process_time()
        spent, self._last = now - self._last, now
        while frame is not None:
            stage = self._stage_of.get(frame.f_code)
            if stage is not None:
                self.seconds[stage] += spent
                return
            frame = frame.f_back
        self.seconds[ELSEWHERE] += spent


def _code(function: Callable[..., object]) -> CodeType:
    code = getattr(function, "__code__", None)
    if not isinstance(code, CodeType):
        raise TypeError(f"{function!r} is not a plain function")
    return code
