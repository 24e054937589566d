"""The configuration says what is wrong, where, and what was expected."""

from pathlib import Path

import pytest

from govreport_site.config import Config, load_config, parse_config
from govreport_site.errors import ConfigError


def test_an_archive_without_a_file_has_the_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path) == Config()


def test_the_new_archive_s_file_states_the_defaults() -> None:
    packaged = Path("src/govreport_site/commands/new_archive/govreport.toml")
    assert parse_config(packaged.read_text(encoding="utf-8")) == Config()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('titel = "x"\n', 'govreport.toml:1: unknown key "titel"; did you mean "title"?'),
        ('title = "x"\n\nfrob = 1\n', 'govreport.toml:3: unknown key "frob"; known keys: title,'),
        ("title = 5\n", "govreport.toml:1: title: found 5, expected a text in quotes"),
        ('language = "fr"\n', 'expected one of "zh-Hans", "en"'),
        ('search = "yes"\n', "search: found 'yes', expected true or false"),
        ('base_url = "example.org"\n', 'expected "https://host/path/" or ""'),
        ('base_url = "https://example.org/?x"\n', "must not have a query or fragment"),
        ('[places]\n"市局" = "Fujian"\n', "govreport.toml:2: places: \"市局\": found 'Fujian'"),
        ('[aliases]\n"a/" = "../b/"\n', "expected an address below the root"),
        ('title = "a"\ntitle = "b"\n', "not valid TOML"),
        ("x = [", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as raised:
        parse_config(text)
    assert message in str(raised.value)
    assert raised.value.exit_code == 2


def test_bytes_that_are_no_utf_8(tmp_path: Path) -> None:
    (tmp_path / "govreport.toml").write_bytes('title = "档案"'.encode("gb18030"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_config(tmp_path)


def test_base_url_ends_in_a_slash() -> None:
    assert parse_config('base_url = "https://example.org/a"').base_url == "https://example.org/a/"
    assert parse_config('base_url = ""').base_url is None
