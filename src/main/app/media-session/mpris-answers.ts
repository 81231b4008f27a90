import type { DbusMessage } from "../../wire/dbus/message.ts";
import { type DbusValue, variant } from "../../wire/dbus/value.ts";
import type { MediaAction, MediaState } from "./model.ts";
import { type Meaning, meaningOfCall, meaningOfSet } from "./mpris-calls.ts";
import { introspection } from "./mpris-introspection.ts";
import {
  MPRIS_PATH,
  PLAYER,
  type PropertyRow,
  type PropertyValues,
  playerProperties,
  positionOf,
  ROOT,
  rootProperties,
  rootValues,
} from "./mpris-properties.ts";

export const PROPERTIES = "org.freedesktop.DBus.Properties";
const INTROSPECTABLE = "org.freedesktop.DBus.Introspectable";
const PEER = "org.freedesktop.DBus.Peer";

/** What a call meets. */
export interface MprisPlayer {
  readonly state: MediaState;
  readonly values: PropertyValues;
  readonly trackId: string;
  readonly wallMs: number;
}

/** `act` is answered with nothing when the device has done it, else with its error. */
export type Answer =
  | { readonly kind: "reply"; readonly signature: string; readonly body: readonly DbusValue[] }
  | { readonly kind: "fail"; readonly error: string }
  | { readonly kind: "act"; readonly action: MediaAction };

const reply = (signature: string, ...body: readonly DbusValue[]): Answer => ({
  kind: "reply",
  signature,
  body,
});
/** Errors of the D-Bus Specification and its reference implementation. */
const fail = (name: string): Answer => ({
  kind: "fail",
  error: `org.freedesktop.DBus.Error.${name}`,
});

/** The answer to a method call. Pure. `player` is null while there is nothing to control. */
export function answerTo(call: DbusMessage, player: MprisPlayer | null): Answer {
  const { iface, member, path } = call;
  if (iface === PEER && member === "Ping") return reply("");
  if (path !== MPRIS_PATH || player === null) return fail("UnknownObject");
  if (iface === INTROSPECTABLE && member === "Introspect") return reply("s", introspection());
  if (iface === PROPERTIES) return propertyAnswer(call, player);
  const { state, trackId, wallMs } = player;
  return answerFor(meaningOfCall(call, state, trackId, wallMs), "UnknownMethod");
}

function propertyAnswer(
  { member, signature, body }: DbusMessage,
  { state, values: announced, wallMs }: MprisPlayer,
): Answer {
  const [iface, name, given] = body;
  const rows = iface === ROOT ? rootProperties : iface === PLAYER ? playerProperties : null;
  if (rows === null) return fail("UnknownInterface");
  const values =
    iface === ROOT ? rootValues : { ...announced, Position: positionOf(state, wallMs) };
  if (member === "GetAll" && signature === "s") return reply("a{sv}", entries(rows, values));
  const row = rows.find(([known]) => known === name);
  const value = row && values[row[0]];
  if (!row || value === undefined) return fail("UnknownProperty");
  const [property, type, access] = row;
  if (member === "Get" && signature === "ss") return reply("v", variant(type, value));
  if (member !== "Set" || signature !== "ssv") return fail("UnknownMethod");
  if (access === "read") return fail("PropertyReadOnly");
  return answerFor(meaningOfSet(property, given, state), "InvalidArgs");
}

function answerFor(meaning: Meaning, unknown: string): Answer {
  if (meaning === "unknown") return fail(unknown);
  return meaning === "nothing" ? reply("") : { kind: "act", action: meaning };
}

/** As the `a{sv}` of properties, in the order of the table. */
export function entries(rows: readonly PropertyRow[], values: PropertyValues): DbusValue {
  return rows.flatMap(([name, type]) => {
    const value = values[name];
    return value === undefined ? [] : [[name, variant(type, value)]];
  });
}
