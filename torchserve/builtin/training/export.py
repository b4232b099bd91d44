"""Writes the trained networks as a folder of float16 that StableDiffusion3Pipeline loads as it is."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from diffusers import AutoencoderKL, FlowMatchEulerDiscreteScheduler, StableDiffusion3Pipeline
from transformers import CLIPTokenizer

from fit_latent_rgb import encode, fit, scale_for
from preview import COEFFICIENTS

from .flow import SHIFT, TIMESTEPS
from .icons import Concept
from .model import LATENT_SIDE, Networks
from .pool import as_tensor
from .scenes import Composer

WORDS = "words.txt"
DRAWN = 300
SEED = 3


def export(
    networks: Networks, vae: AutoencoderKL, tokenizer: CLIPTokenizer, concepts: list[Concept], folder: Path
) -> None:
    """Write the pipeline and its preview coefficients. Both text encoders share one tokenizer; there is no T5."""
    composer = Composer(concepts, SEED)
    drawn = as_tensor([composer.draw(composer.scene()) for _ in range(DRAWN)])
    painter = fit(encode(vae, drawn), drawn, scale_for(LATENT_SIDE))
    pipe = StableDiffusion3Pipeline(
        transformer=networks.transformer,
        scheduler=FlowMatchEulerDiscreteScheduler(num_train_timesteps=TIMESTEPS, shift=SHIFT),
        vae=vae,
        text_encoder=networks.text_encoder,
        tokenizer=tokenizer,
        text_encoder_2=networks.text_encoder_2,
        tokenizer_2=tokenizer,
        text_encoder_3=None,
        tokenizer_3=None,
    )
    pipe.to(dtype=torch.float16)
    pipe.save_pretrained(folder)
    for part in ("transformer", "vae"):
        _forget_origin(folder / part / "config.json")
    painter.save(folder / COEFFICIENTS)
    for file in folder.rglob("*"):
        # save_pretrained writes files that only their owner can read.
        file.chmod(0o755 if file.is_dir() else 0o644)


def _forget_origin(file: Path) -> None:
    """diffusers notes the folder that a network was loaded from, which says nothing anywhere else."""
    config = json.loads(file.read_text(encoding="utf-8"))
    config.pop("_name_or_path", None)
    file.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def write_words(concepts: list[Concept], file: Path) -> None:
    """The usual word for each concept, one a line: what the page offers ideas from."""
    file.write_text("".join(f"{concept.name}\n" for concept in concepts), encoding="utf-8")
