"""Answers in XML that a fault can spoil before they are written out."""

from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

XML = {"Content-Type": "text/xml; charset=utf-8"}


@dataclass
class Sheet:
    """A page of records: `records` are XML, `render` writes the page from the sheet itself."""

    records: list
    total: int
    render: object
    token: str = ""
    more: dict = field(default_factory=dict)

    def text(self):
        """Return the page as it is sent."""
        return self.render(self)


def element(name, text, **attributes):
    """Return an element with its text escaped."""
    inside = "".join(f" {key.rstrip('_')}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{inside}>{escape(text)}</{name}>"
