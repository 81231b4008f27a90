import { RemoteError } from "../../../shared/errors.ts";
import { type Context, orAborted, print } from "../command.ts";
import { connectDevice } from "../connect-device.ts";
import { printable } from "../table.ts";

/** What the text field on the TV holds. Rejects with `unavailable` when none has the focus. */
export async function getText(context: Context): Promise<void> {
  const { device } = await connectDevice(context);
  const text = await context.handlers["text.get"](device.id);
  if (text === null) throw new RemoteError("unavailable", "no text field has the focus");
  print(context, { device: device.id, text }, [printable(text)]);
}

/** `-` reads the text from standard input, which keeps a password out of the list of processes. */
export async function writeText(
  context: Context,
  how: "set" | "append",
  text: string,
): Promise<void> {
  const typed = text === "-" ? await orAborted(context.world.ask(""), context.signal) : text;
  if (typed === undefined) throw new RemoteError("invalid", "There is no text on standard input.");
  const { device } = await connectDevice(context);
  const call = how === "set" ? "text.set" : "text.append";
  await context.handlers[call](device.id, typed);
  print(context, { device: device.id, done: how }, []);
}

export async function clearText(context: Context): Promise<void> {
  const { device } = await connectDevice(context);
  await context.handlers["text.clear"](device.id);
  print(context, { device: device.id, done: "clear" }, []);
}
