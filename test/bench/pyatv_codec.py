"""Times pyatv's OPACK, TLV8 and MRP codecs on the messages given as JSON on stdin.

In: {"opack": [hex, ...], "tlv8": [hex, ...], "mrp": [hex, ...], "seconds": n}. Out: messages a second by name.
"""

import json
import sys
import time

from pyatv.auth.hap_tlv8 import read_tlv, write_tlv
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
json.dump(
    {
        "opack-decode": rate(opack.unpack, packed, seconds),
        "opack-encode": rate(opack.pack, unpacked, seconds),
        "tlv8-decode": rate(read_tlv, tlvs, seconds),
        "tlv8-encode": rate(write_tlv, items, seconds),
        "mrp-decode": rate(lambda data: read(parse(data)), messages, seconds),
        "mrp-parse": rate(parse, messages, seconds),
        "mrp-encode": rate(encode, [values(each) for each in parsed], seconds),
        "mrp-serialize": rate(lambda each: each.SerializeToString(), parsed, seconds),
    },
    sys.stdout,
)
