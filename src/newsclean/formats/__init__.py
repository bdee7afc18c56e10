"""Reading inputs and writing results: one small module for each format."""

from newsclean.formats.decoding import too_long
from newsclean.formats.inputs import read_inputs
from newsclean.formats.json_lines import input_record, json_line, read_lines, write_lines
from newsclean.formats.labels import LabelledSpan, LabelRecord, read_labels, read_texts
from newsclean.formats.page import Page, Source
from newsclean.formats.pair_records import ClusterRecord, PairRecord, cluster_record, pair_record
from newsclean.formats.records import (
    ArticleRecord,
    StoryRecord,
    article_record,
    read_records,
    story_record,
    unstructured,
)
from newsclean.formats.run_folder import AGAIN, FILES, is_run, read_background, write_background
from newsclean.formats.whole_files import write_whole

__all__ = [
    "AGAIN",
    "FILES",
    "ArticleRecord",
    "ClusterRecord",
    "LabelRecord",
    "LabelledSpan",
    "Page",
    "PairRecord",
    "Source",
    "StoryRecord",
    "article_record",
    "cluster_record",
    "input_record",
    "is_run",
    "json_line",
    "pair_record",
    "read_background",
    "read_inputs",
    "read_labels",
    "read_lines",
    "read_records",
    "read_texts",
    "story_record",
    "too_long",
    "unstructured",
    "write_background",
    "write_lines",
    "write_whole",
]
