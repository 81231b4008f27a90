import { RemoteError } from "../../../shared/errors.ts";
import type { AccountEntry, AppEntry } from "../../../shared/model/session.ts";
import { type Context, print } from "../command.ts";
import { connectDevice } from "../connect-device.ts";
import { printable, table } from "../table.ts";

type Entry = AppEntry | AccountEntry;

export async function apps(context: Context): Promise<void> {
  const { device } = await connectDevice(context);
  const list = await context.handlers["apps.list"](device.id);
  print(context, list, rows(list));
}

/** Opens an app by identifier or by name, or a link in the app that it belongs to. */
export async function launch(context: Context, target: string): Promise<void> {
  const { device } = await connectDevice(context);
  const launched = isIdentifierOrLink(target)
    ? target
    : await appCalled(context, device.id, target);
  await context.handlers["apps.launch"](device.id, launched);
  print(context, { device: device.id, launched }, []);
}

/** Identifiers are reverse domain names; names have no dot between letters, or a space. */
function isIdentifierOrLink(target: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(target) || /^[\w-]+(\.[\w-]+)+$/.test(target);
}

async function appCalled(context: Context, id: string, name: string): Promise<string> {
  return byName(await context.handlers["apps.list"](id), name, "app").id;
}

export async function accounts(context: Context): Promise<void> {
  const { device } = await connectDevice(context);
  const list = await context.handlers["accounts.list"](device.id);
  print(context, list, rows(list));
}

/** Switches to an account by identifier or by name. */
export async function switchAccount(context: Context, wanted: string): Promise<void> {
  const { device } = await connectDevice(context);
  const account = byName(await context.handlers["accounts.list"](device.id), wanted, "account");
  await context.handlers["accounts.switch"](device.id, account.id);
  print(context, { device: device.id, account }, []);
}

function rows(entries: readonly Entry[]): string[] {
  const sorted = [...entries].sort((a, b) => a.name.localeCompare(b.name));
  return table(sorted.map(({ id, name }) => [printable(name), printable(id)]));
}

/** The entry of that id, else of exactly that name, else the only one whose name begins so. */
function byName<T extends Entry>(entries: readonly T[], wanted: string, what: string): T {
  const lower = wanted.toLowerCase();
  const named = (test: (name: string) => boolean) =>
    entries.filter(({ name }) => test(name.toLowerCase()));
  const groups = [
    entries.filter(({ id }) => id === wanted),
    named((name) => name === lower),
    named((name) => name.startsWith(lower)),
  ];
  const [only, ...others] = groups.find((group) => group.length > 0) ?? [];
  if (!only) throw new RemoteError("not-found", "", { subject: `${what} "${printable(wanted)}"` });
  if (others.length === 0) return only;
  const list = [only, ...others].map(({ name, id }) => `${printable(name)} (${id})`).join(", ");
  throw new RemoteError("invalid", `Several are called that: ${list}.`);
}
