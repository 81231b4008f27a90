import { describe, expect, it } from "vitest";
import { MediaRemoteChannel } from "../../../src/main/protocols/mrp/channel.ts";
import type { Operations } from "../../../src/main/protocols/plugin.ts";
import type { HttpGet } from "../../../src/main/runtime/http-get.ts";
import type { MrpContentItem, MrpMessage } from "../../../src/main/wire/mrp/message.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import { settle } from "../../support/manual-clock.ts";
import { playing, setState, updateArtwork, updateItem } from "../../support/mrp-messages.ts";
import { jpegOf, pngOf } from "../../support/pictures.ts";
import { testRuntime } from "../../support/runtime.ts";
import { ScriptedSession } from "../../support/scripted-session.ts";

const size = { width: 300, height: 0 };
const film = { title: "A film", artworkAvailable: true, artworkIdentifier: "art" };

function pictureAnswer(item: MrpContentItem): MrpMessage {
  return { type: 4, setState: { playbackQueue: { location: 0, contentItems: [item] } } };
}

function world(documents: Readonly<Record<string, Uint8Array>> = {}) {
  const session = new ScriptedSession();
  const fetched: string[] = [];
  const httpGet: HttpGet = async (url) => {
    fetched.push(url);
    const bytes = documents[url];
    if (!bytes) throw new RemoteError("rejected", "no such document", { deviceCode: 404 });
    return bytes;
  };
  const runtime = { ...testRuntime(), httpGet };
  const channel = new MediaRemoteChannel(session, runtime);
  const { artwork } = channel.operations as Operations;
  session.answer = () => pictureAnswer({ identifier: "item-1", artworkData: pngOf(300, 200) });
  return { session, channel, artwork, clock: runtime.clock, fetched };
}

describe("artwork (MR-40, MR-41)", () => {
  it("MR-41: is not asked for when nothing plays or nothing has a picture", async () => {
    const { session, artwork } = world();
    expect(await artwork(size)).toBeNull();
    session.push(...playing({ title: "A film" }));
    expect(await artwork(size)).toBeNull();
    expect(session.requests).toEqual([]);
  });

  it("MR-40: is asked of the device at the size that is wanted", async () => {
    const { session, artwork, channel } = world();
    session.push(...playing(film, { location: 3 }));
    const picture = await artwork(size);
    expect(session.requests).toMatchObject([
      {
        playbackQueueRequest: {
          location: 3,
          length: 1,
          artworkWidth: 300,
          artworkHeight: -1,
          returnContentItemAssetsInUserCompletion: true,
        },
      },
    ]);
    expect(picture).toMatchObject({ mimeType: "image/png", width: 300, height: 200 });
    expect(picture?.id).toBe(channel.state.value.nowPlaying?.artworkId);
  });

  it("QK-05: is kept by picture and by size", async () => {
    const { session, artwork } = world();
    session.push(...playing(film));
    const first = await artwork(size);
    expect(await artwork(size)).toBe(first);
    expect(session.requests).toHaveLength(1);
    await artwork({ width: 600, height: 600 });
    expect(session.requests).toHaveLength(2);
    session.push(updateItem({ identifier: "item-1", metadata: { artworkIdentifier: "other" } }));
    await artwork(size);
    expect(session.requests).toHaveLength(3);
  });

  it("is asked for once by two who want it at the same time", async () => {
    const { session, artwork } = world();
    session.push(...playing(film));
    const [one, two] = await Promise.all([artwork(size), artwork(size)]);
    expect(one).toBe(two);
    expect(session.requests).toHaveLength(1);
  });

  it("RB-11: is absent when the device fails in any way, and is not asked for in a loop", async () => {
    const answers: (MrpMessage | RemoteError)[] = [
      new RemoteError("timeout", "no answer"),
      new RemoteError("lost", "gone"),
      { type: 4 },
      pictureAnswer({ identifier: "item-1" }),
      pictureAnswer({ identifier: "item-1", artworkData: new Uint8Array(Buffer.from("<html>")) }),
      pictureAnswer({ identifier: "item-1", artworkData: pngOf(60_000, 60_000) }),
    ];
    for (const answer of answers) {
      const { session, artwork, clock } = world();
      session.answer = () => answer;
      session.push(...playing(film));
      expect(await artwork(size)).toBeNull();
      expect(await artwork(size)).toBeNull();
      expect(session.requests).toHaveLength(1);
      await clock.advance(31_000);
      expect(await artwork(size)).toBeNull();
      expect(session.requests).toHaveLength(2);
    }
  });

  it("is told by its bytes, whatever the app calls it", async () => {
    const { session, artwork } = world();
    session.answer = () => pictureAnswer({ artworkData: jpegOf(40, 30), artworkDataWidth: 456 });
    session.push(...playing({ ...film, artworkMimeType: "image/png" }));
    expect(await artwork(size)).toMatchObject({ mimeType: "image/jpeg", width: 40, height: 30 });
  });
});

