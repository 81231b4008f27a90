"""Times pyatv's OPACK, TLV8, MRP and DMAP codecs on the messages given as JSON on stdin.

In: {"opack": [hex, ...], "tlv8": [hex, ...], "mrp": [hex, ...], "dmap": [hex, ...], "seconds": n}. Out: messages a second by name.
"""

import json
import sys
import time

from pyatv.auth.hap_tlv8 import read_tlv, write_tlv
from pyatv.protocols.dmap import parser, tags
from pyatv.protocols.dmap.tag_definitions import lookup_tag
from pyatv.protocols.mrp import protobuf
from pyatv.support import opack


def parse(data):
    """As pyatv's connection does. The fields stay bytes in C until they are asked for."""
    message = protobuf.ProtocolMessage()
    message.ParseFromString(data)
    return message


def read(message):
    """Every field that is set, as an object of Python: what our decoder gives."""
    fields = {}
    for field, value in message.ListFields():
        if field.type != field.TYPE_MESSAGE:
            fields[field.name] = value
        elif field.is_repeated:
            fields[field.name] = [read(each) for each in value]
        else:
            fields[field.name] = read(value)
    return fields


def build(message, fields):
    """From plain values, as a caller has them; `fields` as `read` gives them, by descriptor."""
    for field, value in fields:
        if field.is_extension:
            target = message.Extensions[field]
            if field.type == field.TYPE_MESSAGE:
                build(target, value)
                target.SetInParent()
            else:
                message.Extensions[field] = value
        elif field.type != field.TYPE_MESSAGE and not field.is_repeated:
            setattr(message, field.name, value)
        elif field.type != field.TYPE_MESSAGE:
            getattr(message, field.name).extend(value)
        elif field.is_repeated:
            for each in value:
                build(getattr(message, field.name).add(), each)
        else:
            build(getattr(message, field.name), value)
    return message


def values(message):
    def plain(field, value):
        if field.type != field.TYPE_MESSAGE:
            return list(value) if field.is_repeated else value
        return [values(each) for each in value] if field.is_repeated else values(value)

    return [(field, plain(field, value)) for field, value in message.ListFields()]


def encode(fields):
    return build(protobuf.ProtocolMessage(), fields).SerializeToString()


NUMBERS = {
    1: tags.uint8_tag,
    2: tags.uint16_tag,
    4: tags.uint32_tag,
    8: tags.uint64_tag,
}


def calls(data):
    """The calls that write this message, as (function, tag, value); a container's value is calls again."""
    found = []
    at = 0
    while at < len(data):
        name = tags.read_str(data, at, 4)
        length = tags.read_uint(data, at + 4, 4)
        value = data[at + 8 : at + 8 + length]
        kind = lookup_tag(name).type
        if kind == "container":
            found.append((tags.container_tag, name, calls(value)))
        elif kind is tags.read_str:
            found.append((tags.string_tag, name, value.decode("utf-8")))
        elif kind is tags.read_bool:
            found.append((tags.bool_tag, name, value == b"\x01"))
        elif kind in (tags.read_bplist, tags.read_bytes) or length not in NUMBERS:
            found.append((tags.raw_tag, name, value))
        else:
            found.append((NUMBERS[length], name, int.from_bytes(value, "big")))
        at += 8 + length
    return found


def write(entries):
    return b"".join(
        tag(name, write(value) if tag is tags.container_tag else value)
        for tag, name, value in entries
    )


def rate(work, inputs, seconds):
    best = 0.0
    for _ in range(3):
        count = 0
        # Processor time: what else the machine does at the moment is not pyatv's doing.
        start = time.process_time()
        end = start + seconds / 3
        while time.process_time() < end:
            for _ in range(20):
                for entry in inputs:
                    work(entry)
            count += 20 * len(inputs)
        best = max(best, count / (time.process_time() - start))
    return best


given = json.load(sys.stdin)
seconds = given["seconds"]
packed = [bytes.fromhex(text) for text in given["opack"]]
unpacked = [opack.unpack(data)[0] for data in packed]
tlvs = [bytes.fromhex(text) for text in given["tlv8"]]
items = [read_tlv(data) for data in tlvs]
messages = [bytes.fromhex(text) for text in given["mrp"]]
parsed = [parse(data) for data in messages]
statuses = [bytes.fromhex(text) for text in given["dmap"]]
written = [calls(data) for data in statuses]
assert [write(entries) for entries in written] == statuses
json.dump(
    {
        "opack-decode": rate(opack.unpack, packed, seconds),
        "opack-encode": rate(opack.pack, unpacked, seconds),
        "tlv8-decode": rate(read_tlv, tlvs, seconds),
        "tlv8-encode": rate(write_tlv, items, seconds),
        "mrp-decode": rate(lambda data: read(parse(data)), messages, seconds),
        "mrp-parse": rate(parse, messages, seconds),
        "mrp-encode": rate(encode, [values(each) for each in parsed], seconds),
        "dmap-decode": rate(
            lambda data: parser.parse(data, lookup_tag), statuses, seconds
        ),
        "dmap-encode": rate(write, written, seconds),
        "mrp-serialize": rate(lambda each: each.SerializeToString(), parsed, seconds),
    },
    sys.stdout,
)
