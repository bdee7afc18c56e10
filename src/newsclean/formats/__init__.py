"""Reading inputs and writing results: one small module for each format."""

from newsclean.formats.article_lines import article_line, clean_article, read_article_line, with_story
from newsclean.formats.clusters import read_clusters
from newsclean.formats.columns import columns_from
from newsclean.formats.decoding import too_long
from newsclean.formats.html_file import decoded
from newsclean.formats.inputs import read_inputs
from newsclean.formats.json_lines import input_record, json_line, read_lines
from newsclean.formats.labels import LabelledSpan, LabelRecord, read_labels, read_texts
from newsclean.formats.line_sequence import Lines
from newsclean.formats.page import Page, RawRecord, Source
from newsclean.formats.pair_lines import pair_line, pair_lines
from newsclean.formats.pair_records import ClusterRecord, PairRecord, cluster_record, pair_record
from newsclean.formats.raw_records import parse_record
from newsclean.formats.records import ArticleRecord, article_record, read_records, record_of, unstructured
from newsclean.formats.run_articles import RunArticles
from newsclean.formats.run_folder import AGAIN, FILES, LINES, background_record, is_run, read_background
from newsclean.formats.run_stories import read_run_stories, story_from
from newsclean.formats.run_story_lines import run_story_line
from newsclean.formats.story_lines import read_stories, story_line, story_schema
from newsclean.formats.story_records import StoryRecord, story_record
from newsclean.formats.text_fragments import reading_url, text_fragment
from newsclean.formats.whole_files import write_whole

__all__ = [
    "AGAIN",
    "FILES",
    "LINES",
    "ArticleRecord",
    "ClusterRecord",
    "LabelRecord",
    "LabelledSpan",
    "Lines",
    "Page",
    "PairRecord",
    "RawRecord",
    "RunArticles",
    "Source",
    "StoryRecord",
    "article_line",
    "article_record",
    "background_record",
    "clean_article",
    "cluster_record",
    "columns_from",
    "decoded",
    "input_record",
    "is_run",
    "json_line",
    "pair_line",
    "pair_lines",
    "pair_record",
    "parse_record",
    "read_article_line",
    "read_background",
    "read_clusters",
    "read_inputs",
    "read_labels",
    "read_lines",
    "read_records",
    "read_run_stories",
    "read_stories",
    "read_texts",
    "reading_url",
    "record_of",
    "run_story_line",
    "story_from",
    "story_line",
    "story_record",
    "story_schema",
    "text_fragment",
    "too_long",
    "unstructured",
    "with_story",
    "write_whole",
]
