import { z } from "zod";
import {
  Identity,
  KnownDevice,
  Preferences,
  SETTINGS_VERSION,
  Settings,
} from "../../shared/model/settings.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** How a file of version n becomes one of version n + 1. */
export type Migrations = Readonly<Record<number, (older: JsonObject) => JsonObject>>;

/** Version 1 is the first; the next version adds its row `1:` here. */
const migrations: Migrations = {};

export type ParsedSettings =
  | { readonly kind: "whole"; readonly settings: Settings; readonly migratedFrom: number | null }
  /** Some entries were bad and left out; `lost` names them for the report. */
  | { readonly kind: "salvaged"; readonly settings: Settings; readonly lost: readonly string[] }
  | { readonly kind: "unusable"; readonly why: string };

/**
 * Reads the text of a settings file of any version up to ours. Pure. Entries are judged one by one,
 * so that a bad device never takes the others with it. `makeIdentity` is asked when there is none.
 */
export function parseSettings(
  text: string,
  makeIdentity: () => Identity,
  table: Migrations = migrations,
  currentVersion: number = SETTINGS_VERSION,
): ParsedSettings {
  const raw = asObject(parseJson(text));
  if (!raw) return { kind: "unusable", why: "it is not a JSON object" };
  const version = z.number().int().min(0).safeParse(raw["version"]);
  if (!version.success) return { kind: "unusable", why: "it has no version" };
  if (version.data > currentVersion) {
    return { kind: "unusable", why: `it is of version ${version.data}, newer than this program` };
  }
  const current = migrate(raw, version.data, table, currentVersion);
  if (!current) return { kind: "unusable", why: `nothing reads version ${version.data}` };
  const strict = Settings.safeParse({ ...current, version: SETTINGS_VERSION });
  if (!strict.success) return salvage(current, makeIdentity);
  const migratedFrom = version.data === currentVersion ? null : version.data;
  return { kind: "whole", settings: strict.data, migratedFrom };
}

function migrate(
  raw: JsonObject,
  from: number,
  table: Migrations,
  currentVersion: number,
): JsonObject | undefined {
  let current = raw;
  for (let version = from; version < currentVersion; version++) {
    const step = table[version];
    if (!step) return undefined;
    current = step(current);
  }
  return { ...current, version: currentVersion };
}

function salvage(raw: JsonObject, makeIdentity: () => Identity): ParsedSettings {
  const lost: string[] = [];
  const { shape } = Settings;
  const windows = keepEntries(shape.windows, raw["windows"], "windows", lost);
  const settings = Settings.parse({
    version: SETTINGS_VERSION,
    identity: keep(Identity, raw["identity"], "identity", lost) ?? makeIdentity(),
    preferences: keepFields(
      Preferences.shape,
      asObject(raw["preferences"]) ?? {},
      "preferences",
      lost,
    ),
    devices: salvageDevices(raw["devices"], lost),
    windows,
    speakers: keepEntries(shape.speakers, raw["speakers"], "speakers", lost),
    selectedDeviceId: keep(
      shape.selectedDeviceId,
      raw["selectedDeviceId"],
      "selectedDeviceId",
      lost,
    ),
  });
  return { kind: "salvaged", settings, lost };
}

/** A device survives as long as its id does: the id is what its key is stored under. */
function salvageDevices(raw: unknown, lost: string[]): KnownDevice[] {
  const entries = keep(z.array(z.unknown()).default([]), raw, "devices", lost) ?? [];
  const devices: KnownDevice[] = [];
  for (const [index, entry] of entries.slice(0, 1000).entries()) {
    const label = `devices[${index}]`;
    const fields = asObject(entry);
    const id = keep(KnownDevice.shape.id, fields?.["id"], `${label}.id`, lost);
    if (!fields || id === undefined) continue;
    const kept = keepFields(KnownDevice.shape, fields, label, lost);
    devices.push(KnownDevice.parse({ identifiers: [id], name: id, ...kept }));
  }
  return devices;
}

/** Each entry of a record for itself. */
function keepEntries(
  schema: z.ZodType<object>,
  raw: unknown,
  label: string,
  lost: string[],
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(asObject(raw) ?? {})) {
    Object.assign(kept, keep(schema, { [key]: value }, `${label}.${key}`, lost));
  }
  return kept;
}

function keepFields(
  shape: Readonly<Record<string, z.ZodType>>,
  raw: JsonObject,
  label: string,
  lost: string[],
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(shape)) {
    const value = keep<unknown>(schema, raw[name], `${label}.${name}`, lost);
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

function keep<T>(schema: z.ZodType<T>, value: unknown, label: string, lost: string[]) {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  lost.push(label);
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): JsonObject | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return value as JsonObject;
}