describe("pictures that come late", () => {
  it("RB-21: are taken when the device had said that there is one and then had none", async () => {
    const { session, artwork, channel } = world();
    session.answer = () => ({ type: 4 });
    session.push(...playing(film));
    expect(await artwork(size)).toBeNull();
    const before = channel.state.value.nowPlaying?.artworkId;
    const artworkData = pngOf(300, 200);
    session.push(setState({ items: [{ identifier: "item-1", artworkData }] }));
    expect(channel.state.value.nowPlaying?.title).toBe("A film");
    expect(channel.state.value.nowPlaying?.artworkId).not.toBe(before);
    expect((await artwork(size))?.bytes).toEqual(artworkData);
    expect(session.requests).toHaveLength(1);
  });

  it("are asked for again when they were pushed smaller than they are wanted", async () => {
    const { session, artwork } = world();
    session.push(...playing(film));
    session.push(updateArtwork({ identifier: "item-1", artworkData: pngOf(50, 50) }));
    expect(await artwork(size)).toMatchObject({ width: 300 });
    session.answer = () => ({ type: 4 });
    expect(await artwork({ width: 500, height: 500 })).toMatchObject({ width: 50 });
  });

  it("are not shown for the item that came after theirs", async () => {
    const { session, artwork } = world();
    session.push(...playing(film));
    session.answer = () => ({ type: 4 });
    const next = { identifier: "item-2", metadata: { ...film, artworkIdentifier: "next" } };
    session.push(setState({ items: [next] }));
    session.push(setState({ items: [{ identifier: "item-1", artworkData: pngOf(9, 9) }] }));
    session.push(updateArtwork({ identifier: "item-1", artworkData: pngOf(9, 9) }));
    expect(await artwork(size)).toBeNull();
  });

  it("are not taken from an answer about another item", async () => {
    const { session, artwork } = world();
    session.push(...playing(film));
    session.answer = () => pictureAnswer({ identifier: "item-0", artworkData: pngOf(9, 9) });
    expect(await artwork(size)).toBeNull();
  });

  it("are not taken from a nameless answer when another item came meanwhile", async () => {
    const { session, artwork } = world();
    session.push(...playing(film));
    let reply: (answer: MrpMessage) => void = () => {};
    session.answer = () =>
      new Promise((resolve) => {
        reply = resolve;
      });
    const picture = artwork(size);
    await settle();
    const next = { identifier: "item-2", metadata: { ...film, artworkIdentifier: "next" } };
    session.push(setState({ items: [next] }));
    reply(pictureAnswer({ artworkData: pngOf(9, 9) }));
    expect(await picture).toBeNull();
  });
});

describe("pictures from elsewhere (docs/decisions/0024)", () => {
  const artworkUrl = "https://example.com/plain.png";
  const template = "https://example.com/{w}x{h}{c}.{f}";
  const filled = "https://example.com/300x999999bb.png";

  it("are never fetched while the device has one", async () => {
    const { session, artwork, fetched } = world({ [artworkUrl]: pngOf(9, 9) });
    session.push(...playing({ ...film, artworkUrl }));
    expect(await artwork(size)).toMatchObject({ width: 300 });
    expect(fetched).toEqual([]);
  });

  it("MR-40: are fetched by template, then by address, when the device has none", async () => {
    const { session, artwork, fetched } = world({ [artworkUrl]: pngOf(9, 9) });
    session.answer = () => ({ type: 4 });
    session.push(...playing({ artworkIdentifier: template, artworkUrl }));
    expect(await artwork(size)).toMatchObject({ width: 9 });
    expect(fetched).toEqual([filled, artworkUrl]);
    await artwork(size);
    expect(fetched).toHaveLength(2);
  });

  it("are none when the document is no picture", async () => {
    const { session, artwork, fetched } = world({ [filled]: new Uint8Array([1, 2, 3]) });
    session.answer = () => ({ type: 4 });
    session.push(...playing({ artworkAvailable: true, artworkIdentifier: template }));
    expect(await artwork(size)).toBeNull();
    expect(fetched).toEqual([filled]);
  });

  it("are not fetched where nothing may be", async () => {
    const session = new ScriptedSession();
    const channel = new MediaRemoteChannel(session, testRuntime());
    session.push(...playing({ artworkUrl }));
    expect(await channel.operations.artwork?.(size)).toBeNull();
  });

  it("are not fetched from this network, or without encryption", async () => {
    for (const address of ["http://example.com/a.png", "https://192.168.0.1/a.png"]) {
      const { session, artwork, fetched } = world({ [address]: pngOf(9, 9) });
      session.answer = () => ({ type: 4 });
      session.push(...playing({ artworkUrl: address }));
      expect(await artwork(size)).toBeNull();
      expect(fetched).toEqual([]);
    }
  });
});
