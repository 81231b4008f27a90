import { encodeMrpFrame, MrpFrameDecoder } from "../../../src/main/wire/mrp/framing.ts";
import {
  decodeLanguageOption,
  decodeMrpMessage,
  encodeLanguageOption,
} from "../../../src/main/wire/mrp/message.ts";
import { fuzz } from "../../support/fuzz.ts";
import { bytesOf, mrpVectors } from "../../vectors/mrp.ts";

const { defaultSupportedCommandsPrefix, framedDeviceInfoPrefix, ...whole } = mrpVectors;
const messages = Object.values(whole).map(bytesOf);
const stream = new Uint8Array(Buffer.concat(messages.map(encodeMrpFrame)));

fuzz("the MediaRemote message decoder", decodeMrpMessage, { seeds: messages, runs: 40_000 });

fuzz(
  "the MediaRemote stream",
  (bytes) => {
    for (const payload of new MrpFrameDecoder().push(bytes)) decodeMrpMessage(payload);
  },
  { seeds: [stream, ...messages.map(encodeMrpFrame), bytesOf(framedDeviceInfoPrefix)] },
);

fuzz("the language option decoder", decodeLanguageOption, {
  seeds: [
    encodeLanguageOption({
      type: 1,
      languageTag: "sv",
      characteristics: ["public.auxiliary-content"],
      displayName: "Svenska",
      identifier: "a",
    }),
    bytesOf(defaultSupportedCommandsPrefix).subarray(11, 23),
  ],
});
