"""What a page says, for tests."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

Opening = Callable[..., AppTest]
"""What the fixture ``opening`` is: ``opening("data", incident="LANTERN")``, the page of that name, at that address."""


def words(page: AppTest) -> str:
    """Everything that the page says, in order, without the signs that keep Markdown from meaning anything."""
    kinds = (page.title, page.header, page.markdown, page.caption, page.code, page.info)
    said = [each.value for kind in (*kinds, page.error, page.warning) for each in kind]
    html = [each.proto.body for each in page.get("html")]
    return "\n".join((*map(str, said), *html)).replace("\\", "").replace("\N{NO-BREAK SPACE}", " ")


def headlines(page: AppTest) -> list[str]:
    """The headings of the second level, in order."""
    return [str(each.value).replace("\\", "") for each in page.header]


def address(page: AppTest) -> dict[str, str]:
    """What stands in the page's address, by name."""
    told = page.query_params
    return {name: value if isinstance(value, str) else value[0] for name, value in told.items()}
