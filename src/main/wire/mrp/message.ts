import { Reader, Writer } from "protobufjs/minimal.js";
import { RemoteError } from "../../../shared/errors.ts";
import { slabBytes } from "../bytes.ts";
import { mrp } from "./media-remote.js";

/**
 * Fields of one message, those of messages inside it included; an unknown field is an object too. A
 * queue of a thousand items has some ten thousand: more is a bomb, which costs a hundred times its bytes.
 */
const MAX_FIELDS = 200_000;

/** A message as written; fields that are absent or null are not sent. */
export type MrpMessage = mrp.ProtocolMessage.$Properties;
export type MrpContentItem = mrp.ContentItem.$Properties;
export type MrpMetadata = mrp.ContentItemMetadata.$Properties;
export type MrpPlayerPath = mrp.PlayerPath.$Properties;
export type MrpDeviceInfo = mrp.DeviceInfo.$Properties;
export type MrpCommandInfo = mrp.CommandInfo.$Properties;
export type MrpLanguageOption = mrp.LanguageOption.$Properties;

/** The bytes of one message, without any framing. Unknown fields of a decoded message go out again. */
export function encodeMrpMessage(message: MrpMessage): Uint8Array {
  const writer = spareWriter ?? new Writer();
  // Whatever is left of a message that cannot be written is not written into again.
  spareWriter = undefined;
  mrp.ProtocolMessage.encode(message, writer);
  const bytes = writer.finishInto(slabBytes(writer.len));
  if (writer.buf.length <= LARGEST_SPARE) spareWriter = writer.reset();
  return bytes;
}

/** Half of a message's time went to a buffer that is made and outgrown. One with a picture is not kept. */
let spareWriter: Writer | undefined;
const LARGEST_SPARE = 16 * 1024;

/**
 * One message. Fields that we do not know are kept in `$unknowns`; absent ones read as null.
 * `malformed` for bytes that are no protobuf message, such as a truncated one, or a bomb.
 */
export function decodeMrpMessage(bytes: Uint8Array): MrpMessage {
  try {
    const reader = new BoundedReader(bytes);
    reader.discardUnknown = false;
    return mrp.ProtocolMessage.decode(reader);
  } catch (cause) {
    throw new RemoteError("malformed", "this is no MediaRemote message", { cause });
  }
}

class BoundedReader extends Reader {
  #fields = 0;

  /** Read before each field. */
  override tag(): number {
    this.#fields += 1;
    if (this.#fields > MAX_FIELDS) throw new RemoteError("malformed", "too many fields");
    return super.tag();
  }
}

/** A language option by itself: SEND_COMMAND carries one as bytes. */
export function encodeLanguageOption(option: MrpLanguageOption): Uint8Array {
  return mrp.LanguageOption.encode(option).finish();
}

export function decodeLanguageOption(bytes: Uint8Array): MrpLanguageOption {
  try {
    return mrp.LanguageOption.decode(bytes);
  } catch (cause) {
    throw new RemoteError("malformed", "this is no language option", { cause });
  }
}
