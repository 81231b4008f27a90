"""Many devices behind one socket, each of which answers mDNS questions with a packet it was given.

Usage: replay_responder.py <own address>; stdin: packets in hex, a line each, then an empty line.
Prints "ready", and for each burst of answers {"count": n, "first": ms, "last": ms}: how many
packets, and when the first and the last one left, in milliseconds since 1970.

As RFC 6762 wants it: answers of many are spread over 20 to 120 ms (6), nobody repeats an answer
within a second (6), an answer that the asker already has is not given (7.1), and a question whose
known answers go on in another packet waits for that (7.2). A question that is asked again is
answered again. All answers go to the group, whatever the question would prefer.
"""

import json
import socket
import struct
import sys
import time

GROUP = "224.0.0.251"
PTR = 12


def read_name(message, at):
    """Labels in lower case, and the offset after the name."""
    labels, end = [], None
    while message[at] != 0:
        size = message[at]
        if size >= 0xC0:
            end = end or at + 2
            at = struct.unpack_from(">H", message, at)[0] & 0x3FFF
            continue
        labels.append(message[at + 1 : at + 1 + size].lower())
        at += 1 + size
    return tuple(labels), end or at + 1


def read_pointers(message):
    """Names asked for, and (owner, target) of each pointer record among the answers."""
    _, _, asked, answers = struct.unpack_from(">HHHH", message)
    at, questions, pointers = 12, set(), set()
    for _ in range(asked):
        name, at = read_name(message, at)
        questions.add(name)
        at += 4
    for _ in range(answers):
        name, at = read_name(message, at)
        kind, size = struct.unpack_from(">H", message, at)[0], struct.unpack_from(">H", message, at + 8)[0]
        if kind == PTR:
            pointers.add((name, read_name(message, at + 10)[0]))
        at += 10 + size
    return questions, pointers


class Asked:
    def __init__(self):
        self.questions, self.known, self.due = set(), set(), 0.0


def open_socket(address):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("", 5353))
    member = struct.pack("4s4s", socket.inet_aton(GROUP), socket.inet_aton(address))
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(address))
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 0)
    return sock


def answer(sock, packets):
    started = time.monotonic()
    first = 0.0
    for index, packet in enumerate(packets):
        time.sleep(max(0.0, started + 0.1 * index / len(packets) - time.monotonic()))
        first = first or time.time() * 1000
        sock.sendto(packet, (GROUP, 5353))
    burst = {"count": len(packets), "first": first, "last": time.time() * 1000}
    print(json.dumps(burst), flush=True)


def main():
    devices = []
    for line in sys.stdin:
        if not line.strip():
            break
        packet = bytes.fromhex(line.strip())
        devices.append([packet, read_pointers(packet)[1], float("-inf")])
    sock = open_socket(sys.argv[1])
    pending = {}
    print("ready", flush=True)
    while True:
        wait = min((asked.due for asked in pending.values()), default=None)
        sock.settimeout(None if wait is None else max(0.001, wait - time.monotonic()))
        try:
            message, sender = sock.recvfrom(9000)
            if len(message) > 12 and not message[2] & 0x80:
                asked = pending.setdefault(sender, Asked())
                questions, known = read_pointers(message)
                asked.questions |= questions
                asked.known |= known
                asked.due = time.monotonic() + (0.4 if message[2] & 0x02 else 0.02)
        except TimeoutError:
            pass
        for sender, asked in list(pending.items()):
            now = time.monotonic()
            if asked.due > now:
                continue
            del pending[sender]
            ready = [
                device
                for device in devices
                if device[2] + 1 < now
                and any(
                    pointer[0] in asked.questions and pointer not in asked.known
                    for pointer in device[1]
                )
            ]
            for device in ready:
                device[2] = now
            if ready:
                answer(sock, [packet for packet, _, _ in ready])


main()
