"""The bare pipeline, for the benchmark: what a picture costs with no server, queue, wire or preview around it.

Precondition: torchserve/ is on PYTHONPATH. Reads one JSON request a line from stdin (fields as TorchServe takes them),
answers with one JSON line:
`{"ready": true, "threads": n}` once, then `{"ms": float, "png_ms": float}` each. The time runs from the prompt to the
PNG's bytes, encoding included, as a script that saves a picture would spend it. Loaded and warmed as the handler does
it, on the same number of threads.
"""

from __future__ import annotations

import io
import json
import sys
import time
from pathlib import Path

import pipeline
import torch
from models import ModelConfig
from models_file import read_models
from progress import PNG_COMPRESSION
from request import GenerationRequest, parse_request


@torch.inference_mode()
def paint(model: pipeline.LoadedModel, request: GenerationRequest) -> dict[str, float]:
    """One picture from its request: milliseconds in all, and those of them that the PNG took."""
    started_at = time.perf_counter()
    image = model.pipe(
        prompt=request.prompt,
        negative_prompt=request.negative_prompt,
        num_inference_steps=request.steps,
        guidance_scale=request.guidance_scale,
        width=request.width,
        height=request.height,
        generator=torch.Generator("cpu").manual_seed(request.seed),
        max_sequence_length=model.config.max_sequence_length,
    ).images[0]
    painted_at = time.perf_counter()
    image.save(io.BytesIO(), "PNG", compress_level=PNG_COMPRESSION)
    finished_at = time.perf_counter()
    return {"ms": (finished_at - started_at) * 1000, "png_ms": (finished_at - painted_at) * 1000}


def say(answer: dict[str, object]) -> None:
    """One line for the benchmark."""
    print(json.dumps(answer), flush=True)


def chosen(models: list[ModelConfig]) -> ModelConfig:
    """The built-in model, or the first where it is not served."""
    return next((model for model in models if model.builtin), models[0])


def main() -> None:
    """Load, warm up, then answer until stdin ends."""
    models_file = Path(pipeline.__file__).with_name("models.yaml")
    config = chosen(read_models(models_file))
    pipeline.limit_threads(config)
    model = pipeline.load(config)
    paint(model, parse_request({"prompt": "warm-up", "seed": 0, "steps": 2}, config))
    say({"ready": True, "threads": torch.get_num_threads()})
    for request in sys.stdin:
        say({**paint(model, parse_request(request, config))})


if __name__ == "__main__":
    main()
