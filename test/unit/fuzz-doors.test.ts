import { createService } from "../../src/main/ipc/handlers.ts";
import { ClientMessage, encodeLine, LineDecoder } from "../../src/main/ipc/local-messages.ts";
import type { AppPart } from "../../src/main/ipc/snapshots.ts";
import { dispatch } from "../../src/main/ipc/validate.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { formatCredentials, parseCredentials } from "../../src/main/storage/credential-record.ts";
import { createIdentity, defaultSettings } from "../../src/main/storage/default-settings.ts";
import { parseSettings } from "../../src/main/storage/parse-settings.ts";
import { isRemoteError, RemoteError } from "../../src/shared/errors.ts";
import { type CallName, callNames } from "../../src/shared/ipc/names.ts";
import { Settings } from "../../src/shared/model/settings.ts";
import { fakeKey } from "../support/fake-plugin.ts";
import { fuzz } from "../support/fuzz.ts";
import { found, hubWorld, known } from "../support/hub-world.ts";
import { seededRandom } from "../support/seeded-random.ts";

// The doors that are not codecs: the contract, the local socket, and what comes back from the disk.
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (input: Uint8Array) => new TextDecoder().decode(input);
const identity = createIdentity(seededRandom(4));

const settings: Settings = {
  ...defaultSettings(identity),
  devices: [known(), known({ id: "b", identifiers: ["b"], customName: "Büro" })],
  selectedDeviceId: "b",
  windows: { "remote 0": { x: 1, y: 2, width: 300, height: 400 } },
};

fuzz(
  "the settings file's reader",
  (input) => {
    const parsed = parseSettings(text(input), () => identity);
    if (parsed.kind !== "unusable") Settings.parse(parsed.settings);
  },
  { seeds: [bytes(JSON.stringify(settings))], runs: 5000 },
);

fuzz(
  "the keychain record's reader",
  (input) => {
    try {
      parseCredentials(new Secret(text(input)));
    } catch (thrown) {
      if (!isRemoteError(thrown, "storage")) throw thrown;
    }
  },
  { seeds: [bytes(formatCredentials({ companion: fakeKey() }).expose())], runs: 5000 },
);

fuzz(
  "the local socket's reader",
  (input) => {
    for (const line of new LineDecoder(4096).push(input)) ClientMessage.safeParse(line);
  },
  {
    seeds: [
      encodeLine({ hello: 1, token: "abc" }),
      encodeLine({ id: 3, call: "remote.press", args: ["AA:BB", "up", "tap"] }),
      encodeLine({ subscribe: "session" }),
    ],
  },
);

/** Valid arguments where there are any beside the device's id. */
const examples: Partial<Record<CallName, readonly unknown[]>> = {
  "remote.press": ["AA:BB", "up", "tap"],
  "remote.skip": ["AA:BB", -10],
  "volume.set": ["AA:BB", 40],
  "text.set": ["AA:BB", "héllo"],
  "touch.swipe": ["AA:BB", { from: { x: 1, y: 2 }, to: { x: 3, y: 4 }, durationMs: 10 }],
  "settings.update": [{ theme: "dark", probeAddresses: ["10.0.0.9"] }],
  "pairing.submitPin": ["1234"],
};

const notHere = async () => {
  throw new RemoteError("unsupported", "there are no windows in this test");
};
const appPart: AppPart = {
  "app.snapshot": notHere,
  "app.openWindow": notHere,
  "app.closeWindow": notHere,
  "app.setFullScreen": notHere,
  "app.setStrip": notHere,
  onSnapshot: () => () => {},
};

/** A hub that sees one TV it is not paired with. */
function service() {
  const world = hubWorld();
  world.discovery.devices.set([found()]);
  return createService(world.hub, appPart);
}

const served = service();
fuzz(
  "the contract's door",
  async (input) => {
    const { name, args } = asCall(input);
    const reply = await dispatch(served, name, args);
    if (!reply.ok && reply.error.code === "bug") throw new Error(reply.error.message);
  },
  {
    seeds: callNames.map((name) => bytes(JSON.stringify([name, examples[name] ?? ["AA:BB"]]))),
    runs: 5000,
  },
);

function asCall(input: Uint8Array): { name: unknown; args: unknown } {
  try {
    const [name, args] = JSON.parse(text(input)) as [unknown, unknown];
    return { name, args };
  } catch {
    throw new RemoteError("malformed", "not JSON, so no call");
  }
}
