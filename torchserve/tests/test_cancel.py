"""Cancelling, on a real Valkey server: within one step, with no decode; and a broken server never stops a picture."""

from __future__ import annotations

import socket
import time

import pytest
from conftest import valkey
from redis import Redis

from cancel import KEY_PREFIX, PAUSE_SECONDS, TIMEOUT_SECONDS, CancelFlags
from store import free_ports


@pytest.fixture
def decodes(builtin, monkeypatch):
    """Every call of the VAE's decoder."""
    calls = []
    decode = builtin.handler.model.pipe.vae.decode

    def counted(*args, **kwargs):
        calls.append(1)
        return decode(*args, **kwargs)

    monkeypatch.setattr(builtin.handler.model.pipe.vae, "decode", counted)
    return calls


def test_a_flag_stops_the_picture_at_the_next_step_and_nothing_is_decoded(builtin, redis_url, monkeypatch, decodes):
    redis = Redis.from_url(redis_url)

    def give_up(line):
        if line["event"] == "step" and line["step"] == 4:
            redis.set(KEY_PREFIX + "job-1", 1, ex=60)

    lines = builtin.ask(monkeypatch, give_up, prompt="panda", steps=20, seed=1, job="job-1")
    assert [line["event"] for line in lines] == ["start", *["step"] * 4, "cancelled", "end"]
    assert lines[-2]["step"] == 5
    assert decodes == []


def test_a_flag_set_before_the_last_step_ends_saves_the_decode(builtin, redis_url, monkeypatch, decodes):
    Redis.from_url(redis_url).set(KEY_PREFIX + "job-2", 1, ex=60)
    lines = builtin.ask(monkeypatch, prompt="panda", steps=1, seed=1, job="job-2")
    assert [line["event"] for line in lines] == ["start", "cancelled", "end"]
    assert decodes == []


def test_another_jobs_flag_changes_nothing(builtin, redis_url, monkeypatch, decodes):
    Redis.from_url(redis_url).set(KEY_PREFIX + "job-3", 1, ex=60)
    lines = builtin.ask(monkeypatch, prompt="panda", steps=2, seed=1, job="job-30")
    assert lines[-2]["event"] == "done"
    assert decodes == [1]


def test_with_no_server_nothing_is_cancelled_and_nothing_raised():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        flags = CancelFlags(f"redis://127.0.0.1:{closed.getsockname()[1]}")
        assert flags.is_set("job") is False


def test_a_server_that_never_answers_costs_one_timeout_a_second_at_most():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        flags = CancelFlags(f"redis://127.0.0.1:{silent.getsockname()[1]}")
        started = time.monotonic()
        assert not any(flags.is_set("job") for _ in range(1000))
        spent = time.monotonic() - started
    assert spent < TIMEOUT_SECONDS + PAUSE_SECONDS


def test_flags_are_read_again_when_the_server_is_back(tmp_path):
    (port,) = free_ports(1)
    flags = CancelFlags(f"redis://127.0.0.1:{port}")
    assert flags.is_set("job") is False
    with valkey(port, tmp_path) as redis:
        redis.set(KEY_PREFIX + "job", 1)
        deadline = time.monotonic() + PAUSE_SECONDS + 2
        while not flags.is_set("job"):
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_without_a_url_or_a_job_nothing_is_asked(redis_url):
    assert CancelFlags(None).is_set("job") is False
    assert CancelFlags(redis_url).is_set("") is False
