"""Makes up a file of contacts, or counts those of one: what scripts/bench measures readers by.

contacts.py make csv|vcard COUNT    a file of COUNT contacts, always the same, on standard output
contacts.py count csv|vcard FILE    reads FILE whole with csv.DictReader or vobject, and prints how many it holds
"""

import csv
import random
import sys

FIRST = "Ann Berta Carlos Dörte Emil François Grace Hannah Igor Jürgen Kim Lucía Mary Nils Olga Pat".split()
LAST = "Bauer Müller Smith García Ng O'Brien Petrov Quinn Rossi Silva Tanaka Ünal Vogel Weber Young Zhou".split()
FIRMS = ["Bauer & Söhne", "Acme, Inc.", "North Road Tax", "Ace Plumbing; Heating", "Studio K", "Harbour Bank"]
JOBS = ["Owner", "Head of Sales", "Tax accountant", "Florist", "Financial adviser", "Web developer"]
CITIES = [("München", "BY", "Germany"), ("Leeds", "", "United Kingdom"), ("Austin", "TX", "USA")]
TAGS = ["friends", "BNI", "clients", "suppliers", "breakfast club"]
NOTES = [
    "",
    "Met at breakfast, likes tea; call in May",
    "Said that the office moves in spring and that they look for someone who builds kitchens.\nTold him about Ann, "
    'who "does the best work in town", and promised to bring the two together before the summer.',
]
COLUMNS = (
    "First Name,Last Name,Organization Name,Organization Title,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,"
    "Address 1 - Label,Address 1 - Street,Address 1 - City,Address 1 - Region,Address 1 - Postal Code,"
    "Address 1 - Country,Website 1 - Label,Website 1 - Value"
).split(",")


def people(count):
    """Each as the cells of COLUMNS."""
    chance = random.Random(7)
    for number in range(count):
        first, last = chance.choice(FIRST), chance.choice(LAST)
        mail = f"{first.lower()}.{number}@example.com"
        city, region, country = chance.choice(CITIES)
        tags = chance.sample(TAGS, chance.randrange(3))
        birthday = f"{chance.randrange(1940, 2005)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        has_second = chance.random() < 0.4
        yield [
            first, last, chance.choice(FIRMS), chance.choice(JOBS), birthday if chance.random() < 0.5 else "",
            chance.choice(NOTES), " ::: ".join(tags), "Work", mail, "Home" if has_second else "",
            f"{number}@mail.example" if has_second else "", "Work", f"+49 89 {1000000 + number}",
            "Mobile" if has_second else "", f"+49 170 {2000000 + number}" if has_second else "", "Work",
            f"{chance.randrange(1, 200)} Market Street", city, region, f"{chance.randrange(10000, 99999)}", country,
            "Profile", f"https://www.example.com/in/{number}",
        ]  # fmt: skip


def escaped(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace(";", "\\;").replace(",", "\\,")


def folded(line):
    """Lines of 75 bytes at most, as RFC 6350 has them."""
    rest, lines = line.encode(), []
    while len(rest) > 75:
        cut = 75 if not lines else 74
        while rest[cut] & 0xC0 == 0x80:
            cut -= 1
        lines.append(rest[:cut])
        rest = rest[cut:]
    return b"\r\n ".join([*lines, rest]) + b"\r\n"


def card(number, person):
    value = dict(zip(COLUMNS, map(escaped, person)))
    get = value.__getitem__
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield "PRODID:-//Example//Address Book 1.0//EN"
    yield f"N:{get('Last Name')};{get('First Name')};;;"
    yield f"FN:{get('First Name')} {get('Last Name')}"
    yield f"ORG:{get('Organization Name')};"
    yield f"TITLE:{get('Organization Title')}"
    yield f"EMAIL;TYPE=INTERNET,WORK,pref:{get('E-mail 1 - Value')}"
    if value["E-mail 2 - Value"]:
        yield f"EMAIL;TYPE=INTERNET,HOME:{get('E-mail 2 - Value')}"
    yield f"TEL;TYPE=WORK;TYPE=VOICE:{get('Phone 1 - Value')}"
    if value["Phone 2 - Value"]:
        yield f"TEL;TYPE=CELL;TYPE=VOICE:{get('Phone 2 - Value')}"
    parts = ["Street", "City", "Region", "Postal Code", "Country"]
    yield "item1.ADR;TYPE=WORK:;;" + ";".join(value[f"Address 1 - {part}"] for part in parts)
    yield "item1.X-ABADR:de"
    yield f"item2.URL:{get('Website 1 - Value')}"
    yield "item2.X-ABLabel:_$!<HomePage>!$_"
    if value["Birthday"]:
        yield f"BDAY:{get('Birthday')}"
    if value["Notes"]:
        yield f"NOTE:{get('Notes')}"
    if person[COLUMNS.index("Labels")]:
        yield "CATEGORIES:" + ",".join(person[COLUMNS.index("Labels")].split(" ::: "))
    yield f"UID:00000000-0000-4000-8000-{number:012}"
    yield "REV:2025-11-02T08:15:00Z"
    yield "END:VCARD"


def make(kind, count):
    if kind == "csv":
        sys.stdout.reconfigure(encoding="utf-8", newline="")
        writer = csv.writer(sys.stdout)
        writer.writerow(COLUMNS)
        writer.writerows(people(count))
    else:
        for number, person in enumerate(people(count)):
            sys.stdout.buffer.writelines(map(folded, card(number, person)))


def count(kind, path):
    if kind == "csv":
        with open(path, encoding="utf-8", newline="") as file:
            print(sum(1 for _ in csv.DictReader(file)))
    else:
        import vobject

        with open(path, encoding="utf-8", newline="") as file:
            print(sum(1 for _ in vobject.readComponents(file)))


if __name__ == "__main__":
    action, kind, argument = sys.argv[1:]
    make(kind, int(argument)) if action == "make" else count(kind, argument)
