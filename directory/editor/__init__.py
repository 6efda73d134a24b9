"""The editors' own tools, for whoever has the content folder: a page on this machine, spreadsheets, reviews, links.

Writes Markdown files, which stay the only truth. Nothing here is part of the public site; nothing public imports it.
"""
