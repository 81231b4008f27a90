export const protocolIds = ["mrp", "dmap", "companion", "airplay", "raop"] as const;
export type ProtocolId = (typeof protocolIds)[number];

export const protocolNames: Readonly<Record<ProtocolId, string>> = {
  mrp: "Media Remote",
  dmap: "Home Sharing",
  companion: "Companion",
  airplay: "AirPlay",
  raop: "AirPlay audio",
};

/**
 * Whether a service wants pairing. `disabled`: the owner forbids it in the device's settings;
 * `unsupported`: this kind of device never pairs that way.
 */
export type PairingRequirement =
  | "unsupported"
  | "disabled"
  | "not-needed"
  | "optional"
  | "mandatory";
