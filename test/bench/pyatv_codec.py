"""Times pyatv's OPACK and TLV8 codecs on the messages given as JSON on stdin.

In: {"opack": [hex, ...], "tlv8": [hex, ...], "seconds": n}. Out: messages a second by name.
"""

import json
import sys
import time

from pyatv.auth.hap_tlv8 import read_tlv, write_tlv
from pyatv.support import opack


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
values = [opack.unpack(data)[0] for data in packed]
tlvs = [bytes.fromhex(text) for text in given["tlv8"]]
items = [read_tlv(data) for data in tlvs]
json.dump(
    {
        "opack-decode": rate(opack.unpack, packed, seconds),
        "opack-encode": rate(opack.pack, values, seconds),
        "tlv8-decode": rate(read_tlv, tlvs, seconds),
        "tlv8-encode": rate(write_tlv, items, seconds),
    },
    sys.stdout,
)
