"""The cleaning room: source text in, clean text with the way back out.

It takes the layout noise out (line breaks inside a word or sentence, spaces between letters and digits, stamps glued to
paragraphs, zero-width characters), makes half-width punctuation between Chinese full-width and straight quotes curly.
A line feed in clean text always ends a paragraph. It refuses nothing: any text comes out, an empty one too.
"""

from .layout import clean

__all__ = ["clean"]
