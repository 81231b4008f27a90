import { describe, expect, it } from "vitest";
import { nowPlayingOf } from "../../../src/main/protocols/dmap/now-playing.ts";
import { PlayStatus } from "../../../src/main/protocols/dmap/play-status.ts";
import { type DmapItem, decodeDmap, encodeDmap } from "../../../src/main/wire/dmap.ts";
import { fuzz } from "../../support/fuzz.ts";
import { filmStatus, idleStatus } from "../../vectors/dmap.ts";

const NOW_MS = Date.UTC(2026, 0, 1);
const statusOf = (...items: DmapItem[]) => new PlayStatus([["cmst", items]]);
const playing = (...items: DmapItem[]) => nowPlayingOf(statusOf(...items), NOW_MS);
const song: DmapItem[] = [
  ["caps", 4],
  ["cann", "a song"],
  ["cast", 200_000],
  ["cant", 150_000],
];

describe("what plays over DMAP", () => {
  it("X1 DM-11 a film on an Apple TV 3, with what its service calls it", () => {
    expect(nowPlayingOf(new PlayStatus([["cmst", filmStatus]]), NOW_MS)).toMatchObject({
      state: "playing",
      kind: "video",
      title: "End Summer Night's Dream",
      artist: null,
      contentId: "80121154",
      durationS: 1658.03,
      position: { seconds: 10.403, wallMs: NOW_MS, rate: 1 },
      shuffle: "off",
      repeat: "off",
    });
  });

  it("X3 DM-10 nothing, where the state is absent", () => {
    const answer = decodeDmap(new Uint8Array(Buffer.from(idleStatus.hex, "hex")));
    expect(nowPlayingOf(new PlayStatus(answer), NOW_MS)).toBeNull();
    expect(new PlayStatus(answer).revision).toBe(25);
  });

  it("DM-10 nothing, where the state is 0, or stopped without an item", () => {
    expect(playing(["caps", 0], ["cann", "left over"])).toBeNull();
    expect(playing(["caps", 2])).toBeNull();
    expect(playing(["caps", 2], ["cann", "at its end"])?.state).toBe("stopped");
  });

  it("DM-10 states and kinds that nobody has described are shown, not thrown", () => {
    const odd = playing(["caps", 99], ["cann", "odd"], ["cmmk", 4711], ["carp", 9]);
    expect(odd).toMatchObject({ state: "paused", kind: "unknown", repeat: null });
    expect(playing(["caps", 99])).toBeNull();
  });

  it.each([
    [0xffff_ffff, 150_000],
    [200_000, 0xffff_ffff],
    [0, 150_000],
    [200_000, 0],
  ])("DM-11 there is no position with a length of %i and %i left", (total, left) => {
    const now = playing(["caps", 4], ["cann", "x"], ["cast", total], ["cant", left]);
    expect(now?.position).toBeNull();
    expect(now?.isLive).toBe(total === 0xffff_ffff);
  });

  it("DM-11 more left than there is of it is the beginning", () => {
    const now = playing(["caps", 4], ["cann", "x"], ["cast", 1000], ["cant", 2000]);
    expect(now?.position?.seconds).toBe(0);
  });

  it("goes on with the clock it has, unless the device says another position", () => {
    const first = nowPlayingOf(statusOf(...song), NOW_MS);
    const later = (leftMs: number, afterMs: number) =>
      nowPlayingOf(statusOf(...song.slice(0, 3), ["cant", leftMs]), NOW_MS + afterMs, first)
        ?.position;
    expect(later(140_200, 10_000)).toBe(first?.position);
    expect(later(100_000, 10_000)).toEqual({ seconds: 100, wallMs: NOW_MS + 10_000, rate: 1 });
  });

  it("stands still while it is paused or wound", () => {
    for (const caps of [3, 5, 6]) {
      expect(playing(["caps", caps], ...song.slice(1))?.position).toMatchObject({ rate: 0 });
    }
  });

  it("is another item when its name or its number in the library is another", () => {
    const id = (...items: DmapItem[]) => playing(...song, ...items)?.itemId;
    const ids = [
      id(),
      id(["cana", "somebody"]),
      id(["canp", Uint8Array.of(0, 0, 0, 1)]),
      id(["canp", Uint8Array.of(0, 0, 0, 2)]),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(id(["cant", 1])).toBe(id());
  });

  it("says nothing of a film's number where the list that holds it is damaged", () => {
    expect(playing(...song, ["ceSD", Uint8Array.of(1, 2, 3)])?.contentId).toBeNull();
    expect(playing(...song, ["ceSD", new Uint8Array(Buffer.from("bplist00"))])?.contentId).toBe(
      null,
    );
  });
});

fuzz("a play status", (bytes) => nowPlayingOf(new PlayStatus(decodeDmap(bytes)), NOW_MS), {
  seeds: [encodeDmap([["cmst", filmStatus]])],
});
