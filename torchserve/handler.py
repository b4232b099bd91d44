"""TorchServe's entry point: one JSON request in, a stream of NDJSON lines out (progress.py lists them).

Preconditions: `model-config.yaml` carries a `darkroom` section (serve.py writes it); DARKROOM_CANCEL_REDIS_URL names
the Redis that holds cancel flags (unset: no cancelling). Outcomes: bad input is HTTP 400 before the first line;
everything later is a line, because status and headers are fixed by then. Prompts are never logged. This module must
define exactly one class: TorchServe refuses to choose among several.
"""

from __future__ import annotations

import dataclasses
import logging
import os
import time
from typing import Any

import torch
from ts.handler_utils.utils import send_intermediate_predict_response
from ts.metrics.metric_type_enum import MetricTypes

import pipeline
from cancel import CancelFlags, Cancelled
from describe import describe
from models import ModelConfig
from progress import StepReporter, line, png
from request import GenerationRequest, RequestError, parse_request

log = logging.getLogger(__name__)


class StableDiffusion3Handler:
    """Makes one picture at a time with a diffusers StableDiffusion3Pipeline."""

    def initialize(self, context: Any) -> None:
        """Load the model and make one throw-away step, so that the first picture is as fast as the next."""
        config = ModelConfig.from_dict(context.model_yaml_config["darkroom"])
        pipeline.limit_threads(config)
        self.model = pipeline.load(config, context.system_properties.get("gpu_id"))
        self.flags = CancelFlags(os.environ.get("DARKROOM_CANCEL_REDIS_URL") or None)
        warm_up = dataclasses.replace(parse_request({"prompt": "warm-up", "seed": 0}, config), steps=1, preview_every=1)
        self._paint(warm_up, lambda _line: None)
        self.initialized = True

    def handle(self, data: list[dict[str, Any]], context: Any) -> list[Any]:
        """Answer a describe call with a dict, anything else with lines; `data` holds one request (batchSize is 1)."""
        if context.get_request_header(0, "describe") == "True":
            return [describe(self.model.config, self.model.device.type, str(self.model.dtype).removeprefix("torch."))]
        try:
            request = parse_request(data[0].get("body", data[0].get("data")), self.model.config)
        except RequestError as error:
            return [_refuse(error, context)]
        context.set_response_content_type(0, "application/x-ndjson")

        def send(content: bytes) -> None:
            send_intermediate_predict_response([content], context.request_ids, "", 200, context)

        # Always one line before the returned one: TorchServe streams an answer only if something was sent before it.
        config = self.model.config
        send(line("start", steps=request.steps_to_run, model=config.name, version=config.version))
        self._generate(request, send, context)
        return [line("end")]

    def _generate(self, request: GenerationRequest, send: Any, context: Any) -> None:
        try:
            done = self._paint(request, send)
            send(line("done", seed=request.seed, width=request.width, height=request.height, **done))
            self._count(context, "darkroom_images")
            self._observe(context, "darkroom_denoise_seconds", done["denoise_ms"] / 1000)
            self._observe(context, "darkroom_decode_seconds", done["decode_ms"] / 1000)
        except Cancelled as stop:
            send(line("cancelled", step=stop.step))
            self._count(context, "darkroom_cancelled")
        except ConnectionError:
            raise  # TorchServe itself is gone: nobody is left to tell, and its worker loop ends this process
        except Exception as error:
            self._count(context, "darkroom_errors")
            self._fail(error, send)

    @torch.inference_mode()
    def _paint(self, request: GenerationRequest, send: Any) -> dict[str, Any]:
        """Make the picture, sending `step` lines on the way. Raises `Cancelled`, and whatever the pipeline raises."""
        pipe, begin = self._begin(request)
        reporter = StepReporter(request, begin.get("latents"), self.model.painter, self.flags, send)
        started_at = time.perf_counter()
        image = pipe(
            prompt=request.prompt,
            negative_prompt=request.negative_prompt,
            num_inference_steps=request.steps,
            guidance_scale=request.guidance_scale,
            width=request.width,
            height=request.height,
            max_sequence_length=self.model.config.max_sequence_length,
            callback_on_step_end=reporter.on_step_end,
            **begin,
        ).images[0]
        content = png(image)
        return {
            "png": content,
            "denoise_ms": round((reporter.finished_at - started_at) * 1000, 1),
            "decode_ms": round((time.perf_counter() - reporter.finished_at) * 1000, 1),
        }

    def _begin(self, request: GenerationRequest) -> tuple[Any, dict[str, Any]]:
        """The pipeline, and what it begins from. diffusers leaves no layers out on the way from a picture."""
        if request.init_image is None:
            return self.model.pipe, {"latents": self._noise(request), **self._skip_layers()}
        generator = torch.Generator("cpu").manual_seed(request.seed)
        begin = {"image": request.init_image, "strength": request.strength, "generator": generator}
        return self.model.from_picture, begin

    def _noise(self, request: GenerationRequest) -> torch.Tensor:
        """(1, channels, height/8, width/8), drawn on the CPU in float32: a seed starts alike on every device."""
        pipe = self.model.pipe
        sides = (request.height // pipe.vae_scale_factor, request.width // pipe.vae_scale_factor)
        generator = torch.Generator("cpu").manual_seed(request.seed)
        return torch.randn((1, pipe.transformer.config.in_channels, *sides), generator=generator)

    def _skip_layers(self) -> dict[str, Any]:
        skip = self.model.config.skip_layer_guidance
        if skip is None:
            return {}
        return {
            "skip_guidance_layers": list(skip.layers),
            "skip_layer_guidance_scale": skip.scale,
            "skip_layer_guidance_start": skip.start,
            "skip_layer_guidance_stop": skip.stop,
        }

    def _fail(self, error: Exception, send: Any) -> None:
        """Tell the client what went wrong in words that hold nothing of its prompt."""
        if _is_out_of_memory(error):
            if torch.cuda.is_available():
                torch.cuda.empty_cache()
            log.warning("out of memory")
            send(line("error", code="out_of_memory", message="the model ran out of memory", retryable=True))
            return
        # The exception's own text may quote its input, so only its kind and place are logged.
        log.error("generation failed: %s at %s", type(error).__name__, _place(error))
        send(line("error", code="internal", message=f"the model failed ({type(error).__name__})", retryable=True))
        if "CUDA error" in str(error):
            # A GPU context does not recover from this: let TorchServe start a new worker.
            os._exit(1)

    def _count(self, context: Any, name: str) -> None:
        context.metrics.add_counter(name, 1)

    def _observe(self, context: Any, name: str, seconds: float) -> None:
        context.metrics.add_metric(name, seconds, "s", metric_type=MetricTypes.HISTOGRAM)


def _refuse(error: RequestError, context: Any) -> dict[str, Any]:
    """HTTP 400 in the shape of TorchServe's own errors; raising one of those would log a traceback each time."""
    context.set_response_status(400, "Bad Request", 0)
    context.set_response_content_type(0, "application/json")
    return {"code": 400, "type": "BadRequestException", "message": str(error)}


def _is_out_of_memory(error: Exception) -> bool:
    return isinstance(error, (MemoryError, torch.OutOfMemoryError)) or "can't allocate memory" in str(error)


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown place"
