"""Trains the judge on drawings, and measures it on drawings and augmentations that it has not seen."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import torch
from diffusers import AutoencoderKL
from torch import Tensor
from torch.nn.functional import cross_entropy
from tqdm import tqdm

from .icons import Concept
from .judge import Judge, JudgeNet
from .judge_data import UNKNOWN, Looks, augmented, draw_looks, known
from .palette import own_colour

VIEWS = 60_000
BATCH = 128
RATE, WARM_UP = 4e-3, 0.04
SMOOTHING = 0.05
COLOUR_WEIGHT, COUNT_WEIGHT = 0.5, 0.3
SEED, MEASURING_SEED = 1, 2
MEASURED_VIEWS = 6000


@dataclass(frozen=True)
class Accuracy:
    """Shares of right answers on `n` views; each question counts where the view tells its answer."""

    thing: float
    thing_top5: float
    colour: float
    count: float
    n: int


def train_judge(concepts: list[Concept], vae: AutoencoderKL, minutes: float) -> Judge:
    """A judge trained for `minutes` of CPU time, so that a busy machine takes longer but makes no worse judge."""
    torch.manual_seed(SEED)
    looks = draw_looks(concepts, VIEWS, SEED, vae)
    net = JudgeNet(len(concepts))
    fit(net, looks, minutes)
    return Judge(net.eval(), known(concepts, [own_colour(concept.icon) for concept in concepts]))


def fit(net: JudgeNet, looks: Looks, minutes: float) -> None:
    """AdamW with a warm-up and a cosine to zero over the time."""
    net.train().to(memory_format=torch.channels_last)  # a CPU's convolutions are faster so
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.05)
    started, total_s, done = time.process_time(), minutes * 60, 0.0
    with tqdm(total=round(total_s), unit="s", desc="judge") as bar:
        while done < 1:
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1, done / WARM_UP + 0.01) * 0.5 * (1 + math.cos(math.pi * done))
            which = torch.randint(len(looks.pixels), (BATCH,))
            pixels = augmented(looks.pixels[which]).contiguous(memory_format=torch.channels_last)
            with torch.autocast("cpu", torch.bfloat16):
                answers = net(pixels)
            loss = _loss([answer.float() for answer in answers], looks, which)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            done = (time.process_time() - started) / total_s
            bar.n = min(round(done * total_s), bar.total)
            bar.set_postfix_str(f"loss {loss.item():.3f}")


def _loss(answers: list[Tensor], looks: Looks, which: Tensor) -> Tensor:
    weights = (1.0, COLOUR_WEIGHT, COUNT_WEIGHT)
    right = (looks.thing[which], looks.colour[which], looks.count[which])
    losses = (
        weight * cross_entropy(answer, wanted, ignore_index=UNKNOWN, label_smoothing=SMOOTHING)
        for weight, answer, wanted in zip(weights, answers, right, strict=True)
    )
    return sum(losses, torch.zeros(()))


@torch.inference_mode()
def measure_judge(judge: Judge, concepts: list[Concept], views: int = MEASURED_VIEWS) -> Accuracy:
    """On drawings and augmentations from a seed of their own, none of them through the VAE."""
    torch.manual_seed(MEASURING_SEED)
    looks = draw_looks(concepts, views, MEASURING_SEED)
    answers = [judge.net(augmented(part)) for part in looks.pixels.split(BATCH)]
    thing, colour, count = (torch.cat(head) for head in zip(*answers, strict=True))
    return Accuracy(
        thing=_share(thing, looks.thing, 1),
        thing_top5=_share(thing, looks.thing, 5),
        colour=_share(colour, looks.colour, 1),
        count=_share(count, looks.count, 1),
        n=len(looks.pixels),
    )


def _share(logits: Tensor, wanted: Tensor, best: int) -> float:
    asked = wanted != UNKNOWN
    found = logits.topk(best).indices == wanted[:, None]
    return float(found.any(1)[asked].float().mean())
