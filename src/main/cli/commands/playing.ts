import { RemoteError } from "../../../shared/errors.ts";
import { type Artwork, positionAt } from "../../../shared/model/now-playing.ts";
import { type Context, print } from "../command.ts";
import { connectPlayer } from "../connect-player.ts";
import { playingLines } from "../playing-words.ts";

/** What plays and how far it is. Nothing that plays is no error. */
export async function playing(context: Context): Promise<void> {
  const { device, session } = await connectPlayer(context, ({ nowPlaying }) => nowPlaying !== null);
  const wallMs = context.world.clock.wallMs();
  const { nowPlaying } = session;
  const told =
    nowPlaying === null ? null : { ...nowPlaying, positionS: positionAt(nowPlaying, wallMs) };
  print(context, { device: device.id, playing: told }, playingLines(nowPlaying, wallMs));
}

export interface ArtworkOptions {
  readonly width: string;
  readonly height: string;
}

const LARGEST_PX = 4096;
const extensions: Readonly<Record<Artwork["mimeType"], readonly string[]>> = {
  "image/png": ["png"],
  "image/jpeg": ["jpg", "jpeg"],
  "image/webp": ["webp"],
  "image/gif": ["gif"],
};

/**
 * Writes the picture of what plays to a file, whole or not at all; `-` is standard output. The device
 * chooses the format, so the file is named as asked and the kind is told. Rejects with `not-found`
 * when there is no picture.
 */
export async function artwork(
  context: Context,
  file: string,
  { width, height }: ArtworkOptions,
): Promise<void> {
  const { options, world, handlers } = context;
  const size = { width: pixels(width, "width", 1), height: pixels(height, "height", 0) };
  if (file === "") throw new RemoteError("invalid", "There is no file to write to.");
  if (file === "-" && options.json)
    throw new RemoteError("invalid", 'Choose one of "-" and --json: both use standard output.');
  const { device } = await connectPlayer(
    context,
    ({ nowPlaying }) => (nowPlaying?.artworkId ?? null) !== null,
  );
  const picture = await handlers["playback.artwork"](device.id, size.width, size.height);
  if (picture === null)
    throw new RemoteError("not-found", "", { subject: "picture of what plays" });
  const { bytes, mimeType } = picture;
  if (file === "-") return world.outBytes(bytes);
  await world.save(file, bytes);
  const [extension = ""] = extensions[mimeType];
  const facts = { file, mimeType, extension, width: picture.width, height: picture.height };
  print(context, { device: device.id, ...facts, bytes: bytes.length }, [
    `${file}: ${mimeType}${shape(picture)}, ${bytes.length} bytes`,
  ]);
  const named = /\.([^./\\]+)$/.exec(file)?.[1]?.toLowerCase();
  if (!options.json && named !== undefined && !extensions[mimeType].includes(named))
    world.err(`The picture is of the kind .${extension}, whatever the file's name says.`);
}

const shape = ({ width, height }: Artwork) =>
  width > 0 && height > 0 ? `, ${width} x ${height}` : "";

function pixels(text: string, what: string, least: number): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= least && value <= LARGEST_PX)
    return value;
  throw new RemoteError("invalid", `The ${what} is a number of pixels, ${least} to ${LARGEST_PX}.`);
}
