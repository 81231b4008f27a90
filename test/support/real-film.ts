import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Made by ffmpeg, H.264 of this length; the suffix of the name chooses the container. Resolves with its path. */
export async function realFilm(folder: string, name: string, seconds: number): Promise<string> {
  const path = join(folder, name);
  const picture = ["-f", "lavfi", "-i", `testsrc=size=64x36:rate=5:duration=${seconds}`];
  const coding = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"];
  await run("ffmpeg", ["-v", "error", "-y", ...picture, ...coding, path]);
  return path;
}
