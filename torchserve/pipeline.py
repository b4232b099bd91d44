"""Loads an SD3 pipeline the way its `ModelConfig` asks: device, number type, T5 or not, shift, preview coefficients."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from diffusers import FlowMatchEulerDiscreteScheduler, StableDiffusion3Img2ImgPipeline, StableDiffusion3Pipeline
from diffusers.utils import logging as diffusers_logging
from transformers.utils import logging as transformers_logging

from fit_latent_rgb import fit_vae
from models import ModelConfig
from preview import COEFFICIENTS, LatentToRgb

# At a warning's level both libraries quote a prompt that is too long for the text encoder.
diffusers_logging.set_verbosity_error()
transformers_logging.set_verbosity_error()

# As torch names them: for vectors and for tiles.
BFLOAT16_INSTRUCTIONS = ("avx512_bf16", "amx_bf16")
DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}


class ImageToImage(StableDiffusion3Img2ImgPipeline):
    """Keeps the noised latents that a run begins from: a preview of its first step is reckoned from them."""

    begun_from: torch.Tensor | None = None

    def prepare_latents(self, *args: Any, **kwargs: Any) -> torch.Tensor:
        self.begun_from = super().prepare_latents(*args, **kwargs)
        return self.begun_from


@dataclass(frozen=True)
class LoadedModel:
    """A pipeline on its device, the one from pictures on the same weights, and what paints previews."""

    config: ModelConfig
    pipe: StableDiffusion3Pipeline
    from_picture: ImageToImage
    painter: LatentToRgb
    device: torch.device
    dtype: torch.dtype


def choose_device(config: ModelConfig, gpu: int | None) -> torch.device:
    """The device for a worker that TorchServe gave GPU number `gpu` (None: none)."""
    if config.device == "cpu" or (config.device == "auto" and not torch.cuda.is_available()):
        return torch.device("cpu")
    if not torch.cuda.is_available():
        raise RuntimeError(f"model {config.name}: device is cuda in the models file, but torch sees no GPU")
    return torch.device("cuda", gpu or 0)


def choose_dtype(config: ModelConfig, device: torch.device) -> torch.dtype:
    """As configured; `auto` is bfloat16 on a GPU and on a CPU that computes in it, else float32."""
    if config.dtype != "auto":
        return DTYPES[config.dtype]
    return torch.bfloat16 if device.type == "cuda" or cpu_computes_in_bfloat16() else torch.float32


def cpu_computes_in_bfloat16() -> bool:
    """Other CPUs convert to float32 and back, which takes longer than float32 alone."""
    capabilities = torch.cpu.get_capabilities()
    return any(capabilities.get(name, False) for name in BFLOAT16_INSTRUCTIONS)


def limit_threads(config: ModelConfig) -> None:
    """As configured; otherwise share the CPUs among the workers of a machine instead of letting each take all."""
    cpus = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    torch.set_num_threads(config.threads or max(1, cpus // config.workers))


def load(config: ModelConfig, gpu: int | None = None) -> LoadedModel:
    """Load from a folder, or from the hub (whose token, for gated weights, is read from HF_TOKEN by its own client)."""
    device = choose_device(config, gpu)
    dtype = choose_dtype(config, device)
    without_t5: dict[str, Any] = {} if config.t5 else {"text_encoder_3": None, "tokenizer_3": None}
    # The number type is always given: weights stored as float16 would otherwise run as float16, which a CPU does badly.
    pipe = StableDiffusion3Pipeline.from_pretrained(
        config.source, dtype=dtype, local_files_only=config.is_folder, revision=config.revision, **without_t5
    )
    if config.shift is not None:
        pipe.scheduler = FlowMatchEulerDiscreteScheduler.from_config(pipe.scheduler.config, shift=config.shift)
    pipe.set_progress_bar_config(disable=True)
    # from_pretrained leaves a transformer that was stored as float32 as it is.
    pipe.to(device, dtype)
    # The same parts, no second copy of the weights. Without the number type they would all become float32.
    from_picture = ImageToImage.from_pipe(pipe, dtype=dtype)
    from_picture.set_progress_bar_config(disable=True)
    return LoadedModel(config, pipe, from_picture, _painter(config, pipe), device, dtype)


def _painter(config: ModelConfig, pipe: StableDiffusion3Pipeline) -> LatentToRgb:
    """Coefficients stored beside the weights, or else fitted now to the pipeline's VAE (seconds, once per start)."""
    stored = Path(config.source) / COEFFICIENTS
    if config.is_folder and stored.is_file():
        return LatentToRgb.load(stored)
    return fit_vae(pipe.vae, latent_side=config.defaults.width // 8)
