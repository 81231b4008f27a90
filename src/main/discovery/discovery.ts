import type { InterfaceProblem } from "../../shared/model/app.ts";
import type { DeviceKind } from "../../shared/model/device.ts";
import type { DeviceDescription } from "../protocols/plugin.ts";
import type { ReadonlySignal } from "../runtime/signal.ts";

/** What a device is, merged from all its services. Empty strings: nobody says. */
export interface DeviceInfo {
  readonly kind: DeviceKind;
  readonly rawModel: string;
  readonly modelName: string;
  /** "tvOS", "Apple TV software", "macOS", "AirPort", or "". */
  readonly os: string;
  readonly osVersion: string;
  readonly build: string;
  readonly mac: string;
  readonly outputDeviceId: string;
}

/** A device on the network, made of the services that share an identifier, else an address. */
export interface DiscoveredDevice {
  readonly description: DeviceDescription;
  readonly info: DeviceInfo;
  /** A sleep proxy answers for it. */
  readonly asleep: boolean;
  /** Wall clock ms since 1970 of its last answer. */
  readonly lastSeenMs: number;
}

export interface DiscoveryStatus {
  readonly interfaces: readonly string[];
  readonly problems: readonly InterfaceProblem[];
  readonly sinceMs: number;
}

/** Browses for as long as it runs; the list is whole each time one device changes. */
export interface Discovery {
  readonly devices: ReadonlySignal<readonly DiscoveredDevice[]>;
  readonly status: ReadonlySignal<DiscoveryStatus>;
  /** Starts browsing on every interface, and on new ones as they appear. */
  start(): void;
  /** Asks again now; forgets nothing. */
  rescan(): void;
  /**
   * Asks one address by unicast DNS and knocks on its ports to wake it. Resolves with the devices
   * found there, kept in `devices` from then on; partial answers count. Rejects with `not-found`.
   */
  probe(host: string, signal: AbortSignal): Promise<readonly DiscoveredDevice[]>;
  close(): Promise<void>;
}
