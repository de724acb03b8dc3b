"""What Python's icalendar reads: a calendar on standard input, its components as JSON on standard output."""

import datetime
import json
import sys

import icalendar


def seconds(component, name):
    """A time in seconds since 1970; a day as text."""
    if name not in component:
        return None
    value = component.decoded(name)
    if isinstance(value, datetime.datetime):
        return value.timestamp()
    return value.isoformat()


def text(component, name):
    return str(component[name]) if name in component else None


def alarm(component):
    trigger = component.decoded("TRIGGER")
    return {"action": text(component, "ACTION"), "seconds": trigger.total_seconds(),
            "related": component["TRIGGER"].params.get("RELATED"), "description": text(component, "DESCRIPTION")}


def item(component):
    return {
        "kind": component.name, "uid": text(component, "UID"), "sequence": int(component["SEQUENCE"]),
        "summary": text(component, "SUMMARY"), "details": text(component, "DESCRIPTION"),
        "status": text(component, "STATUS"), "stamp": seconds(component, "DTSTAMP"),
        "start": str(seconds(component, "DTSTART")), "end": str(seconds(component, "DUE") or seconds(component, "DTEND")),
        "completed": seconds(component, "COMPLETED"), "related": text(component, "RELATED-TO"),
        "alarms": [alarm(part) for part in component.subcomponents],
        "errors": [str(error) for error in component.errors],
    }


calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
json.dump({"errors": [str(error) for error in calendar.errors], "version": text(calendar, "VERSION"),
           "items": [item(component) for component in calendar.subcomponents]}, sys.stdout)
