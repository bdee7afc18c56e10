"""The command line as users run it, and a text to give it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from shutil import which

NEWSCLEAN = which("newsclean", path=str(Path(sys.executable).parent)) or "newsclean"
BODY = "The mayor resigned on Monday after a long debate.\n\nNobody was surprised, she said, and left the hall."


def newsclean(*arguments: str | Path, input: bytes = b"", **options: object) -> subprocess.CompletedProcess[str]:
    """One run of the command, with a time limit that only a hang exceeds."""
    done = subprocess.run([NEWSCLEAN, *map(str, arguments)], input=input, capture_output=True, timeout=120, **options)  # type: ignore[call-overload]
    assert "Traceback" not in done.stderr.decode(), done.stderr.decode()
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())
