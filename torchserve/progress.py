"""The lines of an answer (NDJSON; `t` is unix seconds at sending) and the callback that writes one a step.

Order: start  step*  (done | cancelled | error)  end      a stream that stops before `end`: the worker died
"""

from __future__ import annotations

import base64
import io
import json
import time
from collections.abc import Callable
from typing import Any

import torch
from PIL import Image

import preview
from cancel import CancelFlags, Cancelled
from request import GenerationRequest

PNG_COMPRESSION = 3
"""zlib level: at one megapixel a third of level 6's time for a few percent more bytes."""


def line(event: str, **values: Any) -> bytes:
    """One line of the answer."""
    return (json.dumps({"event": event, **values, "t": time.time()}, separators=(",", ":")) + "\n").encode()


def png(image: Image.Image) -> str:
    """The picture as base64 PNG: the same pixels give the same text."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=PNG_COMPRESSION)
    return base64.b64encode(buffer.getvalue()).decode("ascii")


class StepReporter:
    """Follows one picture through the denoising loop: sends its `step` lines, leaves the loop when it was cancelled."""

    def __init__(
        self,
        request: GenerationRequest,
        noise: torch.Tensor | None,
        painter: preview.LatentToRgb,
        flags: CancelFlags,
        send: Callable[[bytes], None],
    ) -> None:
        self._request, self._painter, self._flags, self._send = request, painter, flags, send
        self._before = noise
        """The latents before the step; none before the first one from a picture: the pipeline made those itself."""
        self._last_preview = float("-inf")
        self.finished_at = 0.0
        """`time.perf_counter` at the end of the latest step."""

    def on_step_end(self, pipe: Any, index: int, _timestep: Any, tensors: dict[str, torch.Tensor]) -> dict[str, Any]:
        """Report one denoising step; raise `Cancelled` when its author gave up, before any decode is paid for."""
        # Reading the latents waits for the device: a line means that the step is done, not merely queued on a GPU.
        after = tensors["latents"].float().cpu()
        step = index + 1
        self.finished_at = time.perf_counter()
        if self._flags.is_set(self._request.job):
            raise Cancelled(step)
        picture = self._preview(pipe, after) if self._preview_due(step) else {}
        self._before = after
        self._send(line("step", step=step, steps=self._request.steps_to_run, **picture))
        return {}

    def _preview_due(self, step: int) -> bool:
        every, now = self._request.preview_every, time.monotonic()
        if not every or step % every or (now - self._last_preview) * 1000 < self._request.preview_min_interval_ms:
            return False
        self._last_preview = now
        return True

    def _preview(self, pipe: Any, after: torch.Tensor) -> dict[str, str]:
        before = pipe.begun_from.float().cpu() if self._before is None else self._before
        # The scheduler knows where in its noise levels it stands; from a picture it began further down.
        sigmas, at = pipe.scheduler.sigmas, pipe.scheduler.step_index
        x0 = preview.predict_x0(before, after, float(sigmas[at - 1]), float(sigmas[at]))
        data, media_type = preview.encode(self._painter.picture(x0[0]))
        return {"preview": data, "preview_type": media_type}
