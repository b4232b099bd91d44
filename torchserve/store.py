"""Writes what TorchServe reads, under one home: a store of unpacked models, config.properties, logging, metrics."""

from __future__ import annotations

import hashlib
import ipaddress
import json
import os
import shutil
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path

import yaml

from models import ModelConfig

HERE = Path(__file__).resolve().parent
HANDLER_FILES = (
    "handler.py",
    "request.py",
    "progress.py",
    "preview.py",
    "cancel.py",
    "pipeline.py",
    "describe.py",
    "models.py",
    "fit_latent_rgb.py",
)
MAX_SOCKET_PATH = 90
"""Bytes that a unix socket's folder may have: the system allows 108 for the whole path, 104 on macOS."""


@dataclass(frozen=True)
class Ports:
    """Where TorchServe listens, all on `host`; gRPC stays on loopback and is not used."""

    host: str
    inference: int
    management: int
    metrics: int


def prepare(home: Path, models: list[ModelConfig], ports: Ports) -> dict[str, Path]:
    """Write everything anew under `home`; returns the paths that the command line needs: config, logging, tmp."""
    home.mkdir(parents=True, exist_ok=True)
    store = home / "model-store"
    shutil.rmtree(store, ignore_errors=True)
    for model in models:
        write_model(store / model.name, model)
    for name in ("log4j2.xml", "metrics.yaml"):
        shutil.copyfile(HERE / name, home / name)
    (home / "key_file.json").unlink(missing_ok=True)
    tmp = private_tmp(home)
    config = home / "config.properties"
    config.write_text(properties(home, store, models, ports), encoding="utf-8")
    return {"config": config, "logging": home / "log4j2.xml", "tmp": tmp}


def write_model(folder: Path, model: ModelConfig) -> None:
    """One unpacked model: the handler's files, its manifest and its settings. Weights stay where they are."""
    (folder / "MAR-INF").mkdir(parents=True)
    for name in HANDLER_FILES:
        shutil.copyfile(HERE / name, folder / name)
    manifest = {
        "createdOn": "01/01/2026 00:00:00",
        "runtime": "python",
        "model": {
            "modelName": model.name,
            "modelVersion": model.version,
            "handler": "handler.py",
            "configFile": "model-config.yaml",
        },
        "archiverVersion": "0.12.0",
    }
    (folder / "MAR-INF" / "MANIFEST.json").write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    settings = {
        "minWorkers": model.workers,
        "maxWorkers": model.workers,
        "batchSize": 1,
        "maxBatchDelay": 1,
        "responseTimeout": model.step_timeout_seconds,
        "startupTimeout": model.startup_timeout_seconds,
        # How long TorchServe goes on restarting a worker that dies while it loads.
        "maxRetryTimeoutInSec": 300,
        **({"deviceType": "cpu"} if model.device == "cpu" else {}),
        # Through JSON, because PyYAML has no plain form for tuples.
        "darkroom": json.loads(json.dumps(model.to_dict())),
    }
    (folder / "model-config.yaml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")


def properties(home: Path, store: Path, models: list[ModelConfig], ports: Ports) -> str:
    """config.properties. No CORS keys: only servers talk to TorchServe, never browsers."""
    grpc_inference, grpc_management, first_worker, first_distribution = free_ports(4)
    host = f"[{ports.host}]" if ":" in ports.host else ports.host
    values = {
        "inference_address": f"http://{host}:{ports.inference}",
        "management_address": f"http://{host}:{ports.management}",
        "metrics_address": f"http://{host}:{ports.metrics}",
        "grpc_inference_address": "127.0.0.1",
        "grpc_management_address": "127.0.0.1",
        "grpc_inference_port": grpc_inference,
        "grpc_management_port": grpc_management,
        "initial_worker_port": first_worker,
        "initial_distribution_port": first_distribution,
        "model_store": store,
        "load_models": ",".join(model.name for model in models),
        "enable_model_api": "false",
        "disable_token_authorization": str(is_loopback(ports.host)).lower(),
        # Keys live as long as the process: a restart makes new ones.
        "token_expiration_min": 60 * 24 * 365,
        "install_py_dep_per_model": "false",
        "decode_input_request": "false",
        "metrics_mode": "prometheus",
        "metrics_config": home / "metrics.yaml",
        "disable_system_metrics": "true",
        # A picture to start from comes with its request: 2048 pixels a side that hardly compress, as base64.
        "max_request_size": 24 * 1024 * 1024,
        "max_response_size": 64 * 1024 * 1024,
        "allowed_urls": f"file://{store}/.*",
        "job_queue_size": 100,
        "number_of_netty_threads": 2,
        "netty_client_threads": 1,
    }
    return "".join(f"{key}={value}\n" for key, value in values.items())


def is_loopback(host: str) -> bool:
    """True only where nobody but this machine can connect."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def private_tmp(home: Path) -> Path:
    """This instance's folder for temporary files and worker sockets; not in `home` where that is too long for one."""
    folder = home / "tmp"
    if len(os.fsencode(folder)) > MAX_SOCKET_PATH:
        mark = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
        folder = Path(tempfile.gettempdir()) / f"darkroom-{os.getuid()}-{mark}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    return folder


def free_ports(count: int) -> list[int]:
    """Ports that nothing listens on now."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()
