"""Writes the trained networks as a folder of float16 that StableDiffusion3Pipeline loads as it is."""

from __future__ import annotations

from pathlib import Path

import torch
from diffusers import AutoencoderKL, FlowMatchEulerDiscreteScheduler, StableDiffusion3Pipeline
from transformers import CLIPTokenizer

from .flow import SHIFT, TIMESTEPS
from .icons import Concept
from .model import Networks

WORDS = "words.txt"


def export(networks: Networks, vae: AutoencoderKL, tokenizer: CLIPTokenizer, folder: Path) -> None:
    """Both text encoders share one tokenizer; there is no T5."""
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
    for file in folder.rglob("*"):
        # save_pretrained writes files that only their owner can read.
        file.chmod(0o755 if file.is_dir() else 0o644)


def write_words(concepts: list[Concept], file: Path) -> None:
    """The usual word for each concept, one a line: what the page offers ideas from."""
    file.write_text("".join(f"{concept.name}\n" for concept in concepts), encoding="utf-8")
