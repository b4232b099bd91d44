"""The networks of the built-in model: small, of the classes that StableDiffusion3Pipeline knows."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import torch
from diffusers import AutoencoderKL, SD3Transformer2DModel, StableDiffusion3Pipeline
from diffusers.models.attention_processor import Attention
from torch import Tensor, nn
from transformers import CLIPTextConfig, CLIPTextModelWithProjection, CLIPTokenizer

LAYERS, HEADS, HEAD_WIDTH = 6, 6, 32
TEXT_WIDTH = 128
TOKENS = 24
LATENT_SIDE, LATENT_CHANNELS, PATCH = 16, 16, 2
# The most zero tokens that the pipeline appends where T5's text would be (its max_sequence_length).
MOST_ZERO_TOKENS = 256


class Networks(nn.Module):
    """What is trained together: the transformer and both text encoders."""

    def __init__(
        self,
        transformer: SD3Transformer2DModel,
        text_encoder: CLIPTextModelWithProjection,
        text_encoder_2: CLIPTextModelWithProjection,
    ) -> None:
        super().__init__()
        self.transformer = transformer
        self.text_encoder = text_encoder
        self.text_encoder_2 = text_encoder_2

    def encode(self, tokens: Tensor) -> tuple[Tensor, Tensor]:
        """As the pipeline without T5: tokens (n, 24) to (n, 25, 256), whose last token is zero, and pooled (n, 256)."""
        outputs = [encoder(tokens, output_hidden_states=True) for encoder in (self.text_encoder, self.text_encoder_2)]
        hidden = torch.cat([output.hidden_states[-2] for output in outputs], -1)
        pooled = torch.cat([output.text_embeds for output in outputs], -1)
        return torch.cat([hidden, torch.zeros_like(hidden[:, :1])], 1), pooled


class ZeroTokenAttention:
    """SD3's joint attention with a bias on each key.

    Without T5 the pipeline appends n zero tokens to the text. They are alike, so in training one stands for all: its
    weight in the softmax is n times exp(logit) when log(n) is added to the logit. Plain products compile to a backward
    pass that is much faster on a CPU than that of scaled_dot_product_attention.
    """

    def __call__(
        self, attn: Attention, hidden_states: Tensor, encoder_hidden_states: Tensor, attention_mask: Tensor, **_: object
    ) -> tuple[Tensor, Tensor]:
        """Picture tokens (n, 64, d), text tokens (n, 25, d) and bias (1, 1, 1, 89) to the same two shapes."""
        batch, pixels, _width = hidden_states.shape

        def heads(flat: Tensor) -> Tensor:
            return flat.view(batch, -1, attn.heads, HEAD_WIDTH).transpose(1, 2)

        text = encoder_hidden_states
        query = attn.norm_q(heads(attn.to_q(hidden_states))), attn.norm_added_q(heads(attn.add_q_proj(text)))
        key = attn.norm_k(heads(attn.to_k(hidden_states))), attn.norm_added_k(heads(attn.add_k_proj(text)))
        value = torch.cat([heads(attn.to_v(hidden_states)), heads(attn.add_v_proj(text))], 2)
        # The norms leave autocast's bfloat16: back to it, or the products run in float32.
        products = torch.cat(query, 2).to(value.dtype) @ torch.cat(key, 2).to(value.dtype).transpose(-1, -2)
        logits = products.float() * HEAD_WIDTH**-0.5
        mixed = torch.softmax(logits + attention_mask, -1).to(value.dtype) @ value
        mixed = mixed.transpose(1, 2).reshape(batch, -1, attn.heads * HEAD_WIDTH)
        picture, text = mixed[:, :pixels], mixed[:, pixels:]
        if not attn.context_pre_only:
            text = attn.to_add_out(text)
        return attn.to_out[1](attn.to_out[0](picture)), text


def zero_token_bias(device: torch.device) -> Tensor:
    """The bias (1, 1, 1, 89) for a number of zero tokens, drawn: one, as Darkroom samples, or any up to 256."""
    zeros = 1.0 if torch.rand(()) < 0.5 else math.exp(torch.rand(()).item() * math.log(MOST_ZERO_TOKENS))
    bias = torch.zeros(1, 1, 1, (LATENT_SIDE // PATCH) ** 2 + TOKENS + 1, device=device)
    bias[..., -1] = math.log(zeros)
    return bias


Forward = Callable[[Tensor, Tensor, Tensor, Tensor, Tensor], Tensor]


def forward_of(transformer: SD3Transformer2DModel) -> Forward:
    """The transformer as a function of latents, timesteps, text, pooled text and bias."""

    def forward(latents: Tensor, timesteps: Tensor, text: Tensor, pooled: Tensor, bias: Tensor) -> Tensor:
        return transformer(
            hidden_states=latents,
            timestep=timesteps,
            encoder_hidden_states=text,
            pooled_projections=pooled,
            joint_attention_kwargs={"attention_mask": bias},
            return_dict=False,
        )[0]

    return forward


def new_networks(tokenizer: CLIPTokenizer) -> Networks:
    """Networks that know nothing."""
    width = HEADS * HEAD_WIDTH
    transformer = SD3Transformer2DModel(
        sample_size=LATENT_SIDE,
        patch_size=PATCH,
        in_channels=LATENT_CHANNELS,
        out_channels=LATENT_CHANNELS,
        num_layers=LAYERS,
        attention_head_dim=HEAD_WIDTH,
        num_attention_heads=HEADS,
        joint_attention_dim=2 * TEXT_WIDTH,
        caption_projection_dim=width,
        pooled_projection_dim=2 * TEXT_WIDTH,
        pos_embed_max_size=LATENT_SIDE,
        qk_norm="rms_norm",
    )
    _zero_modulation(transformer)
    return Networks(transformer, _new_text_encoder(tokenizer), _new_text_encoder(tokenizer))


def _zero_modulation(transformer: SD3Transformer2DModel) -> None:
    """AdaLN-Zero: each block begins as the identity.

    Source: Peebles and Xie 2023, "Scalable Diffusion Models with Transformers", section 3.2.
    """
    layers = [transformer.norm_out.linear, transformer.proj_out]
    for block in transformer.transformer_blocks:
        layers += [norm.linear for norm in (block.norm1, block.norm1_context) if hasattr(norm, "linear")]
    for layer in layers:
        nn.init.zeros_(layer.weight)
        nn.init.zeros_(layer.bias)


def _new_text_encoder(tokenizer: CLIPTokenizer) -> CLIPTextModelWithProjection:
    config = CLIPTextConfig(
        vocab_size=len(tokenizer),
        hidden_size=TEXT_WIDTH,
        intermediate_size=2 * TEXT_WIDTH,
        projection_dim=TEXT_WIDTH,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=TOKENS,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    encoder = CLIPTextModelWithProjection(config)
    # CLIP's own start is meant for a vocabulary 25 times as large and leaves the words too close together.
    nn.init.normal_(encoder.text_model.embeddings.token_embedding.weight, std=0.3)
    nn.init.normal_(encoder.text_model.embeddings.position_embedding.weight, std=0.1)
    return encoder


def load_pipeline(folder: Path) -> StableDiffusion3Pipeline:
    """A pipeline without T5, in float32."""
    return StableDiffusion3Pipeline.from_pretrained(
        folder, text_encoder_3=None, tokenizer_3=None, dtype=torch.float32, local_files_only=True
    )


def networks_of(pipe: StableDiffusion3Pipeline) -> Networks:
    """The trained networks of a pipeline, to go on with."""
    return Networks(pipe.transformer, pipe.text_encoder, pipe.text_encoder_2)


def scaled_latents(vae: AutoencoderKL, pictures: Tensor) -> Tensor:
    """Pictures (n, 3, 128, 128) in -1..1 to the latents (n, 16, 16, 16) of the transformer: mean 0, deviation 1."""
    mean = vae.encode(pictures).latent_dist.mean
    return (mean.float() - vae.config.shift_factor) * vae.config.scaling_factor
