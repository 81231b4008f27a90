import {
  type MethodRow,
  PLAYER,
  type PropertyRow,
  playerMethods,
  playerProperties,
  ROOT,
  rootMethods,
  rootProperties,
} from "./mpris-properties.ts";

const PROPERTIES = "org.freedesktop.DBus.Properties";

/** What `Introspect` answers: the tables, in the XML of the D-Bus Specification. */
export function introspection(): string {
  return [
    '<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"',
    ' "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">',
    "<node>",
    iface(ROOT, rootMethods, rootProperties),
    iface(
      PLAYER,
      playerMethods,
      playerProperties,
      '<signal name="Seeked"><arg type="x"/></signal>',
    ),
    `<interface name="${PROPERTIES}">`,
    method("Get", ["s", "s"], "v"),
    method("GetAll", ["s"], "a{sv}"),
    method("Set", ["s", "s", "v"]),
    '<signal name="PropertiesChanged"><arg type="s"/><arg type="a{sv}"/><arg type="as"/></signal>',
    "</interface>",
    "</node>",
  ].join("\n");
}

function iface(
  name: string,
  methods: readonly MethodRow[],
  properties: readonly PropertyRow[],
  signals = "",
): string {
  return [
    `<interface name="${name}">`,
    ...methods.map(([member, ...inputs]) => method(member, inputs)),
    ...properties.map(
      ([property, type, access]) =>
        `<property name="${property}" type="${type}" access="${access}"/>`,
    ),
    ...(signals === "" ? [] : [signals]),
    "</interface>",
  ].join("\n");
}

/** Some clients take an argument without a direction for none at all. */
function method(name: string, inputs: readonly string[], output = ""): string {
  const arg = (type: string, direction: "in" | "out") =>
    `<arg type="${type}" direction="${direction}"/>`;
  const args = inputs.map((type) => arg(type, "in")).join("");
  return `<method name="${name}">${args}${output === "" ? "" : arg(output, "out")}</method>`;
}
