import type { TxtRecord } from "../plugin.ts";
import { filled } from "../txt-record.ts";
import type { SoundReceiver, SoundTellings } from "./way.ts";

/** How a receiver takes sound, as far as it announces that (RA-01). */
export interface AnnouncedSound {
  readonly codec: "alac" | "pcm";
  readonly encryption: "none" | "rsa";
  /** It would also take the other one. */
  readonly takesRsa: boolean;
  /** An AirPort that wants `/auth-setup` first (RA-03). */
  readonly wantsAuthSetup: boolean;
  readonly wants: SoundTellings;
}

const Codec = { pcm: "0", alac: "1" } as const;
const Encryption = { none: "0", rsa: "1", mfiSap: "4" } as const;
const Telling = { text: "0", artwork: "1", progress: "2" } as const;

/**
 * Apple Lossless wherever it is not excluded, because every receiver of AirPlay 1 decodes it and some
 * play silence for plain samples. In the clear wherever that is allowed. A word that nobody knows
 * is passed over (RB-12). A device that announces no RAOP of its own is told everything.
 */
export function announcedSound({ raop }: SoundReceiver): AnnouncedSound {
  const txt = raop?.advertised?.txt;
  const codecs = listOf(txt, "cn");
  const encryptions = listOf(txt, "et");
  const tellings = listOf(txt, "md");
  const says = (kind: string) => txt === undefined || tellings.includes(kind);
  const takesRsa = encryptions.includes(Encryption.rsa);
  const onlyRsa = takesRsa && !encryptions.includes(Encryption.none);
  return {
    codec: codecs.includes(Codec.pcm) && !codecs.includes(Codec.alac) ? "pcm" : "alac",
    encryption: onlyRsa ? "rsa" : "none",
    takesRsa,
    wantsAuthSetup: encryptions.includes(Encryption.mfiSap) && isAirPort(txt),
    wants: {
      text: says(Telling.text),
      artwork: says(Telling.artwork),
      progress: says(Telling.progress),
    },
  };
}

/** The sound that is announced is not the one that we make (RA-01): null where it is, or nothing is said. */
export function foreignFormat({ raop }: SoundReceiver): string | null {
  const txt = raop?.advertised?.txt;
  const rates = listOf(txt, "sr");
  const isNumber = rates.length > 0 && rates.every((rate) => /^\d+$/.test(rate));
  return isNumber && !rates.includes("44100") ? `${rates.join(", ")} Hz` : null;
}

function isAirPort(txt: TxtRecord | undefined): boolean {
  return (txt && filled(txt, "am"))?.startsWith("AirPort") === true;
}

function listOf(txt: TxtRecord | undefined, key: string): readonly string[] {
  const text = (txt && filled(txt, key)) ?? "";
  return text === "" ? [] : text.split(",").map((one) => one.trim());
}
