import { describe, expect, it } from "vitest";
import { appOfLink, SEARCH_APP, tvApps } from "../../../src/main/virtual-tv/tv-apps.ts";
import type { TvInput } from "../../../src/main/virtual-tv/tv-input.ts";
import { apply } from "../../../src/main/virtual-tv/tv-reducer.ts";
import {
  attentionOf,
  initialState,
  mediaFlagsOf,
  type TvState,
  toScreen,
} from "../../../src/main/virtual-tv/tv-state.ts";
import type { Button, PressAction } from "../../../src/shared/model/buttons.ts";

const fresh = initialState("Living Room");
const tvAfter = (...inputs: TvInput[]) => inputs.reduce(apply, fresh);
const press = (button: Button, action: PressAction = "tap"): TvInput => ({
  kind: "button",
  button,
  action,
});
const app = (id: string) => {
  const found = tvApps.find((entry) => entry.id === id);
  if (!found) throw new Error(`no app ${id}`);
  return found;
};
const launch = (id: string): TvInput => ({ kind: "launch", app: app(id) });
const ask = (secure = false): TvInput => ({
  kind: "ask-text",
  field: { prompt: "Password", secure, text: "" },
});
const type = (text: string, session = 1): TvInput => ({ kind: "insert-text", session, text });

describe("the home screen", () => {
  it("moves the focus by rows and columns and stops at the edges", () => {
    expect(tvAfter(press("right"), press("right"), press("down")).focus).toBe(8);
    expect(tvAfter(press("left")).focus).toBe(0);
    expect(tvAfter(press("up")).focus).toBe(0);
  });

  it("does not move from the end of a row to the next one", () => {
    const right = Array.from({ length: 8 }, () => press("right"));
    expect(tvAfter(...right).focus).toBe(5);
  });

  it("opens what has the focus, and back returns to the same place", () => {
    const opened = tvAfter(press("right"), press("select"));
    expect(opened.openApp).toEqual(tvApps[1]);
    expect(opened.view).toBe("app");
    const back = apply(opened, press("menu"));
    expect([back.view, back.openApp, back.focus]).toEqual(["home", null, 1]);
  });

  it("goes to the first app when back is pressed on it", () => {
    expect(tvAfter(press("right"), press("menu")).focus).toBe(0);
  });
});

describe("home, held and twice", () => {
  it("opens the control centre when home is held, and back closes it", () => {
    const held = tvAfter(launch("com.netflix.Netflix"), press("home", "hold"));
    expect(held.view).toBe("control-center");
    expect(apply(held, press("menu")).view).toBe("app");
  });

  it("opens the app switcher when home is pressed twice", () => {
    const twice = tvAfter(
      launch("com.netflix.Netflix"),
      launch("com.apple.TVMusic"),
      press("home"),
      press("home", "double"),
    );
    expect(twice.view).toBe("app-switcher");
    const chosen = apply(apply(twice, press("right")), press("select"));
    expect(chosen.openApp?.id).toBe("com.netflix.Netflix");
  });

  it("takes a double tap of an arrow as the two taps that it was", () => {
    expect(tvAfter(press("right"), press("right"), press("right", "double")).focus).toBe(2);
  });

  it("says the last input in words", () => {
    expect(tvAfter(press("up")).lastInput).toBe("up");
    expect(tvAfter(press("home", "hold")).lastInput).toBe("hold home");
    expect(tvAfter(launch("com.netflix.Netflix")).lastInput).toBe("launch com.netflix.Netflix");
  });
});

