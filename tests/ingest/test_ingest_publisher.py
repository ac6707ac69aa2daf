"""What a person types as source and licence is printed under every figure: it may name a publisher and nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from adding import MODERATION, every_byte, write

from ripplemark.archive import Archive
from ripplemark.ingest import Options, add
from ripplemark.ingest.publisher import NotAPublisher, publisher
from ripplemark.vault import Vault


@pytest.mark.parametrize(
    "text",
    [
        "@somebody",
        "somebody@example.org",
        "/home/somebody/log.csv",
        "C:\\Users\\somebody",
        "ab" * 32,
    ],
)
@pytest.mark.parametrize("option", ["source", "licence"])
def test_a_handle_an_address_a_path_or_a_hash_is_refused_and_nothing_is_stored(
    tmp_path: Path, option: str, text: str
) -> None:
    archive, vault = Archive(tmp_path / "archive"), Vault(tmp_path / "vault")
    with pytest.raises(NotAPublisher) as refused:
        add(
            archive,
            vault,
            write(tmp_path, MODERATION),
            Options(incident="LANTERN", **{option: text}),
        )  # type: ignore[arg-type]
    assert text not in str(refused.value)
    assert archive.datasets() == ()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("https://forum.example.org/t/somebody?q=canary", "forum.example.org"),
        (
            "see HTTPS://Data.Example.org/x and www.example.org/y",
            "see data.example.org and example.org",
        ),
        ("https://user:word@example.org:8080/x", "example.org"),
        ("Media Cloud", "Media Cloud"),
        ("CC BY 4.0", "CC BY 4.0"),
        ("  ", None),
        (None, None),
    ],
)
def test_of_a_link_only_the_host_is_kept(text: str | None, kept: str | None) -> None:
    assert publisher("source", text) == kept


def test_a_link_as_source_is_said_and_leaves_no_trace(tmp_path: Path) -> None:
    archive, vault = Archive(tmp_path / "archive"), Vault(tmp_path / "vault")
    options = Options(incident="LANTERN", source="https://data.example.org/search?q=zebrafink7")
    report = add(archive, vault, write(tmp_path, MODERATION), options)
    assert "link-given" in {each.code for each in report.warnings}
    assert archive.datasets()[0].source == "data.example.org"
    assert b"zebrafink7" not in every_byte(tmp_path / "archive")
