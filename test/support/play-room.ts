import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "vitest";
import { type MediaFetch, systemMediaFetch } from "../../src/main/runtime/media-fetch.ts";
import type { VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { type LivingRoom, livingRoom } from "./living-room.ts";
import { realRuntime } from "./runtime.ts";

/**
 * A film that a TV can play, of which the header says that it lasts so long; the pictures are those of
 * a moment, and the rest is room, so that it is fetched in pieces.
 */
export function filmOf(seconds: number): Uint8Array {
  const film = readFileSync("test/vectors/media/h264-aac-faststart.m4v");
  // ISO/IEC 14496-12, 8.2.2, version 0: the time scale is 12 bytes after the flags, the length follows.
  const header = film.indexOf("mvhd") + 4;
  film.writeUInt32BE(seconds * film.readUInt32BE(header + 12), header + 16);
  const room = Buffer.alloc(400_000);
  room.writeUInt32BE(room.length, 0);
  room.write("free", 4);
  return Buffer.concat([film, room]);
}

/** One request of the TV for a piece of what it plays. */
export interface Fetched {
  readonly url: string;
  /** First and last byte; null: all of it. */
  readonly range: readonly [number, number] | null;
  readonly status: number;
}

/** A living room whose TV notes what it fetches. */
export interface PlayRoom extends LivingRoom {
  readonly fetched: readonly Fetched[];
  /** Puts a file on this computer's disk; the answer is its path. */
  file(name: string, bytes: Uint8Array): string;
}

export async function playRoom(
  context: TestContext,
  options: Partial<VirtualTvOptions> = {},
): Promise<PlayRoom> {
  const fetched: Fetched[] = [];
  const mediaFetch: MediaFetch = async (url, wanted) => {
    const answer = await systemMediaFetch(url, wanted);
    const { range } = wanted;
    const span = range ? ([range.first, range.last] as const) : null;
    fetched.push({ url, range: span, status: answer.status });
    return answer;
  };
  const room = await livingRoom(context, { runtime: { ...realRuntime(), mediaFetch }, ...options });
  const folder = room.stage.folder();
  return {
    ...room,
    fetched,
    file(name, bytes) {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      return path;
    },
  };
}

/** True while something takes connections at this address. */
export async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: "HEAD" });
    return true;
  } catch {
    return false;
  }
}
