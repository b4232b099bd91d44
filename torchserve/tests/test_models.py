"""The models file: what is shipped is good, and what is wrong is refused by name."""

from __future__ import annotations

import re

import pytest
import yaml
from conftest import TORCHSERVE

from models import ModelConfig
from models_file import read_models
from section import ModelsFileError
from store import write_model

GOOD = {
    "name": "m",
    "source": "owner/name",
    "defaults": {"steps": 20, "guidance_scale": 4, "width": 512, "height": 512},
    "limits": {"steps": [1, 50], "guidance_scale": [0, 10], "size": [256, 1024]},
}

WRONG = {
    "unknown key": ({"colour": 1}, "models[0].colour: unknown key"),
    "no source": ({"source": None}, "models[0].source: is missing"),
    "folder without a pipeline": ({"source": "./nothing"}, "models[0].source: no pipeline"),
    "neither folder nor hub id": ({"source": "name"}, "models[0].source: must be a folder"),
    "name with a slash": ({"name": "a/b"}, "models[0].name: must be letters"),
    "version as a number": ({"version": 1.0}, "models[0].version: must be text, in quotes"),
    "t5 as text": ({"t5": "yes"}, "models[0].t5: must be true or false"),
    "t5 that the folder lacks": (
        {"source": str(TORCHSERVE / "builtin" / "weights"), "t5": True},
        "models[0].t5: is true, but the folder's pipeline has no text_encoder_3",
    ),
    "workers as a bool": ({"workers": True}, "models[0].workers: must be a whole number"),
    "negative threads": ({"threads": -1}, "models[0].threads: must be from 0 to 1024"),
    "unknown device": ({"device": "tpu"}, "models[0].device: must be one of auto, cpu, cuda"),
    "sequence too long": ({"max_sequence_length": 513}, "models[0].max_sequence_length: must be from 1 to 512"),
    "shift NaN": ({"shift": float("nan")}, "models[0].shift: must be a number"),
    "default above its limit": (
        {"defaults": {**GOOD["defaults"], "steps": 51}},
        "models[0].defaults.steps: must be from 1 to 50",
    ),
    "default size not a multiple": (
        {"defaults": {**GOOD["defaults"], "width": 500}},
        "models[0].defaults.width: must be from 256 to 1024, a multiple of 16",
    ),
    "limit turned round": (
        {"limits": {**GOOD["limits"], "steps": [50, 1]}},
        "models[0].limits.steps: must be [lowest, highest]",
    ),
    "size above its limit": ({"sizes": ["2048x512"]}, "models[0].sizes[0]: must be like 1024x768"),
    "skip layers not numbers": (
        {"skip_layer_guidance": {"layers": ["a"]}},
        "models[0].skip_layer_guidance.layers: must be a list of layer numbers",
    ),
    "missing words file": ({"words": "no.txt"}, "models[0].words: no file 'no.txt'"),
}


def write(tmp_path, content):
    path = tmp_path / "models.yaml"
    path.write_text(content if isinstance(content, str) else yaml.safe_dump(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(("change", "message"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_entry_is_refused_in_one_line_that_names_the_key(tmp_path, change, message):
    path = write(tmp_path, {"models": [{**GOOD, **change}]})
    with pytest.raises(ModelsFileError) as refusal:
        read_models(path)
    assert str(refusal.value).startswith(f"{path}: {message}")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("models: [", "is not YAML"),
        ("", "the file: must be a mapping"),
        ("models: []", "models: must hold at least one model"),
        ({"models": [GOOD, GOOD]}, "models[1].name: 'm' is used twice"),
        ({"model": []}, "model: unknown key (known: models)"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line(tmp_path, content, message):
    path = write(tmp_path, content)
    with pytest.raises(ModelsFileError) as refusal:
        read_models(path)
    assert str(refusal.value).startswith(f"{path}: {message}")
    assert "\n" not in str(refusal.value)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(ModelsFileError, match="cannot be read"):
        read_models(tmp_path / "none.yaml")


def test_every_commented_example_is_a_good_entry(tmp_path):
    text = (TORCHSERVE / "models.yaml").read_text(encoding="utf-8")
    examples = re.sub(r"(?m)^#(?=  )", "", text[text.index("#  - name") :])
    models = read_models(write(tmp_path, "models:\n" + examples.replace("\n#\n", "\n")))
    assert [model.name for model in models] == ["sd35-medium", "sd35-large", "sd35-large-turbo", "sd3-medium"]
    assert models[0].skip_layer_guidance.layers == (7, 8, 9)
    assert models[2].defaults.guidance_scale == 1.0


def test_the_gpu_example_is_a_good_file():
    assert [model.device for model in read_models(TORCHSERVE / "models.gpu.example.yaml")] == ["cuda", "cpu"]


def test_a_config_survives_the_way_to_a_worker(builtin_config, tmp_path):
    (other,) = read_models(write(tmp_path, {"models": [{**GOOD, "skip_layer_guidance": {"layers": [7]}}]}))
    for config in (builtin_config, other):
        write_model(tmp_path / config.name, config)
        settings = yaml.safe_load((tmp_path / config.name / "model-config.yaml").read_text(encoding="utf-8"))
        assert ModelConfig.from_dict(settings["darkroom"]) == config
