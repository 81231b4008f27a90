import {
  type Message,
  type MessageBus,
  MessageType,
  Message as NewMessage,
  sessionBus,
  Variant,
} from "dbus-next";

const WATCHER = "org.kde.StatusNotifierWatcher";
const ITEM = "org.kde.StatusNotifierItem";
const ITEM_PATH = "/StatusNotifierItem";
const MENU = "com.canonical.dbusmenu";

export interface MenuEntry {
  readonly id: number;
  /** "" for a separator. */
  readonly label: string;
  readonly enabled: boolean;
  /** Null: not one of a choice. */
  readonly checked: boolean | null;
}

/**
 * The part of a desktop that shows tray icons, as GNOME's and KDE's do (StatusNotifierItem). Chromium's
 * objects do not introspect, so the messages are made by hand.
 */
export class TrayHost {
  readonly #bus: MessageBus;
  readonly #registered: Promise<string>;
  #owner = "";

  private constructor(bus: MessageBus) {
    this.#bus = bus;
    this.#registered = new Promise((resolve) => {
      bus.addMethodHandler((message: Message) => this.#answer(message, resolve));
    });
  }

  /** Takes the watcher's name on that bus; do it before the app starts. */
  static async on(busAddress: string): Promise<TrayHost> {
    const bus = sessionBus({ busAddress });
    const host = new TrayHost(bus);
    await bus.requestName(WATCHER, 0);
    return host;
  }

  /** Resolves once an icon is there. */
  async appeared(): Promise<void> {
    this.#owner = await this.#registered;
  }

  /** A click on the icon. */
  async activate(): Promise<void> {
    await this.#call(ITEM_PATH, ITEM, "Activate", "ii", [0, 0]);
  }

  /** What is shown when the icon is pointed at. */
  async toolTip(): Promise<string> {
    const value = await this.#property("ToolTip");
    return String((value as readonly unknown[])[2]);
  }

  async menu(): Promise<readonly MenuEntry[]> {
    const [, layout] = await this.#call(await this.#menuPath(), MENU, "GetLayout", "iias", [
      0,
      -1,
      [],
    ]);
    const [, , children] = layout as [number, unknown, readonly Variant[]];
    return children.map(({ value }) => entryOf(value));
  }

  /** Chooses the item with this label. */
  async choose(label: string): Promise<void> {
    const { id } = await this.#item(label);
    await this.#click(id).catch(async (error: unknown) => {
      // A menu that was made anew since it was read has other items, and takes none of those before.
      const now = await this.#item(label);
      if (now.id === id) throw error;
      await this.#click(now.id);
    });
  }

  close(): void {
    this.#bus.disconnect();
  }

  async #item(label: string): Promise<MenuEntry> {
    const found = (await this.menu()).find((entry) => entry.label === label);
    if (found === undefined) throw new Error(`the menu has no ${label}`);
    return found;
  }

  async #click(id: number): Promise<void> {
    const data = new Variant("i", 0);
    await this.#call(await this.#menuPath(), MENU, "Event", "isvu", [id, "clicked", data, 0]);
  }

  #menuPath(): Promise<string> {
    return this.#property("Menu") as Promise<string>;
  }

  async #property(name: string): Promise<unknown> {
    const [variant] = await this.#call(ITEM_PATH, "org.freedesktop.DBus.Properties", "Get", "ss", [
      ITEM,
      name,
    ]);
    return (variant as Variant).value;
  }

  async #call(
    path: string,
    iface: string,
    member: string,
    signature: string,
    body: unknown[],
  ): Promise<unknown[]> {
    const call = new NewMessage({
      destination: this.#owner,
      path,
      interface: iface,
      member,
      signature,
      body,
    });
    const reply = await this.#bus.call(call);
    return reply?.body ?? [];
  }

  #answer(message: Message, registered: (owner: string) => void): boolean {
    if (message.type !== MessageType.METHOD_CALL) return false;
    if (message.interface === WATCHER && message.member === "RegisterStatusNotifierItem") {
      this.#bus.send(NewMessage.newMethodReturn(message, "", []));
      registered(String(message.sender));
      return true;
    }
    const [asked, property] = message.body as unknown[];
    if (message.member !== "Get" || asked !== WATCHER) return false;
    const value =
      property === "IsStatusNotifierHostRegistered" ? new Variant("b", true) : new Variant("i", 0);
    this.#bus.send(NewMessage.newMethodReturn(message, "v", [value]));
    return true;
  }
}

function entryOf(node: unknown): MenuEntry {
  const [id, properties] = node as [number, Record<string, Variant | undefined>];
  const { label, enabled } = properties;
  const toggle = properties["toggle-type"]?.value;
  return {
    id,
    // Underscores mark mnemonics; two of them are one.
    label: String(label?.value ?? "").replaceAll("__", "_"),
    enabled: enabled?.value !== false,
    checked: toggle === undefined || toggle === "" ? null : properties["toggle-state"]?.value === 1,
  };
}
