"""The training pictures, as latents with their tokenised captions: made once, then drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL
from numpy.typing import NDArray
from torch import Tensor
from tqdm import tqdm
from transformers import CLIPTokenizer

from .captions import caption
from .icons import Concept
from .model import LATENT_CHANNELS, LATENT_SIDE, TOKENS, scaled_latents
from .scenes import Composer

CAPTIONS = 6
SEED = 11
BATCH = 64


@dataclass(frozen=True)
class Pool:
    """`latents` bfloat16 (n, 16, 16, 16) and `tokens` int16 (n, 6, 24): six prompts for each picture."""

    latents: Tensor
    tokens: Tensor

    def batch(self, size: int) -> tuple[Tensor, Tensor]:
        """Latents (size, 16, 16, 16) float32 and tokens (size, 24) int64, drawn with repetition."""
        which = torch.randint(len(self.latents), (size,))
        return self.latents[which].float(), self.tokens[which, torch.randint(CAPTIONS, (size,))].long()


@dataclass(frozen=True)
class Coder:
    """What turns pictures and prompts into numbers, and where."""

    tokenizer: CLIPTokenizer
    vae: AutoencoderKL
    device: torch.device


def tokenised(tokenizer: CLIPTokenizer, prompts: list[str]) -> Tensor:
    """(n, 24) int64, cut or padded as the pipeline does."""
    return tokenizer(prompts, padding="max_length", max_length=TOKENS, truncation=True, return_tensors="pt").input_ids


def save_whole(state: object, file: Path) -> None:
    """Written beside and then renamed: what is in `file` is whole, or what was there before."""
    beside = file.with_suffix(".new")
    torch.save(state, beside)
    beside.replace(file)


def as_tensor(pictures: list[NDArray[np.uint8]]) -> Tensor:
    """Pictures (128, 128, 3) to one tensor (n, 3, 128, 128) in -1..1."""
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float().div(127.5).sub(1)


def load_or_make(file: Path, count: int, concepts: list[Concept], coder: Coder) -> Pool:
    """The pool in `file`, made now if it is not there or holds fewer than `count` pictures."""
    if file.is_file():
        stored = torch.load(file, weights_only=True)
        if len(stored["latents"]) >= count:
            return Pool(stored["latents"], stored["tokens"])
    pool = _make(count, concepts, coder)
    file.parent.mkdir(parents=True, exist_ok=True)
    save_whole({"latents": pool.latents, "tokens": pool.tokens}, file)
    return pool


@torch.no_grad()
def _make(count: int, concepts: list[Concept], coder: Coder) -> Pool:
    composer = Composer(concepts, SEED)
    latents = torch.empty(count, LATENT_CHANNELS, LATENT_SIDE, LATENT_SIDE, dtype=torch.bfloat16)
    tokens = torch.empty(count, CAPTIONS, TOKENS, dtype=torch.int16)
    device = coder.device
    vae = coder.vae.to(device, memory_format=torch.channels_last).eval()
    for start in tqdm(range(0, count, BATCH), desc="pictures", unit_scale=BATCH, unit=" pictures"):
        scenes = [composer.scene() for _ in range(min(BATCH, count - start))]
        pictures = as_tensor([composer.draw(scene) for scene in scenes]).to(device, memory_format=torch.channels_last)
        with torch.autocast(device.type, torch.bfloat16):
            latents[start : start + len(scenes)] = scaled_latents(vae, pictures).cpu()
        prompts = [caption(scene, concepts, composer.random) for scene in scenes for _ in range(CAPTIONS)]
        tokens[start : start + len(scenes)] = tokenised(coder.tokenizer, prompts).view(len(scenes), CAPTIONS, TOKENS)
    return Pool(latents, tokens)
