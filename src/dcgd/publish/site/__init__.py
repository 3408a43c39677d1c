"""The dashboard a leader opens: entries and totals in, the files of a web page out."""

from dcgd.publish.site.content import Content
from dcgd.publish.site.page import pages

__all__ = ["Content", "pages"]
