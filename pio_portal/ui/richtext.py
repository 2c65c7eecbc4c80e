"""Text with markup that people typed: only what is harmless comes through."""

import nh3

TAGS = {"p", "br", "h2", "h3", "ul", "ol", "li", "strong", "b", "em", "i", "a", "blockquote"}
ATTRIBUTES = {"a": {"href", "title"}}
SCHEMES = {"http", "https", "mailto", "tel"}


def clean(html: str) -> str:
    """The text with only the allowed elements; scripts, styles and event handlers are gone."""
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener nofollow", strip_comments=True
    )
