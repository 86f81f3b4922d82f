"""Writes the table of ONNX operators from the project's own changelog of operators.

    git -C onnx show HEAD:docs/Changelog.md > Changelog.md
    python3 operators.py Changelog.md RELEASE < operators.txt > new && mv new operators.txt

Standard input is the table as it is, for the names of the operators to list; to add one, add a line with its name.
An operator's versions with the same signature share a line. Versions that opset 7 no longer reaches are left out.
"""

import re
import sys

OLDEST_OPSET = 7
KINDS = {"list of ints": "ints", "list of floats": "floats", "list of strings": "strings"}


def signatures(text):
    """name -> [(version, signature)], ascending; only operators of the default domain have an anchor without a dot."""
    found = {}
    parts = re.split(r'^### <a name="([A-Za-z0-9]+)-(\d+)"></a>.*$', text, flags=re.M)
    for name, version, body in zip(parts[1::3], parts[2::3], parts[3::3]):
        found.setdefault(name, []).append((int(version), signature(body)))
    return {name: sorted(versions) for name, versions in found.items()}


def signature(body):
    return f"{arity(body, 'Inputs')} {arity(body, 'Outputs')} {attributes(body)}".strip()


def section(body, title):
    match = re.search(rf"^#### {title}( \(.*\))?\n(.*?)(?=^####|\Z)", body, flags=re.M | re.S)
    return (match.group(1) or "", match.group(2)) if match else ("", "")


def arity(body, title):
    bounds, listing = section(body, title)
    if bounds:
        low, high = re.match(r" \((\d+) - (\d+|&#8734;)\)", bounds).groups()
        return f"{low}..{'*' if high.startswith('&') else high}"
    return str(len(re.findall(r"^<dt>", listing, flags=re.M)))


def attributes(body):
    listed = re.findall(r"^<dt><tt>(\w+)</tt> : ([a-z_ ]+?)( \((.*)\))?</dt>", section(body, "Attributes")[1], flags=re.M)
    return " ".join(
        f"{name}{'!' if note == 'required' else ''}:{KINDS.get(kind, kind)}"
        for name, kind, _, note in sorted(listed)
    )


def main():
    with open(sys.argv[1], encoding="utf-8") as changelog:
        operators = signatures(changelog.read())
    names = {line.split()[0] for line in sys.stdin if line.strip() and not line.startswith("#")}
    newest = max(version for versions in operators.values() for version, _ in versions)
    print("# The ONNX operators that this package writes and checks: one line for each signature an operator has had.")
    print("# name  since-versions with this signature  inputs  outputs  attributes (name:type, ! = required)")
    print(f"# Made by src/main/scripts/operators.py from docs/Changelog.md of ONNX {sys.argv[2]}: opset {OLDEST_OPSET} to {newest}.")
    for name in sorted(names):
        versions = operators[name]
        first = max((v for v, _ in versions if v <= OLDEST_OPSET), default=0)
        lines = []
        for version, text in versions:
            if version < first:
                continue
            if lines and lines[-1][1] == text:
                lines[-1][0].append(version)
            else:
                lines.append(([version], text))
        for since, text in lines:
            print(name, ",".join(map(str, since)), text)


main()
