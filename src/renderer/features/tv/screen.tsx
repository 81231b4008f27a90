import { Moon, Pause, Play, UserRound, Volume2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { TvScreen } from "../../../shared/model/tv-screen.ts";
import { useClock } from "../../clock.ts";
import { useWords } from "../../words/words.ts";
import { initialsOf, tintOf } from "../apps/arrange-apps.ts";

/** How long the volume stays on the screen after it changed. */
const HUD_MS = 1500;

/** What is on the screen, with what lies over it: volume, keyboard, code. */
export function Screen({ screen }: { readonly screen: TvScreen }) {
  const words = useWords();
  const asleep = screen.power === "asleep";
  return (
    <div className="tv-screen" data-view={asleep ? "asleep" : screen.view}>
      {asleep ? (
        <p className="tv-asleep">
          <Moon aria-hidden="true" />
          {words("tv.asleep")}
        </p>
      ) : (
        <View screen={screen} />
      )}
      {!asleep && screen.keyboard !== null && <TvKeyboard keyboard={screen.keyboard} />}
      {!asleep && <VolumeHud percent={screen.volumePercent} />}
      {screen.pin !== null && <Pin pin={screen.pin} />}
    </div>
  );
}

function View({ screen }: { readonly screen: TvScreen }) {
  const words = useWords();
  switch (screen.view) {
    case "home":
      return <Home screen={screen} />;
    case "app":
      return <OpenApp screen={screen} />;
    case "control-center":
      return (
        <>
          <Home screen={screen} />
          <aside className="tv-control-center">
            <h2>{words("tv.controlCenter")}</h2>
            <p>
              <UserRound aria-hidden="true" />
              {words("tv.account", { account: screen.account })}
            </p>
            <p>
              <Volume2 aria-hidden="true" />
              {words("tv.volume", { percent: screen.volumePercent })}
            </p>
          </aside>
        </>
      );
    case "screensaver":
      return <p className="tv-screensaver">{words("tv.screensaver")}</p>;
    case "app-switcher":
      return (
        <div className="tv-switcher">
          <h2>{words("tv.appSwitcher")}</h2>
          <div className="tv-cards">
            {screen.apps.slice(0, 4).map((app) => (
              <TvTile key={app.id} app={app} focused={app.id === screen.openApp?.id} />
            ))}
          </div>
        </div>
      );
  }
}

function Home({ screen }: { readonly screen: TvScreen }) {
  const focused = useRef<HTMLDivElement>(null);
  const { apps, focus, name } = screen;
  useEffect(() => {
    if (focus >= 0) focused.current?.scrollIntoView?.({ block: "nearest" });
  }, [focus]);
  return (
    <div className="tv-home">
      <h1 className="tv-name">{name}</h1>
      <div className="tv-grid">
        {apps.map((app, index) => (
          <div key={app.id} className="tv-cell" ref={index === focus ? focused : null}>
            <TvTile app={app} focused={index === focus && screen.view === "home"} />
          </div>
        ))}
      </div>
    </div>
  );
}

interface TvTileProps {
  readonly app: TvScreen["apps"][number];
  readonly focused: boolean;
}

function TvTile({ app, focused }: TvTileProps) {
  return (
    <div
      className="tv-tile"
      data-focused={focused || undefined}
      aria-current={focused || undefined}
    >
      <span className="app-tile" data-tint={tintOf(app.id)} aria-hidden="true">
        {initialsOf(app.name)}
      </span>
      <span className="tv-tile-name">{app.name}</span>
    </div>
  );
}

function OpenApp({ screen }: { readonly screen: TvScreen }) {
  const words = useWords();
  const { openApp: app, title } = screen;
  if (app === null) return null;
  const Icon = screen.playing ? Play : Pause;
  return (
    <div className="tv-app" data-tint={tintOf(app.id)}>
      <span className="app-tile" data-tint={tintOf(app.id)} aria-hidden="true">
        {initialsOf(app.name)}
      </span>
      <h1>{words("tv.open", { app: app.name })}</h1>
      {title !== null && (
        <p className="tv-title">
          <bdi>{title}</bdi>
        </p>
      )}
      <p>
        <Icon aria-hidden="true" />
        {words(screen.playing ? "tv.playing" : "tv.paused")}
      </p>
    </div>
  );
}

function TvKeyboard({ keyboard }: { readonly keyboard: NonNullable<TvScreen["keyboard"]> }) {
  const words = useWords();
  const { prompt, secure, text } = keyboard;
  return (
    <section className="tv-keyboard">
      <h2>{prompt === "" ? words("tv.typing") : prompt}</h2>
      <p className="tv-typed">
        {secure ? "•".repeat([...text].length) : text}
        <i className="tv-caret" />
      </p>
    </section>
  );
}

function Pin({ pin }: { readonly pin: string }) {
  const words = useWords();
  return (
    <section className="tv-pin">
      <h2>{words("tv.pin")}</h2>
      <p className="tv-code">{pin}</p>
    </section>
  );
}

/** Shows itself when the volume changes and leaves by itself. */
function VolumeHud({ percent }: { readonly percent: number }) {
  const words = useWords();
  const clock = useClock();
  const [shown, setShown] = useState(false);
  const before = useRef(percent);
  useEffect(() => {
    if (before.current === percent) return undefined;
    before.current = percent;
    setShown(true);
    return clock.after(HUD_MS, () => setShown(false));
  }, [clock, percent]);
  if (!shown) return null;
  return (
    <div className="tv-volume">
      <Volume2 aria-hidden="true" />
      <meter min={0} max={100} value={percent} aria-label={words("tv.volume", { percent })} />
    </div>
  );
}
