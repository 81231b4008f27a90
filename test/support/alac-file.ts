import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What a file of ffmpeg's holds: packets by its own word, and their cookie with its atom. */
export async function packetsOf(path: string) {
  const words = ["-v", "error", "-select_streams", "a", "-show_entries", "packet=size,pos"];
  const { stdout } = await run("ffprobe", [...words, "-of", "json", path], { maxBuffer: 1e8 });
  const { packets }: { packets: { size: string; pos: string }[] } = JSON.parse(stdout);
  const file = await readFile(path);
  // The entry of the sample description is called like the atom within it.
  const entry = file.indexOf("alac", file.indexOf("stsd"));
  const atom = file.indexOf("alac", entry + 4) - 4;
  return {
    cookie: new Uint8Array(file.subarray(atom, atom + file.readUInt32BE(atom))),
    packets: packets.map(({ size, pos }) => {
      const at = Number(pos);
      return new Uint8Array(file.subarray(at, at + Number(size)));
    }),
  };
}

/** The samples of all channels in turn, `depth` bits each, as ffmpeg decodes them. */
export async function byFfmpeg(path: string, depth: 16 | 24): Promise<Int32Array> {
  const words = ["-v", "error", "-i", path, "-f", `s${depth}le`, "-"];
  const { stdout } = await run("ffmpeg", words, { encoding: "buffer", maxBuffer: 1e9 });
  const bytes = depth / 8;
  return Int32Array.from({ length: stdout.length / bytes }, (_, at) =>
    stdout.readIntLE(at * bytes, bytes),
  );
}
