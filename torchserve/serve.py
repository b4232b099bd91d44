"""Starts TorchServe with the models of a models file, in the foreground.

    python serve.py --home DIR --inference-port P --management-port P --metrics-port P
                    [--host 127.0.0.1] [--models FILE] [--java PATH]

Preconditions: requirements.txt is installed for this Python, and there is a Java 17 (java.py says where it looks).
FILE is --models, else DARKROOM_MODELS, else models.yaml beside this script. DARKROOM_CANCEL_REDIS_URL goes on to the
workers. Outcome: everything is written under DIR and this process becomes Java, so a signal to its pid reaches
TorchServe itself. SIGTERM ends it in about 2 s; in the middle of a picture its stream breaks at once, but Java lingers
(7 s measured, 15 s at most), so SIGKILL it after a few seconds: that is safe, workers leave within one step by
themselves. Exit code 2 and one line on stderr for a bad option, models file or Java.
On a loopback host there is no token check; on any other host it is on, and the keys lie in DIR/key_file.json.
"""

from __future__ import annotations

import argparse
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from java import NoJavaError, find_java
from models_file import read_models
from section import ModelsFileError
from store import HERE, Ports, prepare


def main() -> None:
    args = arguments()
    try:
        java = find_java(args.java)
        models = read_models(Path(args.models))
    except (NoJavaError, ModelsFileError) as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None
    home = Path(args.home).resolve()
    ports = Ports(args.host, args.inference_port, args.management_port, args.metrics_port)
    paths = prepare(home, models, ports)
    # TorchServe writes its key file into the working directory, and would believe this variable rather than our file.
    os.chdir(home)
    os.environ.pop("TS_CONFIG_FILE", None)
    os.environ["TMPDIR"] = str(paths["tmp"])
    # Threads that wait by spinning make a picture ten to twenty times slower as soon as anything else wants their core.
    # It is read when torch is loaded, so the handler would be too late.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    for library in ("TRANSFORMERS", "DIFFUSERS"):
        os.environ.setdefault(f"{library}_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.umask(0o077)
    sys.stdout.flush()
    os.execv(java, command(java, paths))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Serve Darkroom's models with TorchServe.", allow_abbrev=False)
    parser.add_argument("--home", required=True, help="folder for everything this instance writes")
    parser.add_argument("--inference-port", type=port, required=True)
    parser.add_argument("--management-port", type=port, required=True)
    parser.add_argument("--metrics-port", type=port, required=True)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--models", default=os.environ.get("DARKROOM_MODELS") or HERE / "models.yaml")
    parser.add_argument("--java", help="path of the java program")
    return parser.parse_args()


def port(text: str) -> int:
    number = int(text) if text.isdigit() else 0
    if not 1 <= number <= 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 1 to 65535")
    return number


def command(java: str, paths: dict[str, Path]) -> list[str]:
    """What TorchServe's own wrapper would run. The package is found, not imported: that would import torch."""
    spec = find_spec("ts")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("torchserve is not installed for this Python: pip install -r torchserve/requirements.txt")
    package = Path(next(iter(spec.submodule_search_locations)))
    return [
        java,
        f"-Dmodel_server_home={package.parent}",
        f"-Dlog4j.configurationFile=file://{paths['logging']}",
        f"-Djava.io.tmpdir={paths['tmp']}",
        "-Xms32m",
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        f"{package / 'frontend' / '*'}",
        "org.pytorch.serve.ModelServer",
        "--python",
        sys.executable,
        "-f",
        str(paths["config"]),
        "-ncs",
    ]


if __name__ == "__main__":
    main()
