"""Stories as lines of a run's file, straight from the values: what `story_record` says, for a fraction of the cost."""

from __future__ import annotations

from collections.abc import Iterable

from newsclean.canonical import Conflict, Dangling, Descent, Joint, Omitted, Reading, Segment, Story
from newsclean.formats.json_values import json_known, json_range, json_text
from newsclean.neardup import Member


def run_story_line(story: Story, members: Iterable[Member]) -> str:
    """A story as a line of ``stories.jsonl``, without its line end; `StoryRecord` has its fields.

    Args:
        story: the story.
        members: of its cluster, seen from the story's base; see `Cluster.members`.
    """
    return (
        f'{{"id":{json_text(story.id)},"title":{json_known(story.title)},"text":{json_text(story.text)},"base":{json_text(story.base)}'
        f',"base_reason":{json_text(story.base_reason)},"mode":{json_text(story.mode)}'
        f',"members":[{",".join(map(_member, members))}]'
        f',"segments":[{",".join([_segment(segment) for segment in story.segments])}]'
        f',"conflicts":[{",".join(map(_conflict, story.conflicts))}],"forms":[{",".join(map(_conflict, story.forms))}]'
        f',"omitted":[{",".join(map(_omitted, story.omitted))}],"lineage":[{",".join(map(_descent, story.lineage))}]'
        f',"dangling":[{",".join(map(_dangling, story.dangling))}]}}'
    )


def _member(m: Member) -> str:
    return (
        f'{{"id":{json_text(m.id)},"relation":{json_text(m.relation or "base")},"tied_to":{json_known(m.tied_to)}'
        f',"duplicate":{_truth(m.duplicate)}}}'
    )


def _segment(s: Segment) -> str:
    return (
        f'{{"start":{s.start},"end":{s.end},"kind":{json_text(s.kind)},"status":{json_text(s.status)}'
        f',"reason":{json_text(s.reason)},"place":{json_text(s.place)},"readings":[{_readings(s.readings)}]}}'
    )


def _omitted(o: Omitted) -> str:
    return (
        f'{{"kind":{json_text(o.kind)},"status":{json_text(o.status)},"reason":{json_text(o.reason)}'
        f',"readings":[{_readings(o.readings)}]}}'
    )


def _readings(readings: Iterable[Reading]) -> str:
    return ",".join([_reading(reading) for reading in readings])


def _reading(r: Reading) -> str:
    pieces = r.pieces
    line = f'{{"article":{json_text(r.article)},"start":{pieces[0].start},"end":{pieces[-1].end},"chosen":{_truth(r.chosen)}'
    if r.moved:
        line += ',"moved":true'
    if len(pieces) > 1:
        line += f',"pieces":[{",".join(map(json_range, pieces))}]'
    if r.joints:
        line += f',"joints":[{",".join(map(_joint, r.joints))}]'
    return line + "}" if r.is_verbatim else f'{line},"text":{json_text(r.text)}}}'


def _joint(j: Joint) -> str:
    return f'{{"at":{j.at},"separator":{json_text(j.separator)},"ends_sentence":{_truth(j.ends_sentence)}}}'


def _conflict(c: Conflict) -> str:
    sides = [
        f'{{"article":{json_text(r.article)},"start":{r.span.start},"end":{r.span.end},"text":{json_text(r.text)}'
        f',"value":{json_text(r.value)}}}'
        for r in c.readings
    ]
    return (
        f'{{"kind":{json_text(c.kind)},"grade":{json_text(c.grade)},"segment":{_number(c.segment)},"omitted":{_number(c.omitted)}'
        f',"latest":{json_known(c.latest)},"readings":[{",".join(sides)}]}}'
    )


def _descent(d: Descent) -> str:
    return (
        f'{{"article":{json_text(d.article)},"parent":{json_known(d.parent)},"derivation":{json_known(d.derivation)}'
        f',"reason":{json_text(d.reason)},"added":{_numbers(d.added)},"dropped":{_numbers(d.dropped)}'
        f',"changed":{_numbers(d.changed)}}}'
    )


def _dangling(d: Dangling) -> str:
    return (
        f'{{"segment":{d.segment},"start":{d.start},"end":{d.end},"text":{json_text(d.text)},"kind":{json_text(d.kind)}'
        f',"reason":{json_text(d.reason)}}}'
    )


def _numbers(numbers: Iterable[int]) -> str:
    return f"[{','.join(map(str, numbers))}]"


def _number(number: int | None) -> str:
    return "null" if number is None else str(number)


def _truth(value: bool) -> str:  # noqa: FBT001 - it is the thing to show
    return "true" if value else "false"
