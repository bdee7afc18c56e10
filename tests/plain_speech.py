"""The slow, obvious version of `newsclean.neardup.narration`: which words are speech, one after the other."""

from __future__ import annotations

import regex

from newsclean.words import Words

FIRST_PERSON = frozenset("i we my our me us im ive weve mine ours myself ourselves".split())
SENTENCE_END = regex.compile(r"""(?<=[.!?])["”’']*\s+(?=["“‘'(]?\p{Lu})|\n\s*\n""")
MARK = regex.compile(r"""[“„«”»「」『』"]|(?<![^\s(:,])[‘'](?=\w)|['’](?!\w)|(?<=[.!?"”’])[ \t]*\r?\n|\r?\n\s*\n""")
CLOSING = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", '"': '"', "‘": "’", "'": "'"}


def speech(text: str, words: Words) -> bytearray:
    """1 for each word that stands inside quotation marks or in a sentence with "I", "we" and the like, else 0.

    A quotation left open ends with its paragraph, as printers leave it when the next one goes on.
    """
    flags = _quoted(text, words)
    ends = [match.end() for match in SENTENCE_END.finditer(text)] + [len(text)]
    begin = 0
    for end in ends:
        stop = begin
        while stop < len(words) and words.starts[stop] < end:
            stop += 1
        if any(words.keys[n] in FIRST_PERSON and not text.startswith("US", words.starts[n]) for n in range(begin, stop)):
            flags[begin:stop] = b"\1" * (stop - begin)
        begin = stop
    return flags


def _quoted(text: str, words: Words) -> bytearray:
    flags = bytearray(len(words))
    opened, number = "", 0
    for match in MARK.finditer(text):
        mark = match.group()
        while number < len(words) and words.starts[number] < match.start():
            flags[number] = bool(opened)
            number += 1
        if mark.isspace():
            opened = ""
        elif opened:
            opened = "" if mark in CLOSING[opened] else opened
        else:
            opened = mark if mark in CLOSING else ""
    for rest in range(number, len(words)):
        flags[rest] = bool(opened)
    return flags
