"""Templates: every Chinese word and mark on a page goes through the catalog, so that an English page has none of them."""

import re

import pytest

# The paper itself is Chinese; each language is named in itself.
PAPER = "shuniu/sheets/templates/sheets/_sheet.html"
OWN_NAME = 'lang="zh-hans">中文<'
SAID = re.compile(r"{#.*?#}|{%\s*blocktranslate.*?endblocktranslate\s*%}|{%.*?%}|{{.*?}}", re.DOTALL)
# 〔 〕 are part of a document's number in any language.
CHINESE = re.compile(r"[\u3000-\u3013\u3016-\u303f\u4e00-\u9fff\uff00-\uffef]+")


@pytest.fixture
def templates(repository):
    found = sorted(repository.glob("shuniu/*/templates/**/*.html"))
    return {str(path.relative_to(repository)): path.read_text(encoding="utf-8") for path in found}


def test_no_chinese_stands_outside_the_catalog(templates):
    bare = {
        name: CHINESE.findall(SAID.sub("", text).replace(OWN_NAME, ""))
        for name, text in templates.items()
        if name != PAPER
    }
    assert {name: words for name, words in bare.items() if words} == {}


def test_lists_are_parted_by_the_mark_of_the_language(templates):
    """A Chinese comma handed to a filter is Chinese in English too."""
    given = {
        name: re.findall(r'\|\w+:"[^"]*[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef][^"]*"', text)
        for name, text in templates.items()
    }
    assert {name: words for name, words in given.items() if words} == {}
