import { afterEach, describe, expect, it } from "vitest";
import { Secret } from "../../../src/main/runtime/secret.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import { settle } from "../../support/manual-clock.ts";
import { oldTv, oldTvWorld } from "../../support/old-tv.ts";

const LINK = { url: "http://user:pw@example.org/films/A%20film.mp4?token=hush" };
const FILE = { offer: "film" };
const SERVED = "http://10.0.0.1:1234/secret/film.mp4";
const guid = () =>
  ({ kind: "dmap", login: "pairing-guid", id: new Secret("0x0000000000000001") }) as const;

/** An Apple TV 3 that is paired with; `connected` when it is. */
async function paired() {
  const made = oldTvWorld({ paired: true });
  await made.credentials.set("AA:BB", { dmap: guid() });
  const shown = () => made.session.snapshot.value;
  const play = (source: typeof LINK | typeof FILE, startS = 0) =>
    made.hub.play("AA:BB", source, startS);
  return { ...made, shown, play };
}

/** What became of a promise, without waiting for it. */
function outcome(promise: Promise<unknown>) {
  const seen = { value: "pending" };
  promise.then(
    () => {
      seen.value = "done";
    },
    (error) => {
      seen.value = error.code ?? String(error);
    },
  );
  return seen;
}

let made: Awaited<ReturnType<typeof paired>>;
afterEach(async () => {
  await made.hub.close();
  expect(made.clock.armedTimers).toBe(0);
  expect(made.files.serving.size, "nothing is served any more").toBe(0);
  expect(made.files.isClosed).toBe(true);
});

describe("playing on a device", () => {
  it("IF-032 is shown, and controlled first, from the moment it is asked for until it has ended", async () => {
    made = await paired();
    let open = () => {};
    made.player.gate = new Promise((resolve) => {
      open = resolve;
    });
    const playing = made.play(LINK, 30);
    await settle();
    expect(made.shown().stream).toEqual({
      title: "A film.mp4",
      source: "link",
      stage: "starting",
    });
    open();
    await playing;
    expect(made.player.played).toEqual([`${LINK.url} from 30`]);
    expect(made.shown().stream).toMatchObject({ stage: "playing" });
    expect(made.shown().nowPlaying?.title).toBe("A film.mp4");
    expect(made.shown().owners.pause).toBe("airplay");
    made.player.end({ kind: "finished" });
    await settle();
    expect(made.shown().stream).toBeNull();
    expect(made.shown().nowPlaying).toBeNull();
    expect(made.shown().lastError).toBeNull();
  });

  it("serves a file on the address that reaches the device, until it has ended", async () => {
    made = await paired();
    await made.play(FILE, 5);
    expect(made.player.played).toEqual([`${SERVED} from 5`]);
    expect([...made.files.serving]).toEqual([SERVED]);
    made.player.end({ kind: "interrupted" });
    await settle();
    expect(made.files.serving.size).toBe(0);
  });

  it("is one thing at a time: the newer one ends the one before", async () => {
    made = await paired();
    await made.play(FILE);
    await made.play(LINK);
    await settle();
    expect(made.files.serving.size, "the file is not wanted any more").toBe(0);
    expect(made.shown().stream).toMatchObject({ source: "link", stage: "playing" });
    made.player.gate = new Promise(() => {});
    const first = outcome(made.play(FILE));
    await settle();
    made.player.gate = Promise.resolve();
    await made.play(LINK);
    expect(first.value).toBe("cancelled");
    expect(made.shown().stream).toMatchObject({ source: "link", stage: "playing" });
    expect(made.shown().lastError).toBeNull();
  });

  it("can be stopped while it plays, and while it is about to", async () => {
    made = await paired();
    await made.play(FILE);
    await made.hub.stopPlaying("AA:BB");
    expect(made.tv.received).toEqual(["airplay media stop"]);
    expect(made.shown().stream).toBeNull();
    expect(made.files.serving.size).toBe(0);
    made.player.gate = new Promise(() => {});
    const second = outcome(made.play(FILE));
    await settle();
    await made.hub.stopPlaying("AA:BB");
    await settle();
    expect(second.value).toBe("cancelled");
    expect(made.shown()).toMatchObject({ stream: null, lastError: null });
    await made.hub.stopPlaying("AA:BB");
  });

  it.each(["unpaired", "unsupported", "rejected", "busy"] as const)(
    "says why the device does not play it: %s",
    async (code) => {
      made = await paired();
      made.player.errors.push(new RemoteError(code, "no", { subject: "password" }));
      await expect(made.play(FILE)).rejects.toMatchObject({ code });
      expect(made.shown()).toMatchObject({
        stream: null,
        lastError: { code, details: { subject: "password" } },
      });
      expect(made.files.serving.size).toBe(0);
    },
  );

  it("tells of one that failed after it had begun", async () => {
    made = await paired();
    await made.play(FILE);
    made.player.end({
      kind: "failed",
      error: new RemoteError("unsupported", "no", { subject: "tvOS 27" }),
    });
    await settle();
    expect(made.shown()).toMatchObject({
      stream: null,
      lastError: { code: "unsupported", details: { subject: "tvOS 27" } },
    });
  });

  it("knows no file that was not offered", async () => {
    made = await paired();
    await expect(made.hub.play("AA:BB", { offer: "other" }, 0)).rejects.toMatchObject({
      code: "not-found",
    });
    expect(made.shown().lastError).toMatchObject({ code: "not-found" });
  });

  it("ends when nobody wants the device any more, and when it is forgotten", async () => {
    made = await paired();
    await made.play(FILE);
    await made.session.disconnect();
    expect(made.shown().stream).toBeNull();
    expect(made.files.serving.size).toBe(0);
    expect(made.player.isOpen).toBe(false);
    await made.play(FILE);
    await made.hub.forget("AA:BB");
    expect(made.files.serving.size).toBe(0);
    expect(made.player.isOpen).toBe(false);
  });
});

