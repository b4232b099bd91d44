"""TorchServe's own Context around a handler in this process; only the sending of lines is caught, not written."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from ts.context import Context, RequestProcessor
from ts.metrics.metric_cache_yaml_impl import MetricsCacheYamlImpl

import handler
from models import ModelConfig

METRICS = Path(__file__).resolve().parent.parent / "metrics.yaml"


class HandlerRun:
    """A loaded handler; `ask` sends it one request and returns the lines of its answer."""

    def __init__(self, config: ModelConfig) -> None:
        self.handler = handler.StableDiffusion3Handler()
        metrics = MetricsCacheYamlImpl(config_file_path=str(METRICS))
        metrics.initialize_cache()
        metrics.model_name = config.name
        data = json.loads(json.dumps(config.to_dict()))
        self.context = Context(config.name, ".", None, 1, None, "0.12.0", True, metrics, {"darkroom": data})
        self.handler.initialize(self.context)
        self.status = 200

    def ask(self, monkeypatch: pytest.MonkeyPatch, on_line: Any = None, **fields: Any) -> list[dict[str, Any]]:
        """The answer's lines. `on_line` is called with each as it is sent."""
        lines: list[dict[str, Any]] = []

        def catch(contents: list[bytes], *_rest: Any) -> None:
            for text in contents[0].decode().splitlines():
                lines.append(json.loads(text))
                if on_line:
                    on_line(lines[-1])

        monkeypatch.setattr(handler, "send_intermediate_predict_response", catch)
        (last,) = self.answer(json.dumps(fields).encode())
        lines.append(json.loads(last) if isinstance(last, bytes) else last)
        return lines

    def answer(self, body: Any, headers: dict[str, str] | None = None) -> list[Any]:
        """What the handler returns to TorchServe for a body as TorchServe hands it over."""
        self.context.request_ids = {0: f"request-{time.monotonic_ns()}"}
        self.context.request_processor = [RequestProcessor(headers or {})]
        self.context.metrics.request_ids = self.context.request_ids
        returned = self.handler.handle([{"body": body}], self.context)
        self.status = self.context.get_response_status(0)[0]
        return returned
