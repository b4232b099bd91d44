"""Whether somebody gave a generation up: a key in Redis, read after each step. (TorchServe tells no handler that a
client left.) Fails open: with no Redis, or one that does not answer, generations go on, and at most one question a
second waits for its timeout.
"""

from __future__ import annotations

import logging
import time

from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

KEY_PREFIX = "darkroom:cancel:"
TIMEOUT_SECONDS = 0.2
PAUSE_SECONDS = 1.0

log = logging.getLogger(__name__)


class Cancelled(Exception):
    """Raised from inside the denoising loop, which leaves the pipeline before it decodes."""

    def __init__(self, step: int) -> None:
        super().__init__(f"cancelled at step {step}")
        self.step = step


class CancelFlags:
    """Reads cancel flags; `url` None means that nothing can be cancelled."""

    def __init__(self, url: str | None) -> None:
        self._redis = (
            Redis.from_url(
                url,
                socket_timeout=TIMEOUT_SECONDS,
                socket_connect_timeout=TIMEOUT_SECONDS,
                retry=Retry(NoBackoff(), 0),
            )
            if url
            else None
        )
        self._paused_until = 0.0

    def is_set(self, job: str) -> bool:
        """True when `job` was cancelled. Never raises, never waits longer than the timeout."""
        if self._redis is None or not job or time.monotonic() < self._paused_until:
            return False
        try:
            return self._redis.exists(KEY_PREFIX + job) == 1
        except RedisError as error:
            log.warning("cancel flags cannot be read, generations go on: %s", type(error).__name__)
            self._paused_until = time.monotonic() + PAUSE_SECONDS
            return False
