/**
 * The socket of the session bus: the first Unix one that the environment names, else the usual place
 * of the user's bus. Null when there is none. D-Bus Specification, "Server Addresses".
 */
export function sessionBusPath(
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  const address = environment["DBUS_SESSION_BUS_ADDRESS"];
  if (address) {
    for (const one of address.split(";")) {
      const path = unixPath(one);
      if (path !== null) return path;
    }
    return null;
  }
  const runtime = environment["XDG_RUNTIME_DIR"];
  return runtime ? `${runtime}/bus` : null;
}

function unixPath(address: string): string | null {
  if (!address.startsWith("unix:")) return null;
  const pairs = address.slice("unix:".length).split(",");
  const valueFor = (key: string) => {
    const pair = pairs.find((one) => one.startsWith(`${key}=`));
    return pair === undefined ? null : unescaped(pair.slice(key.length + 1));
  };
  const abstract = valueFor("abstract");
  return valueFor("path") ?? (abstract === null ? null : `\0${abstract}`);
}

function unescaped(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
