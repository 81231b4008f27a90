/** What the built-in Apple TV's own small screen shows. Plain data, whole each time. */
export interface TvScreen {
  readonly revision: number;
  readonly name: string;
  readonly power: "on" | "asleep";
  readonly view: "home" | "app" | "control-center" | "screensaver" | "app-switcher";
  readonly apps: readonly { readonly id: string; readonly name: string }[];
  /** Index into `apps` while on the home screen. */
  readonly focus: number;
  readonly openApp: { readonly id: string; readonly name: string } | null;
  readonly playing: boolean;
  /** Of what the open app plays, sound that a computer sends too; null: it does not say. */
  readonly title: string | null;
  readonly keyboard: {
    readonly text: string;
    readonly secure: boolean;
    readonly prompt: string;
  } | null;
  /** The code on the screen while somebody pairs. */
  readonly pin: string | null;
  readonly volumePercent: number;
  readonly account: string;
  /** The last thing a remote did, such as "up" or "launch com.netflix.Netflix". */
  readonly lastInput: string;
  readonly controllers: number;
  /** Settings, General, Remotes: of an older Apple TV, and open; otherwise null. */
  readonly remotes: TvRemotes | null;
}

/** Remotes that ask an Apple TV to be let in, each by the code that it shows itself. */
export interface TvRemotes {
  /** The Apple TV that they ask: not always the one whose screen this is. */
  readonly tv: string;
  readonly seen: readonly { readonly id: string; readonly name: string }[];
  /** What came of the code that was typed last. */
  readonly outcome: "none" | "calling" | "paired" | "refused" | "unreachable";
}
