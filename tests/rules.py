"""The detectors behind test_architecture.py: source text in, line numbers of offences out."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
Detector = Callable[[str], Iterable[int]]

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}|\{% comment\b.*?\{% endcomment %\}", re.DOTALL)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CSS_QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|url\([^)]*\)")
DECLARATION = re.compile(r"(?<![\w-])(-{0,2}[a-z][\w-]*)\s*:\s*([^;{}]+)(?=[;}])")
RAW_COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(", re.IGNORECASE
)
COLOUR_PROPERTY = re.compile(
    r"^--|color|^background|^border|^outline|^column-rule|shadow|^fill$|^stroke$|^text-decoration"
)
# Not here: transparent, currentcolor and the system colours, which follow the reader's choice.
COLOUR_NAMES = frozenset(
    """
    aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue
    blueviolet brown burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk
    crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki
    darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen
    darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue
    dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite
    gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki
    lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
    lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen
    lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen
    magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen
    mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream
    mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid
    palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum
    powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown
    seagreen seashell sienna silver skyblue slateblue slategray slategrey snow springgreen
    steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow
    yellowgreen
    """.split()
)


def files(*folders: str, ending: str) -> list[Path]:
    """Return the files below folders of the project, in order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob(f"*{ending}"))


def offences(paths: Iterable[Path], detect: Detector, *, allowed: Sequence[str] = ()) -> list[str]:
    """Return "file:line" for what the detector finds; `allowed` are files or folders."""
    found = []
    for path in paths:
        name = path.relative_to(ROOT).as_posix()
        if any(name == place or name.startswith(f"{place}/") for place in allowed):
            continue
        found += [f"{name}:{line}" for line in detect(path.read_text(encoding="utf-8"))]
    return found


def calls_of(*names: str) -> Detector:
    """Detect calls: "name" and "module.name" as written, ".name" as a method of anything."""

    def detect(source: str) -> Iterator[int]:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call):
                method = f".{node.func.attr}" if isinstance(node.func, ast.Attribute) else ""
                if ast.unparse(node.func) in names or method in names:
                    yield node.lineno

    return detect


def imports_of(*modules: str) -> Detector:
    """Detect imports of these modules, of what is inside them, and of names from them."""

    def detect(source: str) -> Iterator[int]:
        for node in ast.walk(ast.parse(source)):
            imported = imported_names(node)
            if any(
                name == module or name.startswith(f"{module}.")
                for name in imported
                for module in modules
            ):
                yield node.lineno

    return detect


def imported_names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def submodule_imports(package: str, *, known: Iterable[str]) -> Detector:
    """Detect imports that reach for a file of a package instead of the package."""
    return imports_of(*(f"{package}.{name}" for name in known))


def functions_of(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, FUNCTIONS))


def imports_inside_functions(source: str) -> Iterator[int]:
    for function in functions_of(source):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node.lineno


def functions_longer_than(limit: int) -> Detector:
    def detect(source: str) -> Iterator[int]:
        for function in functions_of(source):
            if (function.end_lineno or 0) - function.lineno >= limit:
                yield function.lineno

    return detect


def files_longer_than(limit: int) -> Detector:
    def detect(source: str) -> list[int]:
        lines = source.count("\n")
        return [lines] if lines > limit else []

    return detect


def matches_of(pattern: str) -> Detector:
    """Detect a pattern in a template, outside its comments."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def detect(source: str) -> Iterator[int]:
        text = blanked(source, TEMPLATE_COMMENT)
        return (line_of(text, found.start()) for found in compiled.finditer(text))

    return detect


def important_declarations(source: str) -> Iterator[int]:
    text = blanked(source, CSS_COMMENT)
    return (line_of(text, found.start()) for found in re.finditer(r"!\s*important", text))


def raw_colours(source: str) -> Iterator[int]:
    """Detect colours written as numbers anywhere, as names where a property takes a colour."""
    text = blanked(blanked(source, CSS_COMMENT), CSS_QUOTED)
    for found in DECLARATION.finditer(text):
        property_name, value = found[1], found[2].lower()
        words = set(re.findall(r"(?<![\w-])[a-z]+(?![\w-])", value))
        named = COLOUR_PROPERTY.search(property_name) and words & COLOUR_NAMES
        if named or RAW_COLOUR.search(value):
            yield line_of(text, found.start())


def blanked(source: str, pattern: re.Pattern[str]) -> str:
    """Replace what a pattern finds by spaces; line numbers stay as they are."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)


def line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def names_read(source: str) -> set[str]:
    """Return the variables that settings read: the first argument of each `env.…("NAME")`."""
    return {
        argument.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("env.") and node.args
        if isinstance(argument := node.args[0], ast.Constant) and isinstance(argument.value, str)
        if argument.value.isupper()
    }
