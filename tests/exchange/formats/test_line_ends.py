r"""Literal backslash-n: a line end, part of a command, or part of a program."""

import pytest

from glossary.exchange.formats.line_ends import with_real_line_ends


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"one\n\ntwo", "one\n\ntwo"),
        (r"one\n1. two\n2. three", "one\n1. two\n2. three"),
        (r"\nnot every lot", "\nnot every lot"),
        (r"first\nnext", "first\nnext"),
        (r"first\neg. second", "first\neg. second"),
        (r"first\nu. a.", "first\nu. a."),
        (r"a row \\n stays", r"a row \\n stays"),
        (r"three \\\nx", "three \\\\\nx"),
        (r"C:\temp\nx", "C:\\temp\nx"),
        (r"tab \t and \x41 and \u00e4 stay", r"tab \t and \x41 and \u00e4 stay"),
        ("{{7*7}}", "{{7*7}}"),
        ("", ""),
    ],
)
def test_text_gets_its_line_ends(written, read):
    assert with_real_line_ends(written).text == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"$\nu_i$ and $a\neq b$", r"$\nu_i$ and $a\neq b$"),
        (r"$a \ne b$, $x \ni y$, $\neg p$", r"$a \ne b$, $x \ni y$, $\neg p$"),
        (r"$$\nP(X) = 1\n$$", "$$\nP(X) = 1\n$$"),
        (r"$$\nabla f \not= 0$$", r"$$\nabla f \not= 0$$"),
        (r"$$\n\nabla f\n$$", "$$\n\\nabla f\n$$"),
        (r"$$\frac{a}{b} \times \text{not}$$", r"$$\frac{a}{b} \times \text{not}$$"),
        (r"\(x \notin A\)\nthen", "\\(x \\notin A\\)\nthen"),
        (r"\[\nx \nmid y\n\]", "\\[\nx \\nmid y\n\\]"),
        (
            r"\begin{pmatrix}\n1 & 2 \\\n3 & \nu\n\end{pmatrix}",
            "\\begin{pmatrix}\n1 & 2 \\\\\n3 & \\nu\n\\end{pmatrix}",
        ),
        (r"the sign \neq outside", r"the sign \neq outside"),
        (r"it costs $5\nunder $10", "it costs $5\nunder $10"),
        (r"\nuntil and \nnot and \nequal", "\nuntil and \nnot and \nequal"),
    ],
)
def test_mathematics_comes_out_intact(written, read):
    assert with_real_line_ends(written).text == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"```python\nif x:\n    y()\n```\nend", "```python\nif x:\n    y()\n```\nend"),
        (r"~~~\na\n~~~~\nb", "~~~\na\n~~~~\nb"),
        (r'```\nprint("a\n")\n```', '```\nprint("a\\n")\n```'),
        (r'```\nprint("a\\n")\nb\n```', '```\nprint("a\\\\n")\nb\n```'),
        (r"```\n# don't\nx = 'a'\n```", "```\n# don't\nx = 'a'\n```"),
        (r"```\n// say \"hi\ny = 1;\n```", '```\n// say \\"hi\ny = 1;\n```'),
        (r"```\nf'{a}\n'\nit's\nb'\n```", "```\nf'{a}\\n'\nit's\nb'\n```"),
        (r'```\n"""doc\n  more\n"""\n```', '```\n"""doc\n  more\n"""\n```'),
        (r"1. Run\n   ```\n   make\n   ```\n2. Read", "1. Run\n   ```\n   make\n   ```\n2. Read"),
        (r"use `\n` or ``a`\n`` here\nnow", "use `\\n` or ``a`\\n`` here\nnow"),
        (r"a lone ` tick\n\nand ` another", "a lone ` tick\n\nand ` another"),
        ("```\nx = '\\n'\n```\nreal", "```\nx = '\\n'\n```\nreal"),
    ],
)
def test_code_keeps_its_lines_and_its_strings(written, read):
    assert with_real_line_ends(written).text == read


@pytest.mark.parametrize(
    ("written", "word"),
    [
        (r'```\nprint("\n")\n```', "string literals"),
        (r"```\nnever closed", "never closed"),
        ("real\nand\\nliteral", "mixes"),
    ],
)
def test_doubtful_places_are_marked(written, word):
    assert any(word in mark for mark in with_real_line_ends(written).marks)


def test_plain_answers_have_no_marks():
    assert with_real_line_ends(r"one\n```\ncode\n```\n$\nu$").marks == ()
