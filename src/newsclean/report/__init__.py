"""The report of a run: one self-contained HTML page."""

from newsclean.report.page import render

__all__ = ["render"]
