/** The devices that ours can be. */
export const tvModels = [
  "apple-tv-4k-tvos26",
  "apple-tv-hd-tvos14",
  "homepod-mini",
  "apple-tv-3",
  "airport-express",
] as const;
export type TvModel = (typeof tvModels)[number];

/** What is the same for every device of one model, and how it behaves. */
export interface ModelTraits {
  /** Such as "AppleTV14,1". */
  readonly model: string;
  readonly board: string;
  /** As people know it. */
  readonly modelName: "Apple TV" | "HomePod mini" | "AirPort Express";
  readonly osVersion: string;
  readonly osBuild: string;
  /** AirTunes. */
  readonly airplayVersion: string;
  readonly rapportVersion: string;
  readonly companionFlags: string;
  readonly features: bigint;
  readonly featuresEx: string;
  readonly flags: number;
  /** Shows a PIN to pair with; otherwise transient pairing alone opens it. */
  readonly pin: boolean;
  /** Which generation of AirPlay answers. */
  readonly airplay: 1 | 2;
  /** Announces `_airplay._tcp`: not a speaker that knows AirPlay 1 sound alone. */
  readonly airplayService: boolean;
  /** Where AirPlay 1 sound is taken: on AirPlay's port, or on one that is only for it. */
  readonly raop: "airplay-port" | "own-port";
  readonly companion: boolean;
  /** MediaRemote on a port of its own. */
  readonly mrp: boolean;
  /** Home Sharing's remote control. */
  readonly dmap: boolean;
  readonly defaultName: string;
}

/**
 * From advertisements of real devices; where no complete one of that version was reported, the
 * newest complete one gave the keys. docs/decisions/0016.
 */
const traits: Readonly<Record<TvModel, ModelTraits>> = {
  "apple-tv-4k-tvos26": {
    model: "AppleTV14,1",
    board: "J255AP",
    modelName: "Apple TV",
    osVersion: "26.5",
    osBuild: "23L471",
    // The AirTunes version of tvOS 26.5 in docs/protocols/companion.md; Companion's own has not been reported.
    airplayVersion: "920.10.2",
    rapportVersion: "715.2",
    // Bit 0x4000: pairs by PIN; bit 0x04 would be "not by you".
    companionFlags: "0xB6782",
    features: 0x3c177fde4a7fdfd5n,
    featuresEx: "1d9/St5/Fzw4oY7cDg",
    flags: 0x18644,
    pin: true,
    airplay: 2,
    airplayService: true,
    raop: "airplay-port",
    companion: true,
    mrp: false,
    dmap: false,
    defaultName: "Virtual Apple TV",
  },
  "apple-tv-hd-tvos14": {
    model: "AppleTV5,3",
    board: "J42dAP",
    modelName: "Apple TV",
    osVersion: "14.7",
    osBuild: "18M60",
    airplayVersion: "550.10",
    rapportVersion: "254.1",
    companionFlags: "0x36782",
    features: 0x3c155fde5a7fdfd5n,
    featuresEx: "1d9/Wt5fFTw",
    flags: 0x18644,
    pin: true,
    airplay: 2,
    airplayService: true,
    raop: "airplay-port",
    companion: true,
    mrp: true,
    dmap: false,
    defaultName: "Virtual Apple TV HD",
  },
  "homepod-mini": {
    model: "AudioAccessory5,1",
    board: "B520AP",
    modelName: "HomePod mini",
    osVersion: "26.5",
    osBuild: "23L471",
    airplayVersion: "920.10.2",
    rapportVersion: "715.2",
    companionFlags: "0x62792",
    features: 0xbc354bd04a7fca00n,
    featuresEx: "AMp/StBLNbw",
    // Neither 0x8 nor 0x200: nobody is asked for a code.
    flags: 0x18404,
    pin: false,
    airplay: 2,
    airplayService: true,
    raop: "airplay-port",
    companion: true,
    mrp: false,
    dmap: false,
    defaultName: "Virtual HomePod",
  },
  "apple-tv-3": {
    model: "AppleTV3,2",
    board: "J33IAP",
    modelName: "Apple TV",
    // The last system of an Apple TV 3, as its owner reads it; the advertisements do not say it.
    osVersion: "7.9",
    osBuild: "12H1006",
    airplayVersion: "220.68",
    rapportVersion: "",
    companionFlags: "0x0",
    features: 0xe5a7ffff7n,
    featuresEx: "",
    flags: 0x44,
    pin: true,
    airplay: 1,
    airplayService: true,
    raop: "own-port",
    companion: false,
    mrp: false,
    dmap: true,
    defaultName: "Virtual Apple TV 3",
  },
  // The last AirPort Express with firmware 7.6.4: a loudspeaker, and AirPlay 1 for it.
  "airport-express": {
    model: "AirPort10,115",
    board: "K31",
    modelName: "AirPort Express",
    osVersion: "7.6.4",
    osBuild: "",
    airplayVersion: "105.1",
    rapportVersion: "",
    companionFlags: "0x0",
    features: 0n,
    featuresEx: "",
    flags: 0x4,
    pin: false,
    airplay: 1,
    airplayService: false,
    raop: "own-port",
    companion: false,
    mrp: false,
    dmap: false,
    defaultName: "Virtual AirPort Express",
  },
};

export function traitsOf(model: TvModel): ModelTraits {
  return traits[model];
}
