"""Trains the transformer and both text encoders on the pool for a number of minutes; goes on where it was cut off."""

from __future__ import annotations

import copy
import json
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from tqdm import tqdm
from transformers import CLIPTokenizer

from .flow import TIMESTEPS, noised, sample_sigmas
from .model import Forward, Networks, ZeroTokenAttention, forward_of, zero_token_bias
from .pool import Pool, save_whole, tokenised

# Muon for the matrices of the blocks (Jordan 2024), AdamW for all else.
MUON_RATE, ADAMW_RATE = 2.5e-3, 1.5e-3
WARM_UP = 200
LAST_RATE = 0.02
EMA = 0.999
# Share of prompts left empty in training, which makes classifier-free guidance possible (Ho and Salimans 2022).
UNCONDITIONAL = 0.1
CHECKPOINT_S = 180
LOG_EVERY = 50


@dataclass(frozen=True)
class Plan:
    """How long, how much at once, where on, and where checkpoints and the log go."""

    minutes: float
    batch: int
    device: torch.device
    folder: Path
    compiled: bool

    @property
    def checkpoint(self) -> Path:
        return self.folder / "checkpoint.pt"

    @property
    def log(self) -> Path:
        return self.folder / "loss.jsonl"


def train(networks: Networks, pool: Pool, tokenizer: CLIPTokenizer, plan: Plan) -> Networks:
    """Train, and return the exponential moving average of the weights, which draws better than the last ones."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    networks.to(plan.device).train()
    standard_attention = networks.transformer.attn_processors
    networks.transformer.set_attn_processor(ZeroTokenAttention())
    run = _Run(networks, plan)
    if plan.checkpoint.is_file():
        run.load()
    forward = forward_of(networks.transformer)
    run.loop(pool, tokenised(tokenizer, [""])[0], torch.compile(forward, dynamic=False) if plan.compiled else forward)
    run.save()
    run.average.transformer.set_attn_processor(standard_attention)
    return run.average.cpu()


class _Run:
    def __init__(self, networks: Networks, plan: Plan) -> None:
        self.networks, self.plan = networks, plan
        self.average = copy.deepcopy(networks).eval().requires_grad_(False)
        self.optimizers = _optimizers(networks)
        self.rates = [group["lr"] for optimizer in self.optimizers for group in optimizer.param_groups]
        self.steps = 0
        self.trained_s = 0.0
        self.loss: float | None = None

    def loop(self, pool: Pool, empty: Tensor, forward: Forward) -> None:
        """Steps until the time is up. What compiling takes in the first steps is not counted."""
        total_s = self.plan.minutes * 60
        saved_at = time.monotonic()
        first = self.steps
        with tqdm(total=round(total_s), initial=round(self.trained_s), unit="s", desc="transformer") as bar:
            while self.trained_s < total_s:
                started = time.monotonic()
                self._set_rate(self.trained_s / total_s)
                self._step(*pool.batch(self.plan.batch), empty, forward)
                if self.steps - first > 2:
                    self.trained_s += time.monotonic() - started
                bar.n = min(round(self.trained_s), bar.total)
                bar.set_postfix_str(f"step {self.steps}, loss {self.loss:.4f}")
                if self.steps % LOG_EVERY == 0:
                    self._log()
                if time.monotonic() - saved_at > CHECKPOINT_S:
                    self.save()
                    saved_at = time.monotonic()

    def _step(self, latents: Tensor, tokens: Tensor, empty: Tensor, forward: Forward) -> None:
        device = self.plan.device
        tokens[torch.rand(len(tokens)) < UNCONDITIONAL] = empty
        latents, tokens = latents.to(device), tokens.to(device)
        sigmas = sample_sigmas(len(latents), device)
        noisy, velocity = noised(latents, sigmas)
        with torch.autocast(device.type, torch.bfloat16):
            text, pooled = self.networks.encode(tokens)
            predicted = forward(noisy, sigmas * TIMESTEPS, text, pooled, zero_token_bias(device))
        loss = torch.nn.functional.mse_loss(predicted.float(), velocity)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.networks.parameters(), 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        self.steps += 1
        self.loss = loss.item() if self.loss is None else 0.98 * self.loss + 0.02 * loss.item()
        with torch.no_grad():
            decay = min(EMA, (1 + self.steps) / (20 + self.steps))
            torch._foreach_lerp_(list(self.average.parameters()), list(self.networks.parameters()), 1 - decay)

    def _set_rate(self, done: float) -> None:
        cosine = LAST_RATE + (1 - LAST_RATE) * 0.5 * (1 + math.cos(math.pi * min(done, 1)))
        factor = min(1, (self.steps + 1) / WARM_UP) * cosine
        groups = [group for optimizer in self.optimizers for group in optimizer.param_groups]
        for group, rate in zip(groups, self.rates, strict=True):
            group["lr"] = rate * factor

    def _log(self) -> None:
        views, seconds = self.steps * self.plan.batch, round(self.trained_s)
        entry = {"step": self.steps, "views": views, "seconds": seconds, "loss": self.loss}
        with self.plan.log.open("a") as file:
            file.write(json.dumps(entry) + "\n")

    def save(self) -> None:
        """Everything that going on needs."""
        state: dict[str, Any] = {
            "networks": self.networks.state_dict(),
            "average": self.average.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "steps": self.steps,
            "trained_s": self.trained_s,
            "loss": self.loss,
        }
        save_whole(state, self.plan.checkpoint)

    def load(self) -> None:
        state = torch.load(self.plan.checkpoint, map_location=self.plan.device, weights_only=True)
        self.networks.load_state_dict(state["networks"])
        self.average.load_state_dict(state["average"])
        for optimizer, stored in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(stored)
        self.steps, self.trained_s, self.loss = state["steps"], state["trained_s"], state["loss"]
        # Not the draws of the first steps again.
        torch.manual_seed(torch.initial_seed() + self.steps)


def _optimizers(networks: Networks) -> list[torch.optim.Optimizer]:
    def is_for_muon(name: str, parameter: Tensor) -> bool:
        return parameter.ndim == 2 and "transformer_blocks" in name and "norm1" not in name

    named = [(name, parameter) for name, parameter in networks.named_parameters() if parameter.requires_grad]
    matrices = [parameter for name, parameter in named if is_for_muon(name, parameter)]
    others = [parameter for name, parameter in named if not is_for_muon(name, parameter)]
    return [
        torch.optim.Muon(matrices, lr=MUON_RATE, weight_decay=0.01, momentum=0.95, adjust_lr_fn="match_rms_adamw"),
        torch.optim.AdamW(others, lr=ADAMW_RATE, betas=(0.9, 0.98), weight_decay=0.01, fused=True),
    ]
