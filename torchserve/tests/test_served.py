"""The whole of it: serve.py started as a process, asked over HTTP, and killed in several ways."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

import psutil
import pytest
from conftest import TORCHSERVE
from redis import Redis

from store import free_ports

START_SECONDS = 60


class Served:
    """One TorchServe that serve.py started."""

    def __init__(self, home: Any, *options: str, **environment: str) -> None:
        self.inference, self.management, self.metrics = free_ports(3)
        self.log = (home / "log.txt").open("w+b")
        ports = [str(port) for port in (self.inference, self.management, self.metrics)]
        named = ["--inference-port", ports[0], "--management-port", ports[1], "--metrics-port", ports[2]]
        self.process = subprocess.Popen(
            [sys.executable, TORCHSERVE / "serve.py", "--home", home / "run", *named, *options],
            stdout=self.log,
            stderr=self.log,
            env={**os.environ, **environment},
        )

    def wait_until_ready(self) -> Served:
        until(lambda: self.worker_pid() is not None, START_SECONDS)
        return self

    def worker_pid(self) -> int | None:
        try:
            (model,) = self.get(self.management, "/models/builtin")
        except OSError:
            return None
        return next((worker["pid"] for worker in model["workers"] if worker["status"] == "READY"), None)

    def get(self, port: int, path: str) -> Any:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return json.load(answer)

    def predict(self, **fields: Any) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.inference, timeout=30)
        headers = {"content-type": "application/json"}
        connection.request("POST", "/predictions/builtin", json.dumps(fields), headers)
        return connection.getresponse()

    def family(self) -> list[psutil.Process]:
        java = psutil.Process(self.process.pid)
        return [java, *java.children(recursive=True)]

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)
        self.log.close()


def until(true: Any, seconds: float) -> None:
    """Wait for a condition that another process brings about."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.05)


def gone(processes: list[psutil.Process]) -> bool:
    return not [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, redis_url: str) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("served"), DARKROOM_CANCEL_REDIS_URL=redis_url)
    try:
        yield server.wait_until_ready()
    finally:
        server.close()


def test_a_picture_arrives_over_http_line_by_line(served):
    answer = served.predict(prompt="red apple", steps=4, seed=7, preview_every=1, job="served-1")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/x-ndjson")
    lines = [json.loads(text) for text in answer]
    assert [line["event"] for line in lines] == ["start", *["step"] * 4, "done", "end"]


def test_the_first_line_arrives_while_the_picture_is_still_being_made(served):
    answer = served.predict(prompt="red apple", steps=40, seed=7)
    first = json.loads(answer.readline())
    arrived = time.time()
    *_, end = (json.loads(text) for text in answer)
    assert (first["event"], end["event"]) == ("start", "end")
    assert arrived < end["t"]


def test_bad_input_is_http_400_with_the_reason(served):
    answer = served.predict(prompt="red apple", steps=True)
    body = json.load(answer)
    assert answer.status == 400
    assert body["code"] == 400
    assert body["message"] == "wrong_type: steps: must be a whole number"


def test_a_body_that_is_no_json_leaves_the_worker_alive(served):
    before = served.worker_pid()
    request = urllib.request.Request(
        f"http://127.0.0.1:{served.inference}/predictions/builtin", b"{", {"content-type": "application/json"}
    )
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(request, timeout=10)
    assert served.predict(prompt="panda", steps=1).status == 200
    assert served.worker_pid() == before


def test_a_cancel_flag_reaches_the_worker_over_redis(served, redis_url):
    answer = served.predict(prompt="panda", steps=100, seed=1, job="served-2")
    assert json.loads(answer.readline())["event"] == "start"
    Redis.from_url(redis_url).set("darkroom:cancel:served-2", 1, ex=60)
    events = [json.loads(text)["event"] for text in answer]
    assert events[-2:] == ["cancelled", "end"]
    assert "done" not in events


def test_describe_answers_over_the_management_port(served):
    (model,) = served.get(served.management, "/models/builtin?customized=true")
    about = model["customizedMetadata"]
    assert about["name"] == "builtin"
    assert about["limits"]["size"]["multipleOf"] == 16


def test_readiness_answers_at_once_while_a_picture_is_made(served):
    answer = served.predict(prompt="panda", steps=40, seed=1, width=192, height=192)
    assert json.loads(answer.readline())["event"] == "start"
    assert served.worker_pid() is not None
    asked = time.time()
    *_, end = (json.loads(text) for text in answer)
    assert asked < end["t"]


def test_models_cannot_be_registered_or_removed_over_the_management_port(served):
    for method, path in (("POST", "/models?url=builtin"), ("DELETE", "/models/builtin")):
        connection = http.client.HTTPConnection("127.0.0.1", served.management, timeout=10)
        connection.request(method, path)
        assert connection.getresponse().status in (403, 405), (method, path)


