"""The kinds of boilerplate that the filters which ship know."""

from __future__ import annotations

KINDS = tuple(
    """ad share_prompt newsletter app_promo paywall comments comment_prompt engagement_question related_links navigation
    photo_caption photo_credit video_caption video_credit headline_repeat standfirst byline dateline timestamp
    attribution_line reporter_credit author_bio contact copyright legal_notice affiliate_notice cookie_notice
    correction_notice editor_note template_residue site_template encoding_residue whitespace""".split()
)
"""Their names; ``whitespace`` is typed white space. Rules of one's own may have others."""
