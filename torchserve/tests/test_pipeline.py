"""Loading: with a T5 and without, device and number type, shift and skipped layers, previews for an unknown VAE."""

from __future__ import annotations

import dataclasses

import pytest
import tiny_sd3
import torch
from fakes import HandlerRun

import pipeline
from fit_latent_rgb import drawn_pictures, encode, fit_vae, psnr
from models import SkipLayerGuidance


@pytest.fixture(scope="module", params=[False, True], ids=["without T5", "with T5"])
def tiny(request, builtin_config, tmp_path_factory):
    folder = tiny_sd3.build(tmp_path_factory.mktemp("tiny"), t5=request.param)
    return dataclasses.replace(
        builtin_config, name="tiny", source=str(folder), t5=request.param, shift=None, max_sequence_length=16
    )


def test_a_pipeline_of_the_real_class_paints_through_the_handler(tiny, monkeypatch):
    run = HandlerRun(tiny)
    assert (run.handler.model.pipe.text_encoder_3 is not None) == tiny.t5
    lines = run.ask(monkeypatch, prompt="a red house", steps=2, seed=3, preview_every=1)
    assert [line["event"] for line in lines] == ["start", "step", "step", "done", "end"]
    assert "preview" in lines[1]
    assert run.ask(monkeypatch, prompt="a red house", steps=2, seed=3)[-2]["png"] == lines[-2]["png"]


def test_t5_that_is_there_can_be_left_out(tiny):
    loaded = pipeline.load(dataclasses.replace(tiny, t5=False))
    assert loaded.pipe.text_encoder_3 is None


def test_shift_and_skip_layer_guidance_reach_the_pipeline(tiny, monkeypatch):
    plain = HandlerRun(tiny)
    assert plain.handler.model.pipe.scheduler.config.shift == 3.0
    skip = SkipLayerGuidance(layers=(1,), scale=5.0, start=0.0, stop=1.0)
    skipping = HandlerRun(dataclasses.replace(tiny, skip_layer_guidance=skip))
    shifted = HandlerRun(dataclasses.replace(tiny, shift=1.25))
    assert shifted.handler.model.pipe.scheduler.config.shift == 1.25
    pictures = {
        run.ask(monkeypatch, prompt="a house", steps=4, seed=3)[-2]["png"] for run in (plain, skipping, shifted)
    }
    assert len(pictures) == 3


@pytest.mark.parametrize(
    ("capabilities", "dtype"),
    [
        ({"avx512_f": True, "avx512_bf16": False, "amx_bf16": False}, torch.float32),
        ({}, torch.float32),
        ({"avx512_bf16": True}, torch.bfloat16),
        ({"avx512_bf16": False, "amx_bf16": True}, torch.bfloat16),
    ],
)
def test_a_cpu_gets_what_it_computes_in_although_the_weights_are_stored_as_float16(
    builtin_config, monkeypatch, capabilities, dtype
):
    monkeypatch.setattr("torch.cpu.get_capabilities", lambda: capabilities)
    model = pipeline.load(dataclasses.replace(builtin_config, device="cpu"))
    kinds = {p.dtype for part in (model.pipe.transformer, model.pipe.vae) for p in part.parameters()}
    assert kinds == {dtype}


@pytest.mark.parametrize(("threads", "workers", "expected"), [(0, 1, 6), (0, 4, 1), (0, 9, 1), (1, 1, 1), (3, 4, 3)])
def test_workers_share_the_cpus_unless_a_number_of_threads_is_given(
    builtin_config, monkeypatch, threads, workers, expected
):
    monkeypatch.setattr("os.sched_getaffinity", lambda _pid: set(range(6)))
    before = torch.get_num_threads()
    try:
        pipeline.limit_threads(dataclasses.replace(builtin_config, threads=threads, workers=workers))
        assert torch.get_num_threads() == expected
    finally:
        torch.set_num_threads(before)


def test_cuda_is_refused_in_words_where_there_is_none(builtin_config, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(RuntimeError, match="device is cuda in the models file, but torch sees no GPU"):
        pipeline.load(dataclasses.replace(builtin_config, device="cuda"))


def test_a_vae_without_stored_coefficients_is_fitted_well_enough_to_recognise_pictures(builtin):
    vae = builtin.handler.model.pipe.vae
    unseen = drawn_pictures(8, seed=99)
    assert psnr(fit_vae(vae, latent_side=16), encode(vae, unseen), unseen) > 18
