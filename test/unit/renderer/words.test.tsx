import "../../../src/renderer/features/now-playing/now-playing-panel.tsx";
import "../../../src/renderer/features/sound/sound-card.tsx";
import "../../../src/renderer/features/sound/sound-sheet.tsx";
import { cleanup, fireEvent, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import { NowPlayingWindow } from "../../../src/renderer/features/now-playing/now-playing-window.tsx";
import { PairingWizard } from "../../../src/renderer/features/pairing/pairing-wizard.tsx";
import { RemoteWindow } from "../../../src/renderer/features/remote/remote-window.tsx";
import { SettingsWindow } from "../../../src/renderer/features/settings/settings-window.tsx";
import { TvWindow } from "../../../src/renderer/features/tv/tv-window.tsx";
import type { PlayStage } from "../../../src/renderer/store/play-draft.ts";
import { en } from "../../../src/renderer/words/en.ts";
import { errorWords } from "../../../src/renderer/words/errors.ts";
import { pseudo } from "../../../src/renderer/words/pseudo.ts";
import { itemErrorWords, speakerErrorWords } from "../../../src/renderer/words/sound-errors.ts";
import { createWords, pickWords } from "../../../src/renderer/words/words.ts";
import { type ErrorBody, errorCodes } from "../../../src/shared/errors.ts";
import type { PairingStep } from "../../../src/shared/model/pairing.ts";
import { FakeBridge } from "../../support/renderer/fake-bridge.ts";
import {
  aDevice,
  allFeatures,
  anApp,
  anEpisode,
  anOffer,
  aPairing,
  aRequest,
  aScreen,
  aSession,
  aSong,
  aSoundItem,
  aSoundOffer,
  aSpeaker,
  someDevices,
  someSettings,
  someSound,
} from "../../support/renderer/fixtures.ts";
import { connected, english, stage } from "./stage.tsx";

describe("the words", () => {
  it("have a sentence and something to do for every error", () => {
    for (const code of errorCodes) {
      const { sentence, advice } = errorWords(english, { code, message: "x" }, "Den");
      expect(sentence, code).toMatch(/[.]$/);
      expect(advice, code).toMatch(/[.]$/);
      expect(`${sentence} ${advice}`, code).not.toContain("{");
      expect(`${sentence} ${advice}`, code).not.toContain(
        code === "lost" ? "undefined" : ` ${code} `,
      );
    }
  });

  it("have a sentence and something to do for everything that keeps sound from a speaker", () => {
    for (const error of soundErrors) {
      for (const { sentence, advice } of [
        speakerErrorWords(english, error, "Den"),
        itemErrorWords(english, error),
      ]) {
        const name = JSON.stringify(error);
        expect(sentence, name).toMatch(/[.)]$/);
        expect(advice, name).toMatch(/[.]$/);
        expect(`${sentence} ${advice}`, name).not.toMatch(/[{}]|undefined/);
      }
    }
  });

  it("put the device's own code behind the sentence, never in its place", () => {
    const error = {
      code: "rejected" as const,
      message: "x",
      details: { deviceCode: -6714, deviceDomain: "RPErrorDomain" },
    };
    expect(errorWords(english, error, "Den").sentence).toBe(
      "Den said no. (code RPErrorDomain -6714)",
    );
  });

  it("tell how long a pause is when the device says so", () => {
    const error = { code: "backoff" as const, message: "x", details: { retryAfterS: 30 } };
    expect(errorWords(english, error, "Den").advice).toContain("30 seconds");
    expect(errorWords(english, { code: "backoff", message: "" }, "Den").advice).not.toContain("0 ");
  });

  it("fall back to English for a language that there is no catalogue for", () => {
    expect(pickWords(["tlh", "en-GB"]).language).toBe("en-GB");
    expect(pickWords([])("action.done")).toBe("Done");
  });

  it("keep their places in the pseudo-language", () => {
    const words = createWords("en", pseudo(en));
    expect(words("waiting.again", { seconds: 8 })).toMatch(/^⟦.*8.*⟧$/u);
  });
});

