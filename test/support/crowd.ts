import { decodeMessage } from "../../src/main/wire/dns/decode.ts";
import { isResponse } from "../../src/main/wire/dns/message.ts";
import { nameKey, nameOf } from "../../src/main/wire/dns/name.ts";
import { type Announcer, instanceName, recordsOf, response, type TestService } from "./announce.ts";
import { livingRoom } from "./sample-devices.ts";

/** The services of each of so many Apple TVs, all different. */
export function crowd(count: number): readonly (readonly TestService[])[] {
  return Array.from({ length: count }, (_, index) => {
    const id = index.toString(16).padStart(4, "0").toUpperCase();
    const mac = `0200AA00${id}`;
    return livingRoom.map((each) => ({
      ...each,
      host: `tv-${id}.local`,
      addresses: [`10.78.${1 + (index >> 8)}.${index & 255}`],
      instance: each.type === "_raop._tcp" ? `${mac}@TV ${id}` : `TV ${id}`,
      txt: { ...each.txt, deviceid: mac, psi: `PSI-${id}`, rpMRtID: `PSI-${id}` },
    }));
  });
}

/** What a device sends when it is asked: its services, whole, in one packet. */
export function packetOf(services: readonly TestService[]): Uint8Array {
  return response(services.flatMap((service) => recordsOf(service)));
}

/** Lets the devices answer each question for what they have, unless the asker says that it knows. */
export function answerFor(
  neighbour: Announcer,
  devices: readonly (readonly TestService[])[],
): void {
  const packets = devices.map((services) => ({
    packet: packetOf(services),
    pointers: services.map((each) => ({
      type: nameKey(nameOf(`${each.type}.local`)),
      instance: nameKey(instanceName(each)),
    })),
  }));
  neighbour.socket.onMessage(({ bytes }) => {
    const message = decodeMessage(bytes);
    if (isResponse(message)) return;
    const asked = new Set(message.questions.map(({ name }) => nameKey(name)));
    const known = new Set(
      message.answers.flatMap(({ data }) => (data.kind === "pointer" ? nameKey(data.name) : [])),
    );
    for (const { packet, pointers } of packets) {
      if (pointers.some(({ type, instance }) => asked.has(type) && !known.has(instance)))
        neighbour.say(packet);
    }
  });
}
