"""Makes the model's tokenizer: byte-pair encoding of about 2,000 tokens, in the form of CLIP's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import CLIPTokenizer

from .captions import caption
from .icons import Concept
from .model import TOKENS
from .scenes import Composer

VOCABULARY = 2048
CORPUS = 40_000
NAME_WEIGHT = 20
END_OF_WORD = "</w>"
BEGIN, END = "<|startoftext|>", "<|endoftext|>"
# How CLIP cuts a text into words (openai/CLIP, simple_tokenizer.py).
WORDS = r"""<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"""

Merge = tuple[str, str]


def make_tokenizer(concepts: list[Concept], folder: Path, seed: int = 5) -> CLIPTokenizer:
    """Train on captions and names, write to `folder`, and return it."""
    tokenizer = Tokenizer(models.BPE(end_of_word_suffix=END_OF_WORD, continuing_subword_prefix=""))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(WORDS), behavior="removed", invert=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        end_of_word_suffix=END_OF_WORD,
        show_progress=False,
        min_frequency=1,
    )
    tokenizer.train_from_iterator(_corpus(concepts, seed), trainer)
    vocabulary, merges = _vocabulary(json.loads(tokenizer.to_str())["model"]["merges"])
    CLIPTokenizer(vocab=vocabulary, merges=merges, model_max_length=TOKENS).save_pretrained(folder)
    # CLIPTokenizer of older releases, and other readers, look for these two.
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    lines = ["#version: 0.2", *(" ".join(merge) for merge in merges), ""]
    (folder / "merges.txt").write_text("\n".join(lines), encoding="utf-8")
    return CLIPTokenizer.from_pretrained(folder, local_files_only=True)


def _corpus(concepts: list[Concept], seed: int) -> Iterator[str]:
    composer = Composer(concepts, seed)
    for _ in range(CORPUS):
        yield caption(composer.scene(), concepts, composer.random)
    for concept in concepts:
        for name in concept.names:
            yield from [name] * NAME_WEIGHT


def _vocabulary(learnt: list[list[str]] | list[str]) -> tuple[dict[str, int], list[Merge]]:
    """Every byte, alone and at a word's end, then what the merges make, then the two marks.

    An unknown byte would become the end mark, where CLIP takes its pooled embedding from: the rest would not count.
    """
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {token: number for number, token in enumerate([*alphabet, *(byte + END_OF_WORD for byte in alphabet)])}
    merges: list[Merge] = []
    for merge in learnt:
        first, second = merge.split(" ") if isinstance(merge, str) else merge
        if len(vocabulary) >= VOCABULARY - 2:
            break
        if first in vocabulary and second in vocabulary:
            merges.append((first, second))
            vocabulary.setdefault(first + second, len(vocabulary))
    for mark in (BEGIN, END):
        vocabulary[mark] = len(vocabulary)
    return vocabulary, merges
