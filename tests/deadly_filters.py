"""Filters that no worker process survives, in a module of their own since workers import them by name."""

from __future__ import annotations

import os
import signal
import threading

from newsclean import CleanArticle, Edit


def killing(article: CleanArticle) -> list[Edit]:
    """Kills its process over an article that says so."""
    if "deadly" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return []


def hanging(article: CleanArticle) -> list[Edit]:
    """Never returns from an article that says so."""
    if "endless" in article.text:
        threading.Event().wait()
    return []