describe("text", () => {
  it("asks for text when the search app opens", () => {
    expect(tvAfter(launch(SEARCH_APP)).keyboard).toMatchObject({ prompt: "Search", secure: false });
  });

  it("takes text for the field that is shown and none for a former one", () => {
    expect(tvAfter(ask(), type("ab"), type("c")).keyboard?.text).toBe("abc");
    expect(tvAfter(ask(), ask(), type("late", 1)).keyboard?.text).toBe("");
    expect(tvAfter(ask(), ask(), type("now", 2)).keyboard?.text).toBe("now");
  });

  it("clears, and closes on back", () => {
    const typed = tvAfter(ask(), type("abc"), { kind: "clear-text", session: 1 });
    expect(typed.keyboard?.text).toBe("");
    expect(apply(typed, press("menu")).keyboard).toBeNull();
  });

  it("shows a password as dots and never says it", () => {
    const state = tvAfter(ask(true), type("hunter2"));
    expect(JSON.stringify(toScreen(state, 1))).not.toContain("hunter2");
    expect(toScreen(state, 1).keyboard?.text).toBe("•••••••");
  });
});

describe("power", () => {
  it("closes everything when it falls asleep, and pauses", () => {
    const state = tvAfter(
      { kind: "start-playing", app: app("com.apple.TVWatchList"), durationS: 100 },
      ask(),
      { kind: "sleep" },
    );
    expect(state).toMatchObject({ power: "asleep", view: "home", openApp: null, keyboard: null });
    expect(state.player?.playing).toBe(false);
  });

  it("wakes by home, back and select, and by nothing else", () => {
    const asleep = tvAfter({ kind: "sleep" });
    expect(apply(asleep, press("up")).power).toBe("asleep");
    expect(apply(asleep, press("volume-up")).volume.percent).toBe(50);
    for (const button of ["home", "menu", "select"] as const) {
      expect(apply(asleep, press(button)).power).toBe("on");
    }
  });

  it("tells asleep, screen saver and awake apart (CO-08)", () => {
    expect(attentionOf(tvAfter({ kind: "sleep" }))).toBe(1);
    expect(attentionOf(tvAfter(press("screensaver")))).toBe(2);
    expect(attentionOf(fresh)).toBe(3);
  });

  it("ends the screen saver with the first press, which does nothing else", () => {
    const state = tvAfter(press("right"), press("screensaver"), press("right"));
    expect([state.view, state.focus]).toEqual(["home", 1]);
  });
});

describe("playing and volume", () => {
  const playing = tvAfter({
    kind: "start-playing",
    app: app("com.apple.TVWatchList"),
    durationS: 100,
  });

  it("announces what can be controlled by the flags of real devices (CO-12)", () => {
    expect(mediaFlagsOf(fresh)).toBe(0x100);
    expect(mediaFlagsOf(playing) & 0x733).toBe(0x733);
    expect(mediaFlagsOf(tvAfter({ kind: "volume-mode", mode: "relative", percent: 50 }))).toBe(0);
  });

  it("skips within what it plays (CO-11)", () => {
    const skipped = (...seconds: number[]) =>
      seconds.reduce<TvState>((state, by) => apply(state, { kind: "skip", seconds: by }), playing);
    expect(skipped(30).player?.positionS).toBe(30);
    expect(skipped(30, -90).player?.positionS).toBe(0);
    expect(skipped(1000).player?.positionS).toBe(100);
  });

  it("toggles with play/pause", () => {
    expect(apply(playing, press("play-pause")).player?.playing).toBe(false);
  });

  it("steps the volume by sixteenths, between nothing and everything", () => {
    expect(tvAfter(press("volume-up")).volume.percent).toBe(56.25);
    const down = Array.from({ length: 20 }, () => press("volume-down"));
    expect(tvAfter(...down).volume.percent).toBe(0);
  });

  it("leaves the volume alone when it cannot change it", () => {
    const none: TvInput = { kind: "volume-mode", mode: "none", percent: 50 };
    expect(tvAfter(none, press("volume-up")).volume.percent).toBe(50);
    expect(tvAfter(none, { kind: "volume", percent: 10 }).volume.percent).toBe(50);
  });
});

describe("links", () => {
  it("open the app that is installed for them", () => {
    expect(appOfLink(tvApps, "https://www.netflix.com/title/1")?.name).toBe("Netflix");
    expect(appOfLink(tvApps, "YouTube://watch?v=1")?.name).toBe("YouTube");
    expect(appOfLink(tvApps, "https://example.com/")).toBeUndefined();
  });
});
