import type { Button, MediaCommand } from "../../shared/model/buttons.ts";
import type { Preferences } from "../../shared/model/settings.ts";
import type { Direction } from "../control/remote-control.ts";
import type { Sheet } from "../store/ui.ts";
import type { WordKey } from "../words/words.ts";

/** What a key does. `button` keys are pressed as long as the key is: holding one is a real hold. */
export type KeyAction =
  | { readonly does: "button"; readonly button: Button }
  | { readonly does: "arrow"; readonly direction: Direction }
  | { readonly does: "swipe"; readonly direction: Direction }
  | { readonly does: "media"; readonly command: MediaCommand }
  | { readonly does: "skip"; readonly direction: "back" | "forward" }
  | { readonly does: "undo-seek" }
  | { readonly does: "volume"; readonly direction: "up" | "down" }
  | { readonly does: "mute" }
  | { readonly does: "control-center" }
  | { readonly does: "app-switcher" }
  /** A tap toggles; held for half a second it opens the menu. */
  | { readonly does: "power" }
  | { readonly does: "open"; readonly sheet: Sheet }
  | { readonly does: "now-playing" }
  | { readonly does: "full-screen" }
  | { readonly does: "hide" };

/** `mod` is Ctrl, or Cmd on a Mac. */
export interface Chord {
  readonly key: string;
  readonly shift?: true;
  readonly ctrl?: true;
  readonly mod?: true;
}

export type LetterKeys = Preferences["letterKeys"];
export type KeyGroup = "move" | "play" | "open";

export interface KeyRow {
  readonly id: string;
  readonly group: KeyGroup;
  readonly label: WordKey;
  /** The overlay shows rows of one family, which follow each other, as one line. */
  readonly family?: WordKey;
  /** What holding or doubling the key does, for the overlay. */
  readonly note?: WordKey;
  readonly keys: readonly Chord[];
  /** Keys that a letter scheme adds; they take precedence over the same key elsewhere. */
  readonly letters?: Readonly<Partial<Record<Exclude<LetterKeys, "off">, readonly Chord[]>>>;
  readonly action: KeyAction;
}

const key = (name: string): Chord => ({ key: name });
const shift = (name: string): Chord => ({ key: name, shift: true });

const arrow = (direction: Direction, name: string, wasd: string, hjkl: string): KeyRow => ({
  id: direction,
  group: "move",
  label: `keys.${direction}`,
  family: "keys.family.move",
  keys: [key(name)],
  letters: { wasd: [key(wasd)], hjkl: [key(hjkl)] },
  action: { does: "arrow", direction },
});
const swipe = (direction: Direction, name: string, wasd: string, hjkl: string): KeyRow => ({
  id: `swipe-${direction}`,
  group: "move",
  label: `keys.swipe.${direction}`,
  family: "keys.family.swipe",
  keys: [shift(name)],
  letters: { wasd: [shift(wasd)], hjkl: [shift(hjkl)] },
  action: { does: "swipe", direction },
});