def test_no_browser_origin_is_allowed(served):
    connection = http.client.HTTPConnection("127.0.0.1", served.inference, timeout=10)
    connection.request("OPTIONS", "/predictions/builtin", headers={"origin": "http://example.com"})
    answer = connection.getresponse()
    assert answer.headers["access-control-allow-origin"] is None


def test_metrics_tell_pictures_and_their_times(served):
    list(served.predict(prompt="panda", steps=1, seed=1))

    def published() -> bool:
        with urllib.request.urlopen(f"http://127.0.0.1:{served.metrics}/metrics", timeout=10) as answer:
            text = answer.read().decode()
        return all(name in text for name in ("darkroom_images", "darkroom_denoise_seconds_bucket"))

    until(published, 5)


def test_a_killed_worker_ends_the_stream_without_end_and_the_next_request_is_served(served):
    answer = served.predict(prompt="panda", steps=100, seed=1, width=192, height=192)
    lines = [json.loads(answer.readline()) for _ in range(3)]
    killed = served.worker_pid()
    os.kill(killed, signal.SIGKILL)
    with contextlib.suppress(http.client.HTTPException, OSError, ValueError):
        lines.extend(json.loads(text) for text in answer)
    assert lines[-1]["event"] == "step"
    until(lambda: served.worker_pid() not in (None, killed), 30)
    assert [json.loads(text)["event"] for text in served.predict(prompt="panda", steps=1)][-1] == "end"


def test_nothing_in_the_log_tells_a_prompt(served):
    list(served.predict(prompt="xylophonist " * 200, steps=1, seed=1))
    served.log.seek(0)
    assert b"xylophonist" not in served.log.read()


def test_two_live_side_by_side_and_sigterm_ends_one_whole_within_5_s(served, tmp_path):
    server = Served(tmp_path).wait_until_ready()
    try:
        family = server.family()
        assert len(family) >= 2
        server.process.send_signal(signal.SIGTERM)
        until(lambda: server.process.poll() is not None and gone(family), 5)
    finally:
        server.close()
    assert served.predict(prompt="panda", steps=1).status == 200


def test_sigterm_in_the_middle_of_a_picture_breaks_its_stream_at_once_and_leaves_nothing(tmp_path):
    server = Served(tmp_path).wait_until_ready()
    try:
        answer = server.predict(prompt="panda", steps=100, seed=1, width=192, height=192)
        assert json.loads(answer.readline())["event"] == "start"
        family = server.family()
        server.process.send_signal(signal.SIGTERM)
        with pytest.raises((http.client.HTTPException, OSError)):
            answer.read()
        assert server.process.poll() is None, "broken at once, not when Java is gone"
        until(lambda: server.process.poll() is not None and gone(family), 20)
    finally:
        server.close()


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "in the middle of a picture"])
def test_no_worker_is_left_when_java_is_killed(tmp_path, busy):
    server = Served(tmp_path).wait_until_ready()
    try:
        if busy:
            answer = server.predict(prompt="panda", steps=100, seed=1, width=192, height=192)
            assert json.loads(answer.readline())["event"] == "start"
        family = server.family()
        assert len(family) >= 2
        server.process.kill()
        until(lambda: server.process.poll() is not None and gone(family), 5)
    finally:
        server.close()


@pytest.mark.parametrize(
    ("content", "message"),
    [("models: [{name: a}]", "models[0].limits: is missing"), ("models: []", "models: must hold at least one model")],
)
def test_a_bad_models_file_stops_the_start_in_one_line(tmp_path, content, message):
    file = tmp_path / "models.yaml"
    file.write_text(content, encoding="utf-8")
    server = Served(tmp_path, "--models", str(file))
    assert server.process.wait(timeout=20) == 2
    server.log.seek(0)
    assert server.log.read().decode() == f"{file}: {message}\n"
    server.close()


def test_off_loopback_a_token_is_asked_for(tmp_path):
    server = Served(tmp_path, "--host", "0.0.0.0")
    try:
        keys = tmp_path / "run" / "key_file.json"
        until(lambda: keys.is_file() and keys.stat().st_size > 0, START_SECONDS)
        assert keys.stat().st_mode & 0o077 == 0
        key = json.loads(keys.read_text())["inference"]["key"]

        def status(headers: dict[str, str]) -> int:
            connection = http.client.HTTPConnection("127.0.0.1", server.inference, timeout=10)
            connection.request("POST", "/predictions/nothing", "{}", headers)
            return connection.getresponse().status

        until(lambda: answers(server.inference), START_SECONDS)
        assert status({}) in (400, 401, 403)
        assert status({"authorization": f"Bearer {key}"}) == 404
    finally:
        server.close()


def answers(port: int) -> bool:
    try:
        http.client.HTTPConnection("127.0.0.1", port, timeout=10).connect()
    except OSError:
        return False
    return True
