import { describe, expect, it } from "vitest";
import {
  decodeLanguageOption,
  type MrpContentItem,
  type MrpMessage,
} from "../../../src/main/wire/mrp/message.ts";
import { Command, PlaybackState } from "../../../src/main/wire/mrp/numbers.ts";
import { settle } from "../../support/manual-clock.ts";
import { activeApp, playing, setState } from "../../support/mrp-messages.ts";
import { mrpWorld } from "../../support/mrp-world.ts";

describe("languages (pyatv issue 720)", () => {
  const legible = "AVMediaCharacteristicLegible";
  const english = { type: 0, languageTag: "en", displayName: "English", identifier: "a-en" };
  const german = { type: 0, languageTag: "de", displayName: "German", identifier: "a-de" };
  const off = { type: 1, languageTag: "__NONE__", displayName: "Off" };
  const auto = { type: 1, languageTag: "__AUTO__", displayName: "Auto" };
  const danish = { type: 1, languageTag: "da", displayName: "Danish", characteristics: [legible] };
  const sdh = {
    type: 1,
    languageTag: "en",
    displayName: "English SDH",
    characteristics: ["public.accessibility.transcribes-spoken-dialog"],
  };
  const forced = { type: 1, languageTag: "en", characteristics: ["public.subtitles.forced-only"] };

  function film(current: MrpContentItem["currentLanguageOptions"]): MrpMessage {
    const item: MrpContentItem = {
      identifier: "item-1",
      availableLanguageOptions: [
        { languageOptions: [english, german], defaultLanguageOption: english },
        { allowEmptySelection: true, languageOptions: [auto, danish, sdh, forced] },
      ],
      currentLanguageOptions: current ?? [],
    };
    return { type: 4, setState: { playbackQueue: { location: 0, contentItems: [item] } } };
  }

  const playingFilm = playing({ title: "A film", languageOptionsAvailable: true });

  it("are asked for once an item, when the device only says that there are some", async () => {
    const { session, state } = mrpWorld();
    session.answer = () => film([english]);
    session.push(...playingFilm);
    await settle();
    expect(session.requests).toMatchObject([
      { playbackQueueRequest: { location: 0, length: 1, includeLanguageOptions: true } },
    ]);
    expect(state().nowPlaying?.audio).toEqual({
      choices: [
        { id: "a-en", name: "English", tag: "en", accessible: false },
        { id: "a-de", name: "German", tag: "de", accessible: false },
      ],
      selectedId: "a-en",
      canBeOff: false,
    });
    expect(state().nowPlaying?.subtitles).toMatchObject({
      choices: [
        { name: "Auto", tag: "", accessible: false },
        { name: "Danish", tag: "da", accessible: false },
        { name: "English SDH", tag: "en", accessible: true },
      ],
      selectedId: null,
      canBeOff: true,
    });
    expect(state().nowPlaying?.title).toBe("A film");
    session.push(...playingFilm);
    await settle();
    expect(session.requests).toHaveLength(1);
  });

  it("are not asked for again when the device has no answer", async () => {
    const { session } = mrpWorld();
    session.push(...playingFilm);
    await settle();
    session.push(...playingFilm);
    await settle();
    expect(session.requests).toHaveLength(1);
    const next = { identifier: "item-2", metadata: { languageOptionsAvailable: true } };
    session.push(setState({ items: [next] }));
    await settle();
    expect(session.requests).toHaveLength(2);
  });

  it("are asked for again when an item comes back after another one", async () => {
    const { session } = mrpWorld();
    session.push(...playingFilm);
    await settle();
    session.push(setState({ items: [{ identifier: "item-2", metadata: { title: "Another" } }] }));
    await settle();
    expect(session.requests).toHaveLength(1);
    session.push(...playingFilm);
    await settle();
    expect(session.requests).toHaveLength(2);
  });

  it("are not asked for when they were pushed", async () => {
    const { session, state } = mrpWorld();
    const pushed = film([danish]).setState?.playbackQueue?.contentItems?.[0];
    const metadata = { languageOptionsAvailable: true };
    session.push(
      activeApp("com.example.films", "Films"),
      setState({ playbackState: 1, items: [{ ...pushed, metadata }] }),
    );
    await settle();
    expect(session.requests).toEqual([]);
    expect(state().nowPlaying?.subtitles?.selectedId).toBe("da:Danish");
  });

  it("are chosen by the very option, and looked at again afterwards", async () => {
    const { session, operations, state, commands } = mrpWorld();
    session.answer = () => film([english]);
    session.push(...playingFilm);
    await settle();
    expect(state().features["select-audio"]).toBe("unknown");
    session.answer = (request) =>
      request.sendCommand ? { type: 2, sendCommandResult: {} } : film([german, danish]);
    await operations.selectAudio("a-de");
    expect(commands()).toMatchObject([{ command: Command.EnableLanguageOption }]);
    const sent = commands()[0]?.options?.languageOption ?? new Uint8Array();
    expect(decodeLanguageOption(sent)).toMatchObject(german);
    expect(state().nowPlaying?.audio?.selectedId).toBe("a-de");
    const before = commands().length;
    await operations.selectSubtitles(null);
    const disabled = commands()[before];
    expect(disabled?.command).toBe(Command.DisableLanguageOption);
    expect(decodeLanguageOption(disabled?.options?.languageOption ?? sent)).toMatchObject(danish);
  });

  it("are switched off by the app's own choice for that, where it lists one", async () => {
    const { session, operations, commands, state } = mrpWorld();
    const item = {
      identifier: "item-1",
      metadata: { title: "A" },
      availableLanguageOptions: [{ languageOptions: [off, danish] }],
      currentLanguageOptions: [danish],
    };
    session.push(...playing({}, { items: [item] }));
    expect(state().nowPlaying?.subtitles).toMatchObject({
      choices: [{ tag: "da" }],
      canBeOff: true,
    });
    await operations.selectSubtitles(null);
    expect(commands()[0]?.command).toBe(Command.EnableLanguageOption);
    const sent = commands()[0]?.options?.languageOption ?? new Uint8Array();
    expect(decodeLanguageOption(sent).languageTag).toBe("__NONE__");
  });

  it("are refused when there is no such choice, or when the device says no", async () => {
    const { session, operations, state } = mrpWorld();
    const missing = { code: "not-found" };
    await expect(operations.selectAudio("a-en")).rejects.toMatchObject(missing);
    await operations.selectSubtitles(null);
    expect(session.sent).toEqual([]);
    expect(state().features["select-subtitles"]).toBe("unavailable");
    session.answer = () => film([]);
    session.push(...playingFilm);
    await settle();
    session.answer = () => ({ type: 2, sendCommandResult: { sendError: 10 } });
    await expect(operations.selectAudio("a-de")).rejects.toMatchObject({ code: "rejected" });
  });
});

describe("the name of an app (pyatv issue 605)", () => {
  it("is asked for once when the device leaves it out", async () => {
    const { session, state } = mrpWorld();
    const client = { bundleIdentifier: "com.example.films", displayName: "Films" };
    session.answer = () => ({
      type: 4,
      setState: { playbackQueue: { resolvedPlayerPath: { client } } },
    });
    session.push(
      activeApp(),
      setState({ playbackState: 1, items: [{ metadata: { title: "A" } }] }),
    );
    await settle();
    expect(state().nowPlaying).toMatchObject({ app: { name: "Films" }, title: "A" });
    session.push(setState({ playbackState: PlaybackState.Paused }));
    await settle();
    expect(session.requests).toHaveLength(1);
  });
});