/** The one table: the handler obeys it, the help overlay and the tooltips show it. */
export const keyTable: readonly KeyRow[] = [
  arrow("up", "ArrowUp", "w", "k"),
  arrow("down", "ArrowDown", "s", "j"),
  arrow("left", "ArrowLeft", "a", "h"),
  arrow("right", "ArrowRight", "d", "l"),
  swipe("up", "ArrowUp", "w", "k"),
  swipe("down", "ArrowDown", "s", "j"),
  swipe("left", "ArrowLeft", "a", "h"),
  swipe("right", "ArrowRight", "d", "l"),
  {
    id: "select",
    group: "move",
    label: "keys.select",
    note: "keys.select.note",
    keys: [key("Enter")],
    action: { does: "button", button: "select" },
  },
  {
    id: "back",
    group: "move",
    label: "keys.back",
    keys: [key("Escape"), key("Backspace"), key("BrowserBack")],
    action: { does: "button", button: "menu" },
  },
  {
    id: "home",
    group: "move",
    label: "keys.home",
    note: "keys.home.note",
    keys: [key("h"), key("Home"), key("BrowserHome")],
    letters: { hjkl: [key("g")] },
    action: { does: "button", button: "home" },
  },
  {
    id: "control-center",
    group: "move",
    label: "keys.controlCenter",
    keys: [shift("h")],
    letters: { hjkl: [shift("g")] },
    action: { does: "control-center" },
  },
  {
    id: "app-switcher",
    group: "move",
    label: "keys.appSwitcher",
    note: "keys.appSwitcher.note",
    keys: [{ key: "Tab", ctrl: true }],
    action: { does: "app-switcher" },
  },
  {
    id: "play-pause",
    group: "play",
    label: "keys.playPause",
    keys: [key(" "), key("MediaPlayPause")],
    action: { does: "button", button: "play-pause" },
  },
  {
    id: "play",
    group: "play",
    label: "keys.play",
    keys: [key("MediaPlay")],
    action: { does: "media", command: "play" },
  },
  {
    id: "pause",
    group: "play",
    label: "keys.pause",
    keys: [key("MediaPause")],
    action: { does: "media", command: "pause" },
  },
  {
    id: "skip-back",
    group: "play",
    label: "keys.skipBack",
    keys: [key("["), key("j")],
    action: { does: "skip", direction: "back" },
  },
  {
    id: "skip-forward",
    group: "play",
    label: "keys.skipForward",
    keys: [key("]"), key("l")],
    action: { does: "skip", direction: "forward" },
  },
  {
    id: "undo-seek",
    group: "play",
    label: "keys.undoSeek",
    keys: [{ key: "z", mod: true }],
    action: { does: "undo-seek" },
  },
  {
    id: "previous",
    group: "play",
    label: "keys.previous",
    keys: [key(","), key("MediaTrackPrevious")],
    action: { does: "media", command: "previous" },
  },
  {
    id: "next",
    group: "play",
    label: "keys.next",
    keys: [key("."), key("MediaTrackNext")],
    action: { does: "media", command: "next" },
  },
  {
    id: "volume-up",
    group: "play",
    label: "keys.volumeUp",
    keys: [key("+"), key("="), key("AudioVolumeUp")],
    action: { does: "volume", direction: "up" },
  },
  {
    id: "volume-down",
    group: "play",
    label: "keys.volumeDown",
    keys: [key("-"), key("AudioVolumeDown")],
    action: { does: "volume", direction: "down" },
  },
  {
    id: "mute",
    group: "play",
    label: "keys.mute",
    keys: [key("m"), key("AudioVolumeMute")],
    action: { does: "mute" },
  },
  {
    id: "now-playing",
    group: "open",
    label: "keys.nowPlaying",
    keys: [key("n")],
    action: { does: "now-playing" },
  },
  {
    id: "full-screen",
    group: "open",
    label: "keys.fullScreen",
    keys: [key("f"), key("F11")],
    action: { does: "full-screen" },
  },
  {
    id: "play-media",
    group: "open",
    label: "keys.playOn",
    keys: [key("o"), { key: "o", mod: true }],
    action: { does: "open", sheet: "play" },
  },
  {
    id: "sound",
    group: "open",
    label: "keys.sound",
    keys: [key("s")],
    letters: { wasd: [key("e")] },
    action: { does: "open", sheet: "sound" },
  },
  {
    id: "text",
    group: "open",
    label: "keys.text",
    keys: [key("k")],
    letters: { hjkl: [key("i")] },
    action: { does: "open", sheet: "text" },
  },
  {
    id: "apps",
    group: "open",
    label: "keys.apps",
    keys: [key("a")],
    letters: { wasd: [key("q")] },
    action: { does: "open", sheet: "apps" },
  },
  {
    id: "power",
    group: "open",
    label: "keys.power",
    note: "keys.power.note",
    keys: [key("p")],
    action: { does: "power" },
  },
  {
    id: "help",
    group: "open",
    label: "keys.help",
    keys: [key("?"), key("F1")],
    action: { does: "open", sheet: "help" },
  },
  {
    id: "hide",
    group: "open",
    label: "keys.hide",
    keys: [{ key: "w", mod: true }],
    action: { does: "hide" },
  },
];
