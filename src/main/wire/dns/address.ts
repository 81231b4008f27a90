import { RemoteError } from "../../../shared/errors.ts";

/** Four bytes to dotted text, sixteen to the shortest IPv6 text (RFC 5952). Throws `malformed`. */
export function formatAddress(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join(".");
  if (bytes.length !== 16) throw new RemoteError("malformed", "an address of a wrong length");
  const view = new DataView(bytes.buffer, bytes.byteOffset, 16);
  const groups = Array.from({ length: 8 }, (_, index) => view.getUint16(index * 2).toString(16));
  const gap = longestZeros(groups);
  if (gap.length < 2) return groups.join(":");
  const head = groups.slice(0, gap.start).join(":");
  const tail = groups.slice(gap.start + gap.length).join(":");
  return `${head}::${tail}`;
}

/** The bytes of an IPv4 or IPv6 address; a `%zone` is left out. Throws `invalid`. */
export function parseAddress(text: string): Uint8Array {
  const plain = text.split("%")[0] ?? "";
  return plain.includes(":") ? parseV6(plain) : parseV4(plain);
}

function parseV4(text: string): Uint8Array {
  const parts = text.split(".");
  const bytes = parts.map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  if (bytes.length !== 4 || bytes.some((byte) => byte > 255)) throw notAnAddress(text);
  return Uint8Array.from(bytes);
}

function parseV6(text: string): Uint8Array {
  const halves = text.split("::");
  if (halves.length > 2) throw notAnAddress(text);
  const head = groupsOf(halves[0] ?? "", text);
  const tail = groupsOf(halves[1] ?? "", text);
  const zeros = 8 - head.length - tail.length;
  if (halves.length === 2 ? zeros < 1 : zeros !== 0) throw notAnAddress(text);
  const groups = [...head, ...new Array<number>(zeros).fill(0), ...tail];
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
}

function groupsOf(half: string, whole: string): number[] {
  if (half === "") return [];
  const parts = half.split(":");
  const last = parts[parts.length - 1] ?? "";
  const groups = (last.includes(".") ? parts.slice(0, -1) : parts).map((part) => {
    if (!/^[\da-f]{1,4}$/i.test(part)) throw notAnAddress(whole);
    return Number.parseInt(part, 16);
  });
  if (!last.includes(".")) return groups;
  const [a = 0, b = 0, c = 0, d = 0] = parseV4(last);
  return [...groups, (a << 8) | b, (c << 8) | d];
}

function longestZeros(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let run = 0;
  groups.forEach((group, index) => {
    run = group === "0" ? run + 1 : 0;
    if (run > best.length) best = { start: index - run + 1, length: run };
  });
  return best;
}

function notAnAddress(text: string): RemoteError {
  return new RemoteError("invalid", "not an address", { subject: text });
}
