import { RemoteError } from "../../../shared/errors.ts";
import { chooseDevice } from "../choose-device.ts";
import { type Context, orAborted, print } from "../command.ts";
import { printable } from "../table.ts";

/** Never an argument: the list of processes and the shell's history would have it. */
export async function setPassword(context: Context): Promise<void> {
  const device = await chooseDevice(context);
  const prompt = `AirPlay password of ${printable(device.name)}: `;
  const password = await orAborted(context.world.askSecret(prompt), context.signal);
  if (password === undefined) throw new RemoteError("cancelled", "no password was given");
  if (password === "") {
    throw new RemoteError("invalid", 'There is no empty password; "password clear" forgets one.');
  }
  await context.handlers["devices.setPassword"](device.id, password);
  print(context, { device: device.id, password: "set" }, [
    `The password of ${printable(device.name)} is kept.`,
  ]);
}

export async function clearPassword(context: Context): Promise<void> {
  const device = await chooseDevice(context);
  await context.handlers["devices.setPassword"](device.id, null);
  print(context, { device: device.id, password: "cleared" }, [
    `The password of ${printable(device.name)} is forgotten.`,
  ]);
}
