"""`npm run model:train`: makes the built-in model, from nothing or from a pipeline that is there.

The parts in order: tokenizer, autoencoder, pool of training pictures, transformer with text encoders, export. What is
finished in the work folder is not made again; the transformer goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path

import torch
from diffusers import AutoencoderKL
from transformers import CLIPTokenizer

from . import model
from .export import WORDS, export, write_words
from .icons import Concept, load_concepts
from .pool import Coder, load_or_make
from .tokenizer import make_tokenizer
from .train_autoencoder import train_autoencoder
from .train_transformer import Plan, train

WORK = Path(__file__).resolve().parents[3] / ".training"
AUTOENCODER_SHARE = 0.06


def main() -> None:
    options = _options()
    device = torch.device(options.device)
    torch.manual_seed(options.seed)
    if options.fresh:
        shutil.rmtree(options.work, ignore_errors=True)
    concepts = load_concepts()
    print(f"{len(concepts)} concepts, {options.minutes:g} minutes on {device}", flush=True)

    minutes = options.minutes
    if options.init:
        pipe = model.load_pipeline(options.init)
        tokenizer, vae, networks = pipe.tokenizer, pipe.vae, model.networks_of(pipe)
    else:
        tokenizer = _tokenizer(concepts, options.work / "tokenizer")
        vae = _autoencoder(concepts, options.work / "vae", AUTOENCODER_SHARE * minutes, device)
        minutes -= AUTOENCODER_SHARE * minutes
        networks = model.new_networks(tokenizer)
    coder = Coder(tokenizer, vae, device)
    pool = load_or_make(options.work / "pool.pt", options.pictures, concepts, coder)
    plan = Plan(minutes, options.batch, device, options.work / "transformer", options.compile)
    export(train(networks, pool, tokenizer, plan), vae.cpu(), tokenizer, concepts, options.out)
    write_words(concepts, options.out.parent / WORDS)
    print(f"written to {options.out}; how good it is: npm run model:evaluate -- --weights {options.out}")


def _tokenizer(concepts: list[Concept], folder: Path) -> CLIPTokenizer:
    if (folder / "merges.txt").is_file():
        return CLIPTokenizer.from_pretrained(folder, local_files_only=True)
    return make_tokenizer(concepts, folder)


def _autoencoder(concepts: list[Concept], folder: Path, minutes: float, device: torch.device) -> AutoencoderKL:
    if (folder / "diffusion_pytorch_model.safetensors").is_file():
        return AutoencoderKL.from_pretrained(folder, local_files_only=True)
    return train_autoencoder(concepts, minutes, device, folder)


def _options() -> argparse.Namespace:
    cuda = torch.cuda.is_available()
    parser = argparse.ArgumentParser(prog="npm run model:train --", description="Trains the built-in model.")
    parser.add_argument("--minutes", type=float, default=10 if cuda else 150, help="of training (default: %(default)s)")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cuda" if cuda else "cpu")
    parser.add_argument("--init", type=Path, metavar="FOLDER", help="begin with this pipeline (default: from nothing)")
    parser.add_argument("--out", type=Path, metavar="FOLDER", default=WORK / "weights", help="(default: %(default)s)")
    parser.add_argument("--work", type=Path, metavar="FOLDER", default=WORK, help="of pool, checkpoint and log")
    parser.add_argument("--pictures", type=int, default=30_000, help="in the pool (default: %(default)s)")
    parser.add_argument("--batch", type=int, default=512 if cuda else 128, help="(default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fresh", action="store_true", help="begin anew instead of going on")
    parser.add_argument("--no-compile", dest="compile", action="store_false", help="slower, needs no C++ compiler")
    return parser.parse_args()


if __name__ == "__main__":
    os.umask(0o022)
    main()
