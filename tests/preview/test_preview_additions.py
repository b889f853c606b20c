"""The preview's own things in pages of any theme."""

import pytest

from gongkai.preview.additions import with_note, with_scripts


@pytest.mark.parametrize(
    ("page", "changed"),
    [
        ("<head><title>a</title></head><body>b", "<head><title>a</title>+</head><body>b"),
        ("<HEAD></HEAD ><BODY>b</BODY>", "<HEAD>+</HEAD ><BODY>b</BODY>"),
        ("<title>a</title><body class=b>c", "<title>a</title>+<body class=b>c"),
        ("<!doctype html><title>a</title><p>b", "<!doctype html><title>a</title><p>b+"),
        ("<header></header>", "<header></header>+"),
        ("", "+"),
    ],
)
def test_every_page_gets_the_scripts(page: str, changed: str) -> None:
    assert with_scripts(page.encode(), b"+").decode() == changed


@pytest.mark.parametrize(
    ("page", "changed"),
    [
        ('</head><body class="a">b', '</head><body class="a">+b'),
        ("<BODY>b", "<BODY>+b"),
        ("<title>a</title><p>b", "<title>a</title><p>b+"),
    ],
)
def test_every_page_gets_the_note(page: str, changed: str) -> None:
    assert with_note(page.encode(), b"+").decode() == changed
