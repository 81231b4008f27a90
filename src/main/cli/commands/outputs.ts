import { RemoteError } from "../../../shared/errors.ts";
import type { DeviceSummary } from "../../../shared/model/device.ts";
import type { OutputDevice } from "../../../shared/model/now-playing.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { type Context, print } from "../command.ts";
import { connectPlayer } from "../connect-player.ts";
import { printable, table } from "../table.ts";

/** Something that can make sound with the device. */
interface Speaker {
  readonly id: string;
  readonly name: string;
}

const hasOutputs = ({ outputs }: SessionSnapshot) => outputs.length > 0;

/** Where the sound comes out (`*`), and which other speakers on the network could join. */
export async function outputs(context: Context): Promise<void> {
  const { device, session } = await connectPlayer(context, hasOutputs);
  const others = await otherSpeakers(context, session);
  print(context, { device: device.id, outputs: session.outputs, others }, [
    ...table([...session.outputs.map(outputRow), ...others.map(otherRow)]),
  ]);
}

const outputRow = ({ id, name, volume, isLeader }: OutputDevice) => [
  "*",
  printable(name),
  volume === null ? "" : `${Math.round(volume)} %`,
  isLeader ? "leads" : "",
  id,
];
const otherRow = ({ id, name }: Speaker) => [" ", printable(name), "", "", id];

/** Adds speakers to the group, takes them out, or makes it exactly these: by id or name. */
export async function changeOutputs(
  context: Context,
  how: "add" | "remove" | "set",
  wanted: readonly string[],
): Promise<void> {
  const { handlers } = context;
  const { device, session } = await connectPlayer(context, hasOutputs);
  const present = session.outputs;
  const others = how === "remove" ? [] : await otherSpeakers(context, session);
  const candidates = [...present, ...others];
  const ids = [...new Set(wanted.map((word) => speakerCalled(candidates, word).id))];
  await handlers[`outputs.${how}`](device.id, ids);
  const after = await handlers["session.snapshot"](device.id);
  print(context, { device: device.id, [how]: ids, outputs: after?.outputs ?? present }, []);
}

/** Percent, of one speaker of the group. */
export async function outputVolume(context: Context, wanted: string, level: string): Promise<void> {
  const percent = Number(level.replace(/%$/, ""));
  if (level.trim() === "" || !(percent >= 0 && percent <= 100))
    throw new RemoteError("invalid", "Volume is a number from 0 to 100.");
  const { device, session } = await connectPlayer(context, hasOutputs);
  const { id } = speakerCalled(session.outputs, wanted);
  await context.handlers["outputs.setVolume"](device.id, id, percent);
  print(context, { device: device.id, output: id, percent }, []);
}

/** Devices on the network that announce a name for groups, and do not play along. */
async function otherSpeakers(
  context: Context,
  session: SessionSnapshot,
): Promise<readonly Speaker[]> {
  const { devices } = await context.handlers["devices.snapshot"]();
  const playing = new Set(session.outputs.map(({ id }) => id.toLowerCase()));
  const speaker = ({ outputDeviceId, name }: DeviceSummary): Speaker[] =>
    outputDeviceId === null ? [] : [{ id: outputDeviceId, name }];
  return devices
    .filter(({ present, id }) => present && id !== session.deviceId)
    .flatMap(speaker)
    .filter(({ id }) => !playing.has(id.toLowerCase()));
}

/**
 * By id, whether we know it or not when it looks like one, else by name. Throws `not-found`, or
 * `invalid` with the candidates.
 */
function speakerCalled(speakers: readonly Speaker[], wanted: string): Speaker {
  const lower = wanted.toLowerCase();
  const byId = speakers.find(({ id }) => id.toLowerCase() === lower);
  if (byId) return byId;
  const exact = speakers.filter(({ name }) => name.toLowerCase() === lower);
  const named =
    exact.length > 0 ? exact : speakers.filter(({ name }) => name.toLowerCase().startsWith(lower));
  const [only, ...others] = named;
  if (
    !only &&
    /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(lower)
  )
    return { id: wanted, name: wanted };
  if (!only) throw new RemoteError("not-found", "", { subject: `speaker "${printable(wanted)}"` });
  if (others.length === 0) return only;
  const list = [only, ...others].map(({ name, id }) => `${printable(name)} (${id})`).join(", ");
  throw new RemoteError("invalid", `Several are called that: ${list}.`);
}
