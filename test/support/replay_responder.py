"""Answers an mDNS question with packets it was given, within the 100 ms that RFC 6762 6 spreads
the answers of many devices over.

Usage: replay_responder.py <own address>; stdin: packets in hex, a line each, then an empty line.
Prints "ready", and for each asker {"first": ms, "last": ms}: when the packets left, since 1970.
"""

import json
import socket
import struct
import sys
import time

GROUP = "224.0.0.251"
address = sys.argv[1]
packets = []
for line in sys.stdin:
    if not line.strip():
        break
    packets.append(bytes.fromhex(line.strip()))

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
sock.bind(("", 5353))
member = struct.pack("4s4s", socket.inet_aton(GROUP), socket.inet_aton(address))
sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(address))
sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 0)
print("ready", flush=True)
quiet_since = 0.0
while True:
    message, sender = sock.recvfrom(9000)
    is_query = len(message) > 2 and not message[2] & 0x80
    # One search is one burst: what is asked again within ten seconds is the same search.
    if not is_query or time.monotonic() - quiet_since < 10:
        continue
    quiet_since = time.monotonic()
    first = time.time() * 1000
    started = time.monotonic()
    for index, packet in enumerate(packets):
        due = 0.02 + 0.1 * index / len(packets)
        time.sleep(max(0.0, started + due - time.monotonic()))
        if index == 0:
            first = time.time() * 1000
        sock.sendto(packet, (GROUP, 5353))
    print(json.dumps({"first": first, "last": time.time() * 1000}), flush=True)
