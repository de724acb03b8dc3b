"""What Python's csv and vobject read: files as JSON on standard input, what is in them as JSON on standard output."""

import base64
import csv
import io
import json
import sys


def rows(file):
    return list(csv.reader(io.StringIO(file["text"], newline=""), delimiter=file["separator"]))


def as_list(value):
    return value if isinstance(value, list) else [value]


def content(line):
    """The value as components of entries."""
    value = line.value
    if line.name == "N":
        return [as_list(getattr(value, part)) for part in ("family", "given", "additional", "prefix", "suffix")]
    if line.name == "ADR":
        parts = ("box", "extended", "street", "city", "region", "code", "country")
        return [as_list(getattr(value, part)) for part in parts]
    if line.name == "ORG":
        return [as_list(part) for part in value]
    if isinstance(value, list):
        return [value]
    if isinstance(value, bytes):
        return [[base64.b64encode(value).decode()]]
    return [[str(value)]]


def cards(file):
    import vobject

    read = []
    for card in vobject.readComponents(file["text"].replace("\r\n", "\n"), transform=True):
        lines = []
        for line in card.getChildren():
            if line.name == "VERSION":
                continue
            parameters = sorted([name, value] for name in line.params for value in line.params[name])
            parameters += [["", word] for word in line.singletonparams]
            lines.append(
                {"group": line.group or "", "name": line.name, "parameters": parameters, "value": content(line)})
        read.append(lines)
    return read


request = json.load(sys.stdin)
read = rows if request["kind"] == "csv" else cards
json.dump([read(file) for file in request["files"]], sys.stdout)
