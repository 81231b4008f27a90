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
    '<method name="Get"><arg type="s"/><arg type="s"/><arg type="v" direction="out"/></method>',
    '<method name="GetAll"><arg type="s"/><arg type="a{sv}" direction="out"/></method>',
    '<method name="Set"><arg type="s"/><arg type="s"/><arg type="v"/></method>',
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
    ...methods.map(([method, ...args]) => {
      const inputs = args.map((type) => `<arg type="${type}" direction="in"/>`).join("");
      return `<method name="${method}">${inputs}</method>`;
    }),
    ...properties.map(
      ([property, type, access]) =>
        `<property name="${property}" type="${type}" access="${access}"/>`,
    ),
    ...(signals === "" ? [] : [signals]),
    "</interface>",
  ].join("\n");
}
