"""Writes the table of ONNX operators from the project's own changelog of operators.

    git -C onnx show HEAD:docs/Changelog.md > Changelog.md
    python3 operators.py Changelog.md RELEASE > operators.txt

Every operator of the standard domain, in every version; those with the same signature share a line. With the package onnx
installed (Debian: python3-onnx), each version that it knows is compared with the library's own schema:

    python3 operators.py --check operators.txt
"""

import re
import sys

KINDS = {"list of ints": "ints", "list of floats": "floats", "list of strings": "strings"}


def signatures(text):
    """name -> [(version, signature)], ascending; only operators of the default domain have an anchor without a dot."""
    found = {}
    parts = re.split(r'^### <a name="([A-Za-z0-9]+)-(\d+)"></a>(.*)$', text, flags=re.M)
    for name, version, title, body in zip(parts[1::4], parts[2::4], parts[3::4], parts[4::4]):
        found.setdefault(name, []).append((int(version), None if "(deprecated)" in title else signature(body)))
    return {name: completed(sorted(versions)) for name, versions in found.items()}


def completed(versions):
    """The changelog says no more of a deprecated version than that it is one: it has the signature of the one before."""
    for i, (version, text) in enumerate(versions):
        if text is None:
            versions[i] = (version, versions[i - 1][1].removesuffix(" deprecated") + " deprecated")
    return versions


def signature(body):
    return f"{arity(body, 'Inputs')}{omissible(body)} {arity(body, 'Outputs')} {attributes(body)}".strip()


def section(body, title):
    match = re.search(rf"^#### {title}( \([^)\n]*\))?\n(.*?)(?=^####|\Z)", body, flags=re.M | re.S)
    return (match.group(1) or "", match.group(2)) if match else ("", "")


def arity(body, title):
    bounds, listing = section(body, title)
    if bounds:
        low, high = re.match(r" \((\d+) - (\d+|&#8734;)\)", bounds).groups()
        return f"{low}..{'*' if high.startswith('&') else high}"
    return str(len(re.findall(r"^<dt>", listing, flags=re.M)))


def omissible(body):
    """The inputs that may be left out although a later one must be there: their name is empty then."""
    bounds, listing = section(body, "Inputs")
    least = int(re.match(r" \((\d+)", bounds).group(1)) if bounds else 0
    options = re.findall(r"^<dt><tt>\w+</tt>( \(optional.*?\))?", listing, flags=re.M)
    return "".join(f"?{i}" for i, option in enumerate(options[:least]) if option)


def attributes(body):
    listed = re.findall(r"^<dt><tt>(\w+)</tt> : ([a-z_ ]+?)( \((.*)\))?</dt>", section(body, "Attributes")[1], flags=re.M)
    return " ".join(
        f"{name}{'!' if note == 'required' else ''}:{KINDS.get(kind, kind)}"
        for name, kind, _, note in sorted(listed)
    )


def write(changelog, release):
    with open(changelog, encoding="utf-8") as text:
        operators = signatures(text.read())
    newest = max(version for versions in operators.values() for version, _ in versions)
    print("# The operators of ONNX: one line for each signature an operator has had.")
    print("# name  since-versions with this signature  inputs  outputs  attributes (name:type, ! = required) [deprecated]")
    print("# Among the inputs, ?n: the one at n may be left out, by an empty name, although it is counted.")
    print(f"# Made by src/main/scripts/operators.py from docs/Changelog.md of ONNX {release}: opset 1 to {newest}.")
    for name in sorted(operators):
        lines = []
        for version, text in operators[name]:
            if lines and lines[-1][1] == text:
                lines[-1][0].append(version)
            else:
                lines.append(([version], text))
        for since, text in lines:
            print(name, ",".join(map(str, since)), text)


def check(table):
    """Compares with the schema in the library, which is compiled from the definitions themselves."""
    import onnx.defs

    known = {}
    with open(table, encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                name, since, rest = (line.rstrip("\n").split(" ", 2) + [""])[:3]
                for version in since.split(","):
                    known[name, int(version)] = rest
    wrong = 0
    for schema in onnx.defs.get_all_schemas_with_history():
        if schema.domain:
            continue
        ours = known.get((schema.name, schema.since_version))
        theirs = of_library(schema)
        if ours != theirs:
            wrong += 1
            print(f"{schema.name} {schema.since_version}: {ours} in the table, {theirs} in the library", file=sys.stderr)
    print(f"compared with onnx {onnx.__version__}: {wrong} differences", file=sys.stderr)
    sys.exit(1 if wrong else 0)


def of_library(schema):
    import onnx.defs

    most = 2**31 - 1

    def bounds(low, high):
        return str(low) if low == high else f"{low}..{'*' if high >= most else high}"

    listed = " ".join(
        f"{name}{'!' if attribute.required else ''}:{str(attribute.type).rsplit('.', 1)[-1].lower()}"
        for name, attribute in sorted(schema.attributes.items())
    )
    optional = onnx.defs.OpSchema.FormalParameterOption.Optional
    empty = "".join(f"?{i}" for i, given in enumerate(schema.inputs[: schema.min_input]) if given.option == optional)
    inputs = bounds(schema.min_input, schema.max_input) + empty
    signature = f"{inputs} {bounds(schema.min_output, schema.max_output)} {listed}".strip()
    return signature + (" deprecated" if schema.deprecated else "")


if sys.argv[1] == "--check":
    check(sys.argv[2])
else:
    write(sys.argv[1], sys.argv[2])
