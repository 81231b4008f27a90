import { createStore, type StoreApi } from "zustand/vanilla";
import type { ErrorBody } from "../../shared/errors.ts";
import type { Button } from "../../shared/model/buttons.ts";
import type { DeviceId } from "../../shared/model/device.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { Seeking } from "../playing/believed-clock.ts";
import type { PlayDraft } from "./play-draft.ts";

/** Panels that lie over the remote; one at a time. */
export type Sheet =
  | "devices"
  | "apps"
  | "text"
  | "more"
  | "power"
  | "help"
  | "speakers"
  | "play"
  | "password"
  | "sound";

/** Where on the remote something was pressed, so that a failure is told there. */
export type Place = "header" | "pad" | "keys" | "playing" | "speakers" | "sound";

export interface Problem {
  readonly place: Place;
  readonly error: ErrorBody;
  /** Whose it is, where that is not the device in use. */
  readonly name?: string;
}

export interface Ui {
  readonly sheet: Sheet | null;
  readonly page: "remote" | "pairing";
  /** Keys that are down now, by mouse, finger or keyboard: they light up. */
  readonly pressed: readonly Button[];
  readonly problem: Problem | null;
  /** Why pairing did not even begin. */
  readonly pairingProblem: ErrorBody | null;
  /** The protocol that was asked for by name, so that another try asks for the same. */
  readonly pairingWish: { readonly deviceId: DeviceId; readonly protocol: ProtocolId } | null;
  /** What is about to be played; null: nothing. */
  readonly play: PlayDraft | null;
  /** The device of a list that something hangs over, to be let go on; null: none. */
  readonly dropOn: DeviceId | null;
  /** The seek that the device has not told of yet. */
  readonly seeking: Seeking | null;
  /** Where items stood before they were moved from here, the last one last. */
  readonly undoable: readonly SeekRecord[];
}

export interface SeekRecord {
  readonly itemId: string;
  readonly seconds: number;
}
export type UiStore = StoreApi<Ui>;

export function createUi(): UiStore {
  return createStore<Ui>(() => ({
    sheet: null,
    page: "remote",
    pressed: [],
    problem: null,
    pairingProblem: null,
    pairingWish: null,
    play: null,
    dropOn: null,
    seeking: null,
    undoable: [],
  }));
}

export function openSheet(ui: UiStore, sheet: Sheet): void {
  ui.setState({ sheet });
}

export function closeSheet(ui: UiStore): void {
  ui.setState({ sheet: null });
}

export function setPressed(ui: UiStore, button: Button, down: boolean): void {
  const { pressed } = ui.getState();
  if (pressed.includes(button) === down) return;
  ui.setState({
    pressed: down ? [...pressed, button] : pressed.filter((other) => other !== button),
  });
}
