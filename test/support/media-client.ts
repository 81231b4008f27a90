import {
  type ClientInterface,
  type MessageBus,
  type ProxyObject,
  sessionBus,
  type Variant,
} from "dbus-next";

const PATH = "/org/mpris/MediaPlayer2";
const PLAYER = "org.mpris.MediaPlayer2.Player";
const PROPERTIES = "org.freedesktop.DBus.Properties";

/** The part of a desktop that shows what plays: another implementation of D-Bus, on our bus. */
export class MediaClient {
  readonly #bus: MessageBus;
  /** What `PropertiesChanged` said, in order. */
  readonly changes: Readonly<Record<string, unknown>>[] = [];
  /** Microseconds that `Seeked` said. */
  readonly jumps: bigint[] = [];
  #object: ProxyObject | null = null;

  constructor(busAddress: string) {
    this.#bus = sessionBus({ busAddress });
  }

  /** The names of all players there are. */
  async players(): Promise<readonly string[]> {
    const bus = await this.#bus.getProxyObject("org.freedesktop.DBus", "/org/freedesktop/DBus");
    const names: string[] = await call(bus.getInterface("org.freedesktop.DBus"), "ListNames");
    return names.filter((name) => name.startsWith("org.mpris.MediaPlayer2.")).sort();
  }

  /** Takes a player up, by introspection as clients do. */
  async follow(name: string): Promise<void> {
    this.#object = await this.#bus.getProxyObject(name, PATH);
    this.#object
      .getInterface(PROPERTIES)
      .on("PropertiesChanged", (iface: string, changed: Record<string, Variant>) => {
        if (iface === PLAYER) this.changes.push(plain(changed));
      });
    this.#object.getInterface(PLAYER).on("Seeked", (position: bigint) => {
      this.jumps.push(position);
    });
    // The subscriptions are on their way to the bus; an answer from it means that they are there.
    await this.players();
  }

  async call(method: string, ...args: unknown[]): Promise<void> {
    await call(this.#interface(PLAYER), method, ...args);
  }

  async root(method: string): Promise<void> {
    await call(this.#interface("org.mpris.MediaPlayer2"), method);
  }

  async all(iface = PLAYER): Promise<Record<string, unknown>> {
    return plain(await call(this.#interface(PROPERTIES), "GetAll", iface));
  }

  async get(property: string): Promise<unknown> {
    return (await this.all())[property];
  }

  async set(property: string, value: Variant): Promise<void> {
    await call(this.#interface(PROPERTIES), "Set", PLAYER, property, value);
  }

  close(): void {
    this.#bus.disconnect();
  }

  #interface(name: string): ClientInterface {
    if (this.#object === null) throw new Error("no player is followed");
    return this.#object.getInterface(name);
  }
}

async function call<T>(target: ClientInterface, method: string, ...args: unknown[]): Promise<T> {
  const work = target[method];
  if (typeof work !== "function") throw new Error(`there is no method ${method}`);
  return (await work.call(target, ...args)) as T;
}

/** Variants taken off, in dictionaries too. */
function plain(values: Readonly<Record<string, Variant>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, { signature, value }]) => [
      name,
      signature === "a{sv}" ? plain(value) : value,
    ]),
  );
}
