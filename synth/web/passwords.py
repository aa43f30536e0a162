"""Passwords: hashed by argon2id, and tried only so often."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

from synth.errors import UsageError

SHORTEST = 12
"""Characters; length is what counts, no rules on kinds of characters (NIST SP 800-63B-4, 3.1.1.2)."""

LONGEST = 256
MOST_TRIES = 5
MOST_TOGETHER = 100
"""Tries in vain of all names together."""

WAIT_SECONDS = 15 * 60.0
MOST_NAMES = 10_000
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$e9cjPShnKicSBkDYFDLgSw$09gnQQApeLVUrAk+ZEGz/oTiol/2xTY9M7FtOp8rxXs"
"""A hash that no password has, so that an unknown name takes as long as a known one."""


def hashed(password: str) -> str:
    """The hash to store. Raises UsageError for a password that is too short or too long."""
    from argon2 import PasswordHasher

    if not SHORTEST <= len(password) <= LONGEST:
        message = f"A password has {SHORTEST} to {LONGEST} characters."
        raise UsageError(message, remedy="A few words in a row are easy to keep.")
    return PasswordHasher().hash(password)


def fits(stored: str | None, password: str) -> bool:
    """Whether a password is the one that was hashed; as slow without a hash to compare with."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        right = PasswordHasher().verify(stored or NOBODY, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return right and stored is not None


class Tries:
    """How often a password was tried in vain, by name; too often in a while, and the name waits."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, most: int = MOST_TRIES) -> None:
        self.clock = clock
        self.most = most
        self._failed: dict[str, list[float]] = {}
        self._lock = Lock()

    def wait(self, name: str) -> int:
        """How many seconds `name` has to wait before the next try; 0 when it may try now."""
        with self._lock:
            recent = self._recent(name)
            if len(recent) < self.most:
                return 0
            return max(1, int(WAIT_SECONDS - (self.clock() - recent[0])) + 1)

    def failed(self, name: str) -> None:
        """Note a try in vain."""
        with self._lock:
            if len(self._failed) >= MOST_NAMES:
                self._failed = {key: times for key in list(self._failed) if (times := self._recent(key))}
            self._failed[name] = [*self._recent(name)[-self.most :], self.clock()]

    def forget(self, name: str) -> None:
        """Begin anew: the password was right."""
        with self._lock:
            self._failed.pop(name, None)

    def _recent(self, name: str) -> list[float]:
        at = self.clock()
        return [one for one in self._failed.get(name, ()) if at - one < WAIT_SECONDS]