describe("playing on a device whose session is not there", () => {
  it("needs no pairing where playing needs none, and can be paused all the same", async () => {
    made = await paired();
    made.tv.refusal = "unpaired";
    await made.play(FILE);
    expect(made.session.connection.phase).toBe("needs-pairing");
    expect(made.shown()).toMatchObject({
      stream: { stage: "playing" },
      nowPlaying: { title: "film.mp4" },
    });
    await made.session.commands.media("pause");
    expect(made.tv.received).toEqual(["airplay media pause"]);
    await expect(made.session.commands.press("menu", "tap")).rejects.toMatchObject({
      code: "unpaired",
    });
    made.player.end({ kind: "finished" });
    await settle();
    expect(made.player.isOpen).toBe(false);
  });

  it("goes on when the remote's connection dies under it", async () => {
    made = await paired();
    await made.play(FILE);
    await made.clock.advance(6000);
    made.tv.channel.die();
    await made.clock.advance(1000);
    expect(made.session.connection.phase).toBe("ready");
    expect(made.shown().stream).toMatchObject({ stage: "playing" });
    expect(made.player.opens).toBe(1);
    made.player.end({ kind: "finished" });
    await settle();
    expect(made.shown().protocols, "on standby again").toEqual(["dmap", "airplay"]);
    expect(made.player.opens).toBe(2);
  });

  it("wakes a device that sleeps, and waits for it", async () => {
    made = await paired();
    made.discovery.devices.set([{ ...oldTv(), asleep: true }]);
    made.tv.refusal = "timeout";
    for (let time = 0; time < 4; time++)
      made.player.openErrors.push(new RemoteError("refused", "asleep"));
    const playing = outcome(made.play(FILE));
    await made.clock.advance(1000);
    expect(playing.value).toBe("pending");
    await made.clock.advance(10_000);
    expect(playing.value).toBe("done");
  });

  it("gives up on one that stays silent for half a minute", async () => {
    made = await paired();
    made.tv.refusal = "timeout";
    for (let time = 0; time < 40; time++)
      made.player.openErrors.push(new RemoteError("refused", "asleep"));
    const playing = outcome(made.play(FILE));
    await made.clock.advance(28_000);
    expect(playing.value).toBe("pending");
    await made.clock.advance(6000);
    expect(playing.value).toBe("refused");
    expect(made.shown().lastError).toMatchObject({ code: "refused" });
  });

  it("goes on on the device that was let go for another one", async () => {
    made = await paired();
    await made.hub.select("AA:BB");
    await made.play(FILE);
    const other = { ...oldTv(), description: { ...oldTv().description, identifiers: ["CC"] } };
    made.discovery.devices.set([oldTv(), other]);
    await made.hub.select("CC");
    expect(made.shown().stream).toMatchObject({ stage: "playing" });
    made.player.end({ kind: "finished" });
    await settle();
    expect(made.session.connection.phase).toBe("offline");
  });
});

describe("the password of a device's AirPlay", () => {
  it("is kept beside the keys, told as a fact only, and forgotten with null", async () => {
    made = await paired();
    await made.session.connect();
    const opens = made.tv.opens;
    await made.hub.setPassword("AA:BB", "hush");
    await settle();
    const kept = await made.credentials.get("AA:BB");
    expect(kept.password?.expose()).toBe("hush");
    expect(Object.keys(kept)).toEqual(["dmap", "password"]);
    expect(made.hub.devices.value.devices[0]?.hasPassword).toBe(true);
    expect(JSON.stringify(made.hub.devices.value)).not.toContain("hush");
    expect(made.tv.opens, "connected anew with it").toBe(opens + 1);
    await made.hub.setPassword("AA:BB", null);
    expect(Object.keys(await made.credentials.get("AA:BB"))).toEqual(["dmap"]);
    expect(made.hub.devices.value.devices[0]?.hasPassword).toBe(false);
  });

  it("is removed with the device", async () => {
    made = await paired();
    await made.hub.setPassword("AA:BB", "hush");
    await made.hub.forget("AA:BB");
    expect(await made.credentials.get("AA:BB")).toEqual({});
  });
});
