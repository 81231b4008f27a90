import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { RemoteError } from "../../../src/shared/errors.ts";
import type { FileOffer } from "../../../src/shared/model/media.ts";
import type { NowPlaying } from "../../../src/shared/model/now-playing.ts";
import type { SessionSnapshot } from "../../../src/shared/model/session.ts";
import { CliRun, ScriptedService, session, summary } from "../../support/cli-world.ts";
import { settle } from "../../support/manual-clock.ts";

const film: FileOffer = {
  id: "offer-1",
  name: "film.mp4",
  bytes: 1,
  mimeType: "video/mp4",
  kind: "video",
  durationS: 90,
  obstacle: null,
};
const stream = { title: "film.mp4", source: "file", stage: "playing" } as const;

/** A device that plays what it is told to. */
function room(offer: FileOffer = film, refusal?: RemoteError) {
  const service = new ScriptedService([summary()], {
    "media.offerFile": async () => offer,
    "media.play": async () => {
      if (refusal) throw refusal;
      show({ stream });
    },
    "media.stop": async () => show({ stream: null }),
  });
  const run = new CliRun(service);
  let revision = 1;
  const show = (change: Partial<SessionSnapshot>) => {
    revision += 1;
    service.session = session({ ...service.session, ...change, revision });
    service.emit("session", service.session);
  };
  const at = (seconds: number): NowPlaying =>
    ({
      state: "playing",
      durationS: 90,
      position: { seconds, wallMs: run.clock.wallMs(), rate: 1 },
    }) as NowPlaying;
  /** The device comes to its end. */
  const end = async (change: Partial<SessionSnapshot> = {}) => {
    show({ stream: null, nowPlaying: null, ...change });
    await settle();
    await run.clock.advance(1000);
  };
  return { run, service, show, at, end };
}

describe("play-url", () => {
  it("plays a file, shows how far it is, and ends with it", async () => {
    const { run, service, show, at, end } = room();
    const status = run.start("play-url", "some/film.mp4", "--at", "0:30");
    await settle();
    show({ nowPlaying: at(31) });
    await run.clock.advance(2000);
    expect(service.called("media.")).toEqual([
      ["media.offerFile", resolve("some/film.mp4")],
      ["media.play", "tv-1", { offer: "offer-1" }, 30],
    ]);
    expect(run.progress).toContain("playing, 0:33 of 1:30");
    await end();
    expect(await status).toBe(0);
    expect(run.out).toEqual(["Playing film.mp4 on Living Room.", "Ended at 0:33."]);
    expect(run.progress.at(-1)).toBe("");
    expect(service.listenerCount).toBe(0);
    expect(service.called("media.stop")).toEqual([]);
  });

  it("plays an address as it is, and tells the end as JSON", async () => {
    const { run, service, end } = room();
    const url = "https://example.org/a%20b.m3u8?x=1";
    const status = run.start("play-url", url, "--json");
    await settle();
    expect(service.called("media.play")).toEqual([["media.play", "tv-1", { url }, 0]]);
    await end();
    expect(await status).toBe(0);
    expect(run.out.map((line) => JSON.parse(line))).toEqual([
      { device: "tv-1", title: "film.mp4", positionS: null, durationS: null },
    ]);
  });

  it("takes the address of a file for the file, and no other kind of address", async () => {
    const { run, service } = room();
    void run.start("play-url", "file:///tmp/a%20b.mp4");
    await settle();
    expect(service.called("media.offerFile")).toEqual([["media.offerFile", "/tmp/a b.mp4"]]);
    expect(await room().run.run("play-url", "ftp://example.org/film.mp4")).toBe(2);
  });

  it("stops it on the device when it is interrupted", async () => {
    const { run, service } = room();
    const status = run.start("play-url", "film.mp4");
    await settle();
    run.interrupt();
    expect(await status).toBe(130);
    expect(service.called("media.stop")).toEqual([["media.stop", "tv-1"]]);
  });

  it("does not send what an Apple TV does not play, unless it must", async () => {
    const obstacle = { reason: "container", what: "Matroska" } as const;
    const said = "An Apple TV does not play Matroska (film.mp4); --force tries all the same.";
    const first = room({ ...film, obstacle });
    expect(await first.run.run("play-url", "film.mkv")).toBe(2);
    expect(first.run.err).toEqual([said]);
    expect(first.service.called("media.play")).toEqual([]);
    const second = room({ ...film, obstacle });
    const status = second.run.start("play-url", "film.mkv", "--force");
    await settle();
    await second.end();
    expect([await status, second.run.err]).toEqual([0, [said]]);
  });

  it.each([
    [new RemoteError("rejected", "", { deviceCode: 404 }), 6, "The device refused (its code 404)."],
    [new RemoteError("unsupported", ""), 6, "The device does not do that."],
    [
      new RemoteError("unsupported", "", { subject: "tvOS 27" }),
      6,
      "tvOS 27 plays nothing that is sent to it in a way that this program knows.",
    ],
    [
      new RemoteError("unpaired", "", { subject: "password" }),
      4,
      'The device asks for a password, and the one that it was given was missing or wrong; run "password set".',
    ],
  ] as const)("says why the device did not take it", async (refusal, status, sentence) => {
    const { run } = room(film, refusal);
    expect(await run.run("play-url", "film.mp4")).toBe(status);
    expect(run.err).toEqual([sentence]);
  });

  it("says why it ended when that was no ordinary end", async () => {
    const { run, end } = room();
    const status = run.start("play-url", "film.mp4");
    await settle();
    await end({ lastError: { code: "rejected", message: "", details: { deviceCode: 500 } } });
    expect(await status).toBe(6);
    expect(run.err).toEqual(["The device refused (its code 500)."]);
  });

  it("starts at no time that is not one", async () => {
    expect(await room().run.run("play-url", "film.mp4", "--at", "+10")).toBe(2);
    expect(await room().run.run("play-url", "film.mp4", "--at", "soon")).toBe(2);
  });
});

describe("stop", () => {
  it("ends what was sent to the device", async () => {
    const { run, service, show } = room();
    show({ stream });
    expect(await run.run("stop")).toBe(0);
    expect(run.out).toEqual(["Stopped film.mp4."]);
    expect(service.called("media.stop")).toEqual([["media.stop", "tv-1"]]);
  });

  it("is no error when nothing plays", async () => {
    const { run } = room();
    expect(await run.run("stop", "--json")).toBe(0);
    expect(JSON.parse(run.out[0] ?? "")).toEqual({ device: "tv-1", stopped: null });
  });
});
