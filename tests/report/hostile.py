"""Texts that try to be something else: markup, script, formulas, links, turned-round or unseen text."""

from __future__ import annotations

from typing import Any

PAYLOADS = [
    "<script>window.pwned=1</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)><title>x</title></svg>",
    "</title></style></script><h1>out</h1>",
    '"><a href="javascript:alert(1)">x</a>',
    "' onmouseover='alert(1)",
    "<math><mi>x</mi><annotation-xml encoding='text/html'><b>b</b></annotation-xml></math>",
    "{{ page.messages }} {% include 'x' %} {# c #}",
    "<!-- --><b>bold</b><iframe src=//evil.example>",
    "&lt;b&gt; &amp;amp; &#60;i&#62;",
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3 @SUM(A1)",
    "# not a heading",
    "1. not a list",
    "- not a list",
    "> not a quotation",
    "| a | b |",
    "`code` ~~gone~~ *strong* _soft_ **bold**",
    "[link](javascript:alert(1)) ![picture](http://evil.example/x.png)",
    "<https://evil.example> https://evil.example www.evil.example me@evil.example",
    "[^1] [x]: http://evil.example",
    "$x^2$ \\(y\\) \\begin{document}",
    "a\u202egnp.exe",
    "zero\u200bwidth \u2066isolate\u2069 \x00null \x1b[31mred",
    "مرحبا بالعالم",
    "שלום \u200fעולם",
    "x" * 5000,
    "line one\n\n# line two\n\n<b>three</b>",
    "```\nfence",
    "%s {n} {0} %(x)s",
]


def poisoned(document: dict[str, Any], payload: str) -> dict[str, Any]:
    """The document with the payload in every text that a source or a coder can give."""
    document["review"]["title"] = {"nl": payload, "en": payload}
    document["review"]["question"] = {"nl": payload, "en": payload}
    for work in document["works"]:
        work["csl"] |= {"title": payload, "container-title": payload, "publisher": payload, "URL": payload}
        work["csl"] |= {"volume": payload, "page": payload, "author": [{"family": payload, "given": payload}]}
        for one in work["links"] + work["decisions"]:
            one["reason"] = payload
    for record in document["records"]:
        record |= {"title": payload, "source": payload, "source_id": payload}
    for search in document["searches"]:
        search |= {"requests": [payload], "widened": [payload], "strategy": payload, "note": payload}
    for passage in document["passages"]:
        passage |= {"quote": payload, "section": payload, "paraphrase": {"nl": payload, "de": payload}}
        for coding in passage["codings"]:
            coding["coder"] = payload
    for dimension in document["codebook"]["dimensions"]:
        for code in dimension["codes"]:
            code["label"] = code["definition"] = {"nl": payload, "en": payload}
    for one in [*document["findings"], *document["gaps"]]:
        one["statement"] = {"nl": payload, "en": payload}
    return document
