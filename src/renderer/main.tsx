import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/sheets.css";
import "./styles/remote.css";
import "./styles/disc.css";
import "./styles/strip.css";
import "./styles/beside.css";
import "./styles/hints.css";
import "./styles/pairing.css";
import "./styles/play.css";
import "./styles/sound.css";
import "./styles/sound-outside.css";
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import type { WindowName } from "../shared/ipc/contract.ts";
import { App } from "./app.tsx";
import { systemClock } from "./clock.ts";
import { PairingWindow } from "./features/pairing/pairing-window.tsx";
import { RemoteWindow } from "./features/remote/remote-window.tsx";
import { followMediaSession } from "./follow-media-session.ts";
import { createShell, type Shell } from "./shell.ts";
import { type FactName, follow } from "./store/facts.ts";
import { followSession } from "./store/follow-session.ts";
import { followTheme } from "./theme.ts";
import { windowNameOf } from "./window-name.ts";
import { pickWords } from "./words/words.ts";

const followed: Readonly<Record<WindowName, readonly FactName[]>> = {
  remote: ["settings", "devices", "app", "pairing", "sound"],
  pairing: ["settings", "devices", "app", "pairing"],
  settings: ["settings", "devices", "app"],
  "now-playing": ["settings", "devices", "app", "sound"],
  tv: ["settings", "app", "tv"],
};

/** The rarer windows come as files of their own, so that the remote starts with less. */
async function windowOf(name: WindowName): Promise<ReactNode> {
  switch (name) {
    case "remote":
      return <RemoteWindow />;
    case "pairing":
      return <PairingWindow />;
    case "settings": {
      const { SettingsWindow } = await import("./features/settings/settings-window.tsx");
      return <SettingsWindow />;
    }
    case "now-playing": {
      const { NowPlayingWindow } = await import("./features/now-playing/now-playing-window.tsx");
      return <NowPlayingWindow />;
    }
    case "tv": {
      const { TvWindow } = await import("./features/tv/tv-window.tsx");
      return <TvWindow />;
    }
  }
}

function begin(shell: Shell, name: WindowName): void {
  follow(shell.api, shell.facts, followed[name]);
  if (name === "remote" || name === "now-playing") followSession(shell.api, shell.facts);
  followTheme(shell.facts, window);
  // One window speaks for all; the remote is the one that stays.
  if (name === "remote")
    followMediaSession({ ...shell, clock: systemClock, session: navigator.mediaSession });
}

async function start(): Promise<void> {
  const bridge = window.armchair;
  const root = document.getElementById("root");
  if (bridge === undefined || root === null) throw new Error("not inside Armchair");
  const name = windowNameOf(window.location);
  const words = pickWords(navigator.languages);
  const shell = createShell(bridge, systemClock);
  document.documentElement.lang = words.language;
  document.documentElement.dir = words.direction;
  document.documentElement.dataset["window"] = name;
  begin(shell, name);
  const content = await windowOf(name);
  createRoot(root).render(
    <App shell={shell} clock={systemClock} words={words}>
      {content}
    </App>,
  );
}

void start();