/** Names in these tests stand in brackets too, so that a text without them is one that nobody can translate. */
const named = "⟦Den⟧";
const device = aDevice({
  name: named,
  modelName: "⟦4K⟧",
  osLabel: "⟦tvOS⟧",
  address: "⟦address⟧",
  identifiers: ["⟦id⟧"],
});
/** Numbers, signs, letters on tiles, names on key caps, of protocols and of features. */
const untranslated =
  "kbd, time, .app-tile, .app-mark, .facts, table, .tv-code, .tv-typed, .file-facts, [data-test]";

function unbracketed(container: HTMLElement): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? "";
    const parent = node.parentElement;
    if (parent === null || parent.closest(untranslated) !== null) continue;
    if (/\p{L}/u.test(text) && !/^⟦.*⟧$/su.test(text)) found.push(text);
  }
  for (const element of container.querySelectorAll("[aria-label], [title], [placeholder]")) {
    for (const name of ["aria-label", "title", "placeholder"]) {
      const text = element.getAttribute(name) ?? "";
      if (/\p{L}/u.test(text) && !/^⟦.*⟧/su.test(text)) found.push(`${name}=${text}`);
    }
  }
  return found;
}

const soundErrors: readonly ErrorBody[] = [
  ...errorCodes.map((code) => ({ code, message: "" })),
  { code: "timeout", message: "", details: { subject: "audio-setup" } },
  { code: "unavailable", message: "", details: { subject: "in-use" } },
  { code: "unavailable", message: "", details: { subject: "clock-ports" } },
  { code: "unpaired", message: "", details: { subject: "password" } },
  { code: "unsupported", message: "", details: { subject: "⟦AAC⟧" } },
  { code: "rejected", message: "", details: { deviceCode: 500 } },
  { code: "invalid", message: "", details: { subject: "sound" } },
];

const session = aSession({
  name: named,
  features: allFeatures,
  apps: [{ id: "a", name: "⟦App⟧" }],
  accounts: [{ id: "p", name: "⟦Person⟧" }],
});

function bracketed(change: Partial<typeof session> = {}): FakeBridge {
  const bridge = connected({ ...session, ...change });
  const pod = aDevice({
    id: "pod",
    name: named,
    paired: false,
    unpairable: "no-code",
    osLabel: "",
    modelName: "",
  });
  bridge.answer("devices.snapshot", () =>
    someDevices([device, { ...device, id: "2", paired: false }, pod], { interfaces: ["⟦eth⟧"] }),
  );
  bridge.answer("settings.snapshot", () => someSettings({ probeAddresses: ["⟦host⟧"] }));
  return bridge;
}

async function rendered(content: ReactNode, bridge: FakeBridge, ...keys: string[]) {
  const on = await stage(content, { bridge, words: createWords("en", pseudo(en)) });
  for (const key of keys) await on.key(key);
  await on.pass(6000);
  return on;
}

