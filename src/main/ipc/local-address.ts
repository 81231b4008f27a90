import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Random } from "../runtime/random.ts";
import { Secret } from "../runtime/secret.ts";

/** Where the running app listens, and what proves that a client may read this person's files. */
export interface LocalAddress {
  readonly path: string;
  readonly token: Secret<string>;
}

const Notice = z.object({ version: z.literal(1), path: z.string(), token: z.string() });
const FILE = "control.json";

/** Which machine this is, as far as the choice of a path depends on it. */
export interface LocalPlace {
  /** The settings folder: one app for each. */
  readonly directory: string;
  /** A folder for sockets: `$XDG_RUNTIME_DIR`, else the temporary one. Socket paths are short. */
  readonly socketFolder: string;
  readonly platform: NodeJS.Platform;
}

/**
 * A new address that only this person can find: a folder of mode 0700, or on Windows a pipe with a
 * random name. Pipes are open to every user of a machine, so the token decides.
 */
export async function createAddress(place: LocalPlace, random: Random): Promise<LocalAddress> {
  const token = new Secret(Buffer.from(random.bytes(32)).toString("hex"));
  if (place.platform === "win32") return { path: `\\\\.\\pipe\\armchair-${random.uuid()}`, token };
  const makeIn = (parent: string) => mkdtemp(join(parent, "armchair-"));
  const folder = await makeIn(place.socketFolder).catch(() => makeIn(tmpdir()));
  return { path: join(folder, "control.sock"), token };
}

/** Tells the person's other programs; the file is theirs alone (0600). */
export async function announce({ directory }: LocalPlace, address: LocalAddress): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const notice = { version: 1, path: address.path, token: address.token.expose() };
  const file = join(directory, FILE);
  await rm(file, { force: true });
  await writeFile(file, JSON.stringify(notice), { mode: 0o600, flag: "wx" });
}

/** The address that was announced last; undefined when there is none. Nobody may listen there any more. */
export async function findAddress({ directory }: LocalPlace): Promise<LocalAddress | undefined> {
  try {
    const notice = Notice.parse(JSON.parse(await readFile(join(directory, FILE), "utf8")));
    return { path: notice.path, token: new Secret(notice.token) };
  } catch {
    return undefined; // no app runs, or an unreadable notice of one: the caller makes its own connection
  }
}

/** Takes the notice back, if it is still this one, and the socket's folder with it. */
export async function withdraw(place: LocalPlace, address: LocalAddress): Promise<void> {
  const announced = await findAddress(place);
  if (announced?.path === address.path) await rm(join(place.directory, FILE), { force: true });
  const isOurs =
    place.platform !== "win32" && /[\\/]armchair-[^\\/]+[\\/]control\.sock$/.test(address.path);
  if (isOurs) await rm(dirname(address.path), { recursive: true, force: true });
}