describe("the pseudo-language finds no text of its own in", () => {
  it.each(["", "a", "?", "p", "m"])("the remote after the key %j", async (key) => {
    const keys = key === "" ? [] : [key];
    const { container } = await rendered(<RemoteWindow />, bracketed(), ...keys);
    expect(unbracketed(container)).toEqual([]);
  });

  it.each(["devices", "more", "power", "text"] as const)("the panel %s", async (sheet) => {
    const { container, shell, pass } = await rendered(<RemoteWindow />, bracketed());
    shell.ui.setState({ sheet });
    await pass(500);
    expect(container.querySelector("dialog")).not.toBeNull();
    expect(unbracketed(container)).toEqual([]);
  });

  const states = [
    { connection: { phase: "offline" } },
    { connection: { phase: "connecting", attempt: 2 } },
    { connection: { phase: "waiting", attempt: 1, cause: "lost", retryAtMs: 2e12 } },
    { connection: { phase: "needs-pairing", cause: "unpaired" } },
    { connection: { phase: "ready", lost: [] }, power: "off" },
    { volume: { control: "none", percent: null } },
    { volume: { control: "absolute", percent: 30 } },
    { keyboard: { focused: true, text: "", secure: true, prompt: "" } },
  ] as const;
  it.each(states.map((state) => [JSON.stringify(state), state] as const))(
    "the remote in the state %s",
    async (_name, state) => {
      const { container } = await rendered(<RemoteWindow />, bracketed(state));
      expect(unbracketed(container)).toEqual([]);
    },
  );

  const item = anEpisode({
    title: "⟦Pop⟧",
    seriesName: "⟦The Bear⟧",
    app: { id: "a", name: "⟦App⟧" },
    audio: { choices: [], selectedId: null, canBeOff: false },
    subtitles: {
      choices: [{ id: "s", name: "⟦English⟧", tag: "en", accessible: true }],
      selectedId: null,
      canBeOff: true,
    },
  });
  const outputs = [{ id: "o", name: "⟦Kitchen⟧", volume: 20, isLeader: true }];
  const items = [
    ["a strip", item],
    ["an app that reports nothing", { ...item, title: null, app: null }],
    ["live television", { ...item, isLive: true, durationS: null }],
    ["a song", { ...aSong(), title: "⟦a⟧", artist: "⟦b⟧", album: "⟦c⟧", app: item.app }],
    ["nothing", null],
  ] as const;

  it.each(items)("the remote and the now-playing window with %s", async (_name, nowPlaying) => {
    const mute = { ...allFeatures, mute: "available" } as const;
    const playing = { nowPlaying, outputs, features: mute };
    const remote = await rendered(<RemoteWindow />, bracketed(playing));
    expect(unbracketed(remote.container)).toEqual([]);
    cleanup();
    const on = await rendered(<NowPlayingWindow />, bracketed(playing));
    for (const opener of on.container.querySelectorAll("[aria-haspopup]")) fireEvent.click(opener);
    await on.pass(0);
    expect(unbracketed(on.container)).toEqual([]);
  });

  it("the remote with something missing", async () => {
    const lost = [{ protocol: "airplay", cause: "unpaired" }] as const;
    const { container } = await rendered(
      <RemoteWindow />,
      bracketed({ connection: { phase: "ready", lost } }),
    );
    expect(unbracketed(container)).toEqual([]);
  });

  it("the remote without a device", async () => {
    const bridge = new FakeBridge();
    bridge.answer("devices.snapshot", () => someDevices([], { interfaces: [] }));
    const { container } = await rendered(<RemoteWindow />, bridge);
    expect(unbracketed(container)).toEqual([]);
  });

  const own = { deviceId: "tv", name: named };
  const steps: readonly PairingStep[] = [
    { step: "idle" },
    { step: "starting", ...own },
    {
      step: "enter-pin",
      second: null,
      ...own,
      protocol: "companion",
      previous: { code: "wrong-pin", message: "" },
    },
    { step: "enter-pin", second: "companion", ...own, protocol: "airplay", previous: null },
    { step: "enter-pin", second: "dmap", ...own, protocol: "airplay", previous: null },
    {
      step: "show-pin",
      ...own,
      protocol: "dmap",
      pin: "4071",
      remoteName: "⟦us⟧",
      previous: { code: "wrong-pin", message: "" },
      untilMs: 2e12,
    },
    {
      step: "failed",
      ...own,
      error: { code: "unpaired", message: "", details: { subject: "password" } },
    },
    { step: "checking", ...own },
    { step: "backing-off", ...own, untilMs: 2e12, error: { code: "backoff", message: "" } },
    {
      step: "paired",
      ...own,
      keptIn: "memory",
      limited: [{ protocol: "airplay", cause: "unpaired" }],
    },
    { step: "failed", ...own, error: { code: "full", message: "" } },
  ];
  it.each(steps.map((step) => [step.step, step] as const))("pairing at %s", async (_name, step) => {
    const bridge = bracketed();
    bridge.answer("pairing.snapshot", () => aPairing(step));
    const { container } = await rendered(<PairingWizard onLeave={() => undefined} />, bridge);
    expect(unbracketed(container)).toEqual([]);
  });

  const playable = { ...device, playsMedia: true, restriction: "password" } as const;
  const offer = anOffer({ name: "⟦film⟧", durationS: 60, bytes: 5 });
  const file = { source: "file", title: "⟦film⟧", offer } as const;
  const stages: readonly PlayStage[] = [
    { at: "choosing" },
    { at: "reading", title: "⟦film⟧" },
    { at: "obstacle", obstacle: { reason: "container", what: "⟦Matroska⟧" } },
    { at: "obstacle", obstacle: { reason: "codec", what: "⟦AV1⟧" } },
    { at: "obstacle", obstacle: { reason: "empty", what: "" } },
    { at: "failed", error: { code: "unpaired", message: "" } },
    { at: "failed", error: { code: "unsupported", message: "", details: { subject: "⟦x⟧ 27" } } },
    { at: "failed", error: { code: "unpaired", message: "", details: { subject: "password" } } },
    { at: "failed", error: { code: "invalid", message: "", details: { subject: "media" } } },
  ];
  it.each(stages.map((stage) => [JSON.stringify(stage), stage] as const))(
    "playing at %s",
    async (_name, stage) => {
      const bridge = bracketed();
      bridge.answer("devices.snapshot", () => someDevices([playable]));
      for (const chosen of [file, null]) {
        const on = await rendered(<RemoteWindow />, bridge);
        on.shell.ui.setState({
          sheet: "play",
          play: { stage, item: chosen, deviceId: "tv", leftOver: 2 },
        });
        await on.pass(500);
        expect(on.container.querySelector("dialog")).not.toBeNull();
        expect(unbracketed(on.container)).toEqual([]);
        cleanup();
      }
    },
  );

  it.each(["file", "link"] as const)(
    "a %s that is on its way, and one that plays",
    async (source) => {
      const on = await rendered(<RemoteWindow />, bracketed());
      const play = { item: file, deviceId: "tv", leftOver: 2 };
      for (const stage of [{ at: "starting" }, { at: "reading", title: "⟦film⟧" }] as const) {
        on.shell.ui.setState({ play: { ...play, stage } });
        await on.pass(0);
        await on.pass(500);
        expect(on.container.querySelector(".banner")).not.toBeNull();
        expect(unbracketed(on.container)).toEqual([]);
      }
      for (const stage of ["starting", "playing"] as const) {
        const stream = { title: "⟦film⟧", source, stage };
        await on.emit("session", { ...session, revision: stage.length * 10, stream });
        await on.pass(500);
        expect(unbracketed(on.container)).toEqual([]);
      }
    },
  );

  it.each(["file", "link"] as const)(
    "a question about a %s, and a target for it",
    async (source) => {
      const bridge = bracketed();
      const request = aRequest({ title: "⟦film⟧", detail: "⟦where⟧", source });
      bridge.answer("app.snapshot", () => anApp({ request }));
      const on = await rendered(<RemoteWindow />, bridge);
      expect(on.container.querySelector("dialog")).not.toBeNull();
      expect(unbracketed(on.container)).toEqual([]);
      await on.emit("app", anApp({ revision: 2 }));
      const dataTransfer = { types: ["Files"], items: [{ kind: "file" }, { kind: "file" }] };
      fireEvent.dragEnter(document.body, { dataTransfer });
      await on.pass(0);
      expect(on.container.querySelector(".drop-target")).not.toBeNull();
      expect(unbracketed(on.container)).toEqual([]);
    },
  );

  const song = aSoundItem({ title: "⟦song⟧", artist: "⟦who⟧", album: "⟦album⟧" });
  const wrong = (error: ErrorBody) => ({
    ...song,
    id: JSON.stringify(error),
    error,
  });
  const speakers = [
    aSpeaker({ deviceId: "tv", name: named, delayMs: -20 }),
    aSpeaker({ deviceId: "2", name: named }),
    aSpeaker({ deviceId: "3", name: named, phase: "joining" }),
    aSpeaker({ deviceId: "4", name: named, phase: "interrupted" }),
    ...soundErrors.map((error, at) =>
      aSpeaker({ deviceId: `e${at}`, name: named, phase: "failed", error }),
    ),
  ];
  it.each(["loading", "playing", "paused", "stalled", "idle"] as const)(
    "the sound that is sent, %s, on the remote and in its panel",
    async (state) => {
      const bridge = bracketed();
      const pod = { ...device, kind: "homepod", playsSound: true } as const;
      bridge.answer("devices.snapshot", () => someDevices([pod]));
      bridge.answer("sound.snapshot", () =>
        someSound({
          state,
          items: [song, ...soundErrors.map(wrong), { ...song, id: "r", durationS: null }],
          currentId: state === "paused" ? "r" : song.id,
          onAir: "⟦air⟧",
          speakers,
          lastError: { code: "malformed", message: "" },
        }),
      );
      const { container, shell, pass } = await rendered(<RemoteWindow />, bridge);
      expect(unbracketed(container)).toEqual([]);
      shell.ui.setState({ sheet: "sound" });
      await pass(500);
      await screen.findByRole("listbox");
      expect(unbracketed(container)).toEqual([]);
      const error = { code: "lost", message: "" } as const;
      shell.ui.setState({ problem: { place: "sound", error } });
      await pass(0);
      expect(unbracketed(container)).toEqual([]);
    },
  );

  it("the panel of sound while nothing is sent, and a speaker of its own", async () => {
    const bridge = bracketed();
    const speaker = { ...device, kind: "homepod", playsSound: true } as const;
    bridge.answer("devices.snapshot", () => someDevices([speaker]));
    const { container, shell, pass } = await rendered(<RemoteWindow />, bridge);
    await screen.findByRole("heading", { level: 1 });
    expect(unbracketed(container)).toEqual([]);
    shell.ui.setState({ sheet: "sound" });
    await pass(500);
    expect(container.querySelector(".sound-empty")).not.toBeNull();
    expect(unbracketed(container)).toEqual([]);
  });

  it("songs that are chosen, beside a queue", async () => {
    const bridge = bracketed();
    const speaker = { ...device, playsSound: true, playsMedia: true };
    bridge.answer("devices.snapshot", () => someDevices([speaker]));
    bridge.answer("sound.snapshot", () => someSound({ items: [song], speakers }));
    const { container, shell, pass } = await rendered(<RemoteWindow />, bridge);
    const offers = [aSoundOffer(), aSoundOffer({ id: "2" })];
    const songs = { source: "sound", title: "⟦song⟧", offers } as const;
    const link = { source: "link", title: "⟦x⟧", url: "http://a.example/", asSound: true } as const;
    for (const item of [songs, link]) {
      const draft = { item, deviceId: "tv", leftOver: 1, notOn: "tv" };
      for (const stage of [{ at: "choosing" }, { at: "starting" }] as const) {
        const sheet = stage.at === "choosing" ? "play" : null;
        shell.ui.setState({ sheet, play: { ...draft, stage } });
        await pass(500);
        expect(unbracketed(container)).toEqual([]);
      }
    }
  });

  it("the page for a password", async () => {
    const bridge = bracketed();
    bridge.answer("devices.snapshot", () => someDevices([playable]));
    const on = await rendered(<RemoteWindow />, bridge);
    on.shell.ui.setState({ sheet: "password" });
    await on.pass(0);
    expect(on.container.querySelector("input[type=password]")).not.toBeNull();
    expect(unbracketed(on.container)).toEqual([]);
  });

  it("the settings", async () => {
    const bridge = bracketed();
    bridge.answer("app.snapshot", () =>
      anApp({
        version: "1",
        keychain: { kind: "memory", cause: { code: "locked", message: "" } },
        settingsProblem: { code: "storage", message: "⟦why⟧" },
        developmentRuntime: true,
        sandboxed: false,
      }),
    );
    const on = await rendered(<SettingsWindow />, bridge);
    const [details] = screen.getAllByRole("button", { expanded: false });
    if (details !== undefined) fireEvent.click(details);
    await on.pass(0);
    expect(on.container.querySelector(".details")).not.toBeNull();
    expect(unbracketed(on.container)).toEqual([]);
  });

  it.each(["home", "app", "control-center", "screensaver", "app-switcher"] as const)(
    "the television's %s",
    async (view) => {
      const bridge = new FakeBridge();
      const app = { id: "a", name: "⟦App⟧" };
      bridge.answer("app.snapshot", () => anApp({ builtInTv: { running: true } }));
      bridge.answer("tv.snapshot", () =>
        aScreen({ name: named, view, apps: [app], openApp: app, account: "x", pin: "4071" }),
      );
      const { container } = await rendered(<TvWindow />, bridge);
      expect(container.textContent).toContain("4071");
      expect(unbracketed(container)).toEqual([]);
    },
  );
});
