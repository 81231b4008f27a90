import type { DeviceKind } from "../../src/shared/model/device.ts";
import type { PairingRequirement, ProtocolId } from "../../src/shared/model/protocol.ts";
import type { TestService } from "../support/announce.ts";

/**
 * What each entry of advertisements.json says about its devices, read by hand from its `device`,
 * `os_version`, `scan_output`, properties and notes, one row an entry. Where the poster cut values
 * off, what is gone is "" here. `identify` gives an identifier to entries that were posted without
 * one; `also` adds services that the entry tells of in words or in its scan output only.
 * HomePods run the same build train as tvOS and are called tvOS (IF-160).
 */
export interface ExpectedDevice {
  readonly name: string;
  readonly kind: DeviceKind;
  readonly model: string;
  readonly os: string;
  readonly version: string;
  readonly identifiers: readonly string[];
  readonly pairing: Partial<Record<ProtocolId, PairingRequirement>>;
  readonly modelName?: string;
  readonly build?: string;
  readonly mac?: string;
  readonly password?: boolean;
  readonly asleep?: boolean;
}

export interface Expectation {
  readonly devices: readonly ExpectedDevice[];
  readonly identify?: boolean;
  readonly also?: readonly TestService[];
}

type Os = readonly [os: string, version: string];
const TV: DeviceKind = "apple-tv";
const thirdParty: Os = ["", ""];
const legacy: Os = ["Apple TV software", ""];
const macOS: Os = ["macOS", ""];
const airPort: Os = ["AirPort", ""];
const tvOS = (version: string): Os => ["tvOS", version];
const openAirPlay = { airplay: "not-needed" } as const;
const openRaop = { raop: "not-needed" } as const;
const openBoth = { ...openAirPlay, ...openRaop } as const;

function device(
  name: string,
  [kind, model]: readonly [DeviceKind, string],
  [os, version]: Os,
  identifiers: readonly string[],
  pairing: ExpectedDevice["pairing"],
  extra: Partial<ExpectedDevice> = {},
): ExpectedDevice {
  return { name, kind, model, os, version, identifiers, pairing, ...extra };
}

/** Identifiers that stand in where the poster gave none, counted per entry. */
export const STAND_IN = ["02:00:00:00:00:01", "020000000001"] as const;
const standIn = (count: number) => `02:00:00:00:00:0${count}`;

const noName = "(not given)";
const hd = { modelName: "Apple TV HD" };
const first4K = { modelName: "Apple TV 4K (1st generation)" };
const second4K = { modelName: "Apple TV 4K (2nd generation)" };
const third4K = { modelName: "Apple TV 4K (3rd generation)" };

/** A service list as pyatv must have read it to print a `scan_output`. */
interface Rebuilt {
  readonly name: string;
  readonly address: string;
  readonly airplay?: readonly [port: number, txt: Readonly<Record<string, string>>];
  readonly raop?: readonly [port: number, id: string, txt: Readonly<Record<string, string>>];
  readonly companion?: readonly [port: number, flags: string];
  readonly mrp?: readonly [port: number, id: string, build: string];
  readonly dmap?: readonly [port: number, id: string, groupId: string];
}

function rebuilt({ name, address, airplay, raop, companion, mrp, dmap }: Rebuilt): TestService[] {
  const at = { host: `${address.replaceAll(".", "-")}.local`, addresses: [address] };
  const services: TestService[] = [];
  if (airplay) {
    const [port, txt] = airplay;
    services.push({ type: "_airplay._tcp", instance: name, port, txt, ...at });
  }
  if (raop) {
    const [port, id, txt] = raop;
    services.push({ type: "_raop._tcp", instance: `${id}@${name}`, port, txt, ...at });
  }
  if (companion) {
    const [port, rpFl] = companion;
    services.push({ type: "_companion-link._tcp", instance: name, port, txt: { rpFl }, ...at });
  }
  if (mrp) {
    const [port, UniqueIdentifier, SystemBuildVersion] = mrp;
    const txt = { Name: name, UniqueIdentifier, SystemBuildVersion, AllowPairing: "YES" };
    services.push({ type: "_mediaremotetv._tcp", instance: name, port, txt, ...at });
  }
  if (dmap) {
    const [port, id, hG] = dmap;
    services.push({ type: "_appletv-v2._tcp", instance: id, port, txt: { Name: name, hG }, ...at });
  }
  return services;
}

/** `rpFl` values seen on devices of the kind. */
const PIN = "0x36782";
const HOMEPOD = "0x627B2";
const MAC = "0x20000";

export const expectations: Readonly<Record<string, Expectation>> = {
  D001: {
    devices: [
      device(
        "Living Room",
        [TV, "AppleTV6,2"],
        tvOS("16.0"),
        ["C14C9E01-6FF3-4FB9-A006-99AEF6F00669", "CC:D2:81:7C:45:EA", "CCD2817C45EA"],
        { companion: "mandatory", airplay: "mandatory", raop: "mandatory" },
        { ...first4K, mac: "CC:D2:81:7C:45:EA" },
      ),
    ],
  },
  D003: { devices: [] },
  D005: {
    devices: [
      device(
        "Kodi (LibreELEC)",
        ["speaker", "Kodi,1"],
        thirdParty,
        ["B827EBAE1BA7"],
        openRaop,
        { mac: "B8:27:EB:AE:1B:A7" },
      ),
    ],
  },
  D006: {
    devices: [
      device(
        "studio的MacBook Pro",
        ["computer", "MacBookPro17,1"],
        macOS,
        ["38CAAB8C-07F5-4DE4-AF2E-52781DA93A44", "B0:BE:83:51:9B:E8", "B0BE83519BE8"],
        // "act=2 means Current User only: AirPlay pairing impossible from a third party"
        { companion: "unsupported", airplay: "unsupported", raop: "unsupported" },
      ),
    ],
  },
  D007: {
    devices: [
      device("Roost Phazon", ["speaker", "Amp"], thirdParty, ["54:2A:1B:E7:B4:B3"], openAirPlay),
    ],
  },
  D008: {
    devices: [
      device(
        "Apple TV",
        [TV, "AppleTV6,2"],
        tvOS("17.5.1"),
        ["XXXX"],
        { mrp: "not-needed", companion: "mandatory", airplay: "not-needed", raop: "mandatory" },
        { ...first4K, build: "21L580", mac: "" },
      ),
    ],
  },
  D010: {
    devices: [
      device(
        "Living Room",
        ["homepod", "AudioAccessory1,1"],
        tvOS("26.6"),
        ["76:A9:A1:C4:76:44"],
        openAirPlay,
        { modelName: "HomePod (1st generation)" },
      ),
    ],
  },
  D011: {
    devices: [
      device(
        "Meeting Room",
        [TV, "AppleTV11,1"],
        tvOS(""),
        ["FE:5C:81:22:50:38"],
        openAirPlay,
        second4K,
      ),
    ],
  },
  D012: {
    devices: [
      device(
        "Living Room’s MacBook Air",
        ["computer", "MacBookAir10,1"],
        macOS,
        ["CE:65:83:54:F4:01"],
        openAirPlay,
      ),
    ],
  },
  D014: {
    devices: [
      device(noName, ["homepod", "AudioAccessory5,1"], tvOS("16.2"), ["lolno"], openRaop, {
        modelName: "HomePod mini",
        password: false,
      }),
    ],
  },
  D015: {
    devices: [device(noName, ["speaker", "Bookshelf"], thirdParty, ["nol", "lol"], openBoth)],
  },
  D016: {
    devices: [
      device(noName, ["speaker", "UAU7000"], thirdParty, ["wasd", "nah"], openAirPlay, {
        password: true,
      }),
    ],
  },
  D017: {
    devices: [
      device(
        noName,
        [TV, "AppleTV3,1"],
        legacy,
        ["ee31f83c88a71219a6fcf9bee0da9bc22620588f5a15a6145553504df9649e5c"],
        openRaop,
        { modelName: "Apple TV (3rd generation)" },
      ),
    ],
  },
  D018: {
    identify: true,
    devices: [device(noName, ["speaker", ""], thirdParty, [STAND_IN[1]], openRaop)],
  },
  D019: {
    devices: [
      device(noName, ["speaker", "AirPort10,115"], airPort, ["74:1B:B2:D1:1A:B7"], openAirPlay, {
        modelName: "AirPort Express (2nd generation)",
      }),
    ],
  },
  D020: {
    devices: [
      device(
        noName,
        [TV, "AppleTV5,3"],
        tvOS("14.2"),
        ["67C...DBC", "AA:BB:CC:DD:EE:FF"],
        { airplay: "mandatory" },
        hd,
      ),
    ],
  },
  D022: {
    devices: [
      device(noName, ["speaker", "UNU7090"], thirdParty, ["xxxxxxx", "64:1C:AE:xxxxx"], {
        airplay: "mandatory",
      }),
    ],
  },
  D023: {
    devices: [
      device(
        noName,
        ["homepod", "AudioAccessory1,1"],
        tvOS("14.3"),
        ["31...D3", "D4:...:C1"],
        openAirPlay,
      ),
    ],
  },
  D024: {
    devices: [
      device(noName, ["speaker", "Bookshelf"], thirdParty, ["11:22:33:44:55:66"], openAirPlay),
    ],
  },
  D026: {
    devices: [
      device(noName, ["speaker", "SR6009"], thirdParty, ["00:06:12:12:12:12"], openAirPlay),
    ],
  },
  D027: {
    devices: [
      device(noName, [TV, "AppleTV3,1"], legacy, ["70:73:12:12:12:12"], openAirPlay, {
        password: true,
      }),
    ],
  },
  D028: {
    devices: [
      device(noName, ["speaker", "LibratoneLoop1"], thirdParty, ["XX:XX:XX:XX:XX:XX"], openAirPlay),
    ],
  },
  D030: {
    identify: true,
    devices: [
      device(noName, [TV, "AppleTV2,1"], legacy, [STAND_IN[1]], openRaop, {
        modelName: "Apple TV (2nd generation)",
      }),
    ],
  },
  D032: { devices: [device(noName, [TV, "AppleTV3,1"], legacy, ["8...f"], openRaop)] },
  D033: { devices: [device(noName, [TV, "AppleTV5,3"], tvOS(""), ["9...f"], openRaop, hd)] },
  D035: {
    devices: [
      device(
        noName,
        [TV, "AppleTV6,2"],
        tvOS("13.3"),
        ["1...9"],
        { raop: "mandatory" },
        first4K,
      ),
    ],
  },
  D036: {
    identify: true,
    devices: [device(noName, ["speaker", "STR-DN1040"], thirdParty, [STAND_IN[1]], openRaop)],
  },
  D038: {
    identify: true,
    devices: [device(noName, ["speaker", "Xbmc,1"], thirdParty, [STAND_IN[1]], openRaop)],
  },
  D039: {
    identify: true,
    devices: [device(noName, ["speaker", ""], thirdParty, [STAND_IN[1]], openRaop)],
  },
  D041: {
    identify: true,
    devices: [device(noName, ["speaker", ""], thirdParty, [STAND_IN[1]], openRaop)],
  },
  D042: {
    identify: true,
    devices: [
      device(noName, ["speaker", "Airport4,107"], airPort, [STAND_IN[1]], openRaop, {
        modelName: "AirPort Express (1st generation)",
      }),
    ],
  },
  D043: {
    identify: true,
    devices: [
      device(noName, ["speaker", "Airport10,115"], airPort, [STAND_IN[1]], openRaop, {
        modelName: "AirPort Express (2nd generation)",
      }),
    ],
  },
  D045: {
    devices: [
      device(noName, [TV, "AppleTV3,2"], legacy, ["B8:78:2E:41:92:A1"], openAirPlay, {
        modelName: "Apple TV (3rd generation)",
      }),
    ],
  },
  D047: {
    identify: true,
    devices: [
      device("AirPort Express idle", ["speaker", "AirPort10,115"], airPort, [standIn(1)], openAirPlay),
      device(
        "AirPort Express receiving from iOS 14.3",
        ["speaker", "AirPort10,115"],
        airPort,
        [standIn(2)],
        openAirPlay,
      ),
      ...["idle", "receiving from iOS 14.3", "receiving from iTunes 12.11 Windows"].map(
        (state, index) =>
          device(`Apple TV 14.3 ${state}`, [TV, "AppleTV6,2"], tvOS(""), [standIn(3 + index)], {
            airplay: "mandatory",
          }),
      ),
      device(
        "Sonos One SL 12.2.2 idle / playing own content",
        ["speaker", "One SL"],
        thirdParty,
        [standIn(6)],
        openAirPlay,
      ),
      device(
        "Sonos One SL receiving from iOS 14.3",
        ["speaker", "One SL"],
        thirdParty,
        [standIn(7)],
        openAirPlay,
      ),
    ],
  },
  D048: {
    devices: [
      device(
        "Séjour",
        [TV, "AppleTV6,2"],
        tvOS("15.0"),
        ["CCBB258E-978C-4AD3-A223-6A554370C237", "50:DE:06:9E:50:7C"],
        { companion: "mandatory", airplay: "mandatory" },
        { ...first4K, mac: "50:DE:06:9E:50:7C" },
      ),
    ],
  },
  D049: {
    also: rebuilt({
      name: "Apple TV - Emu",
      address: "192.168.1.44",
      raop: [7000, "C869CD54611F", { sf: "0x18644" }],
      companion: [49153, PIN],
      mrp: [49152, "BD4A621B-6886-4974-9FF1-56FA893FF7F8", "18M60"],
    }),
    devices: [
      device(
        "Apple TV - Emu",
        [TV, "AppleTV5,3"],
        tvOS("14.7"),
        ["BD4A621B-6886-4974-9FF1-56FA893FF7F8", "C8:69:CD:54:61:1F", "C869CD54611F"],
        { mrp: "optional", companion: "mandatory", airplay: "mandatory", raop: "mandatory" },
        { ...hd, build: "18M60", mac: "C8:69:CD:54:61:1F" },
      ),
    ],
  },
  D050: {
    also: rebuilt({
      name: "Fitness",
      address: "10.0.1.86",
      mrp: [49153, "DBCAE90A-D971-416D-9AB8-720B0342DE3E", "19K53"],
    }),
    devices: [
      device(
        "Fitness",
        [TV, "AppleTV6,2"],
        tvOS("15.2"),
        [
          "DBCAE90A-D971-416D-9AB8-720B0342DE3E",
          "D87A2BF5-41AC-404D-AF8C-50525889BDB9",
          "DC:56:E7:3F:23:B4",
          "DC56E73F23B4",
        ],
        // "Still has a (disabled) MRP service": not needed, by the build number.
        { mrp: "not-needed", companion: "mandatory", airplay: "mandatory", raop: "mandatory" },
        { ...first4K, build: "19K53", mac: "DC:56:E7:3F:23:B4" },
      ),
    ],
  },
  D052: {
    also: rebuilt({
      name: "atvstue",
      address: "10.0.1.205",
      airplay: [
        7000,
        { deviceid: "F0:B3:EC:25:22:3C", model: "AppleTV11,1", osvers: "15.2", flags: "0x644" },
      ],
      raop: [7000, "F0B3EC25223C", { sf: "0x644" }],
      companion: [49152, PIN],
    }),
    devices: [
      device(
        "atvstue",
        [TV, "AppleTV11,1"],
        tvOS("15.2"),
        ["F0:B3:EC:25:22:3C", "F0B3EC25223C"],
        { companion: "mandatory", airplay: "mandatory", raop: "mandatory" },
        { ...second4K, mac: "F0:B3:EC:25:22:3C", asleep: false },
      ),
    ],
  },
  D054: {
    devices: [
      device(
        "Denon AVC-X3800H",
        ["speaker", "Denon AVC-X3800H"],
        thirdParty,
        ["000678C8DED3"],
        openRaop,
      ),
    ],
  },
  D057: {
    devices: [
      device(
        "Office",
        ["speaker", "One SL"],
        thirdParty,
        ["38:42:0B:14:9F:E2", "38420B149FE2"],
        openBoth,
      ),
    ],
  },
  D059: {
    devices: [
      device(
        "HomePod Dach",
        ["homepod", "AudioAccessory5,1"],
        tvOS("15.3"),
        ["15ACF911-6396-492F-B354-3D598231E513", "F4:34:F0:23:93:E5"],
        openAirPlay,
        { modelName: "HomePod mini" },
      ),
    ],
  },
  D062: {
    devices: [device("HTR-4066", ["speaker", "HTR-4066"], thirdParty, ["(MAC)"], openRaop)],
  },
  D063: {
    also: rebuilt({
      name: "AppleTV",
      address: "192.168.3.52",
      airplay: [
        7000,
        { deviceid: "C8:69:CD:6E:43:86", model: "AppleTV5,3", osvers: "15.0", flags: "0x644" },
      ],
      raop: [7000, "C869CD6E4386", { sf: "0x644" }],
      companion: [49153, PIN],
      mrp: [49152, "8CD254F3-CA9C-4B4C-AEBD-113FC050DD45", "19J346"],
    }),
    devices: [
      device(
        "AppleTV",
        [TV, "AppleTV5,3"],
        tvOS("15.0"),
        ["8CD254F3-CA9C-4B4C-AEBD-113FC050DD45", "C8:69:CD:6E:43:86", "C869CD6E4386"],
        // "still announces an MRP service that does not work"
        { mrp: "not-needed", companion: "mandatory", airplay: "mandatory", raop: "mandatory" },
        { ...hd, build: "19J346" },
      ),
    ],
  },
  D064: {
    also: [
      ...rebuilt({
        name: "TV",
        address: "192.168.3.27",
        airplay: [7000, { deviceid: "00:F7:6F:D4:4B:0A", model: "AirPort10,115", flags: "0x4" }],
        raop: [7000, "00F76FD44B0A", { am: "AirPort10,115", sf: "0x4" }],
      }),
      {
        type: "_airport._tcp",
        instance: "TV base",
        port: 5009,
        host: "192-168-3-27.local",
        addresses: ["192.168.3.27"],
        txt: { wama: "00-F7-6F-D4-4B-0A,raMA=00-F7-6F-D4-4B-0B,syVs=7.8.1,syAP=115" },
      },
    ],
    devices: [
      device(
        "TV",
        ["speaker", "AirPort10,115"],
        ["AirPort", "7.8.1"],
        ["00:F7:6F:D4:4B:0A", "00F76FD44B0A"],
        openBoth,
        { modelName: "AirPort Express (2nd generation)", mac: "00:F7:6F:D4:4B:0A" },
      ),
    ],
  },
  D065: {
    also: rebuilt({
      name: "Apple TV",
      address: "192.168.1.100",
      airplay: [
        7000,
        { deviceid: "A8:51:AB:xx:xx:xx", model: "AppleTV14,1", osvers: "16.4", flags: "0x644" },
      ],
      raop: [7000, "A851ABxxxxxx", { sf: "0x644" }],
      companion: [49160, PIN],
    }),
    devices: [
      device(
        "Apple TV",
        [TV, "AppleTV14,1"],
        tvOS("16.4"),
        ["A8:51:AB:xx:xx:xx", "A851ABxxxxxx"],
        { companion: "mandatory", airplay: "mandatory", raop: "mandatory" },
        third4K,
      ),
    ],
  },
  D066: {
    also: rebuilt({
      name: "HomePod",
      address: "192.168.1.7",
      airplay: [
        7000,
        { deviceid: "F4:34:F0:10:88:77", model: "AudioAccessory5,1", osvers: "15.2" },
      ],
      raop: [7000, "F434F0108877", { am: "AudioAccessory5,1" }],
      companion: [49152, HOMEPOD],
    }),
    devices: [
      device(
        "HomePod",
        ["homepod", "AudioAccessory5,1"],
        tvOS("15.2"),
        ["F4:34:F0:10:88:77", "F434F0108877"],
        { companion: "unsupported", ...openBoth },
        { modelName: "HomePod mini" },
      ),
    ],
  },
  D067: {
    also: rebuilt({
      name: "Apple TV.",
      address: "192.168.2.35",
      airplay: [7000, { deviceid: "CC:D2:81:7A:B9:82", model: "AppleTV6,2" }],
      mrp: [49153, "BFD5E69A-F1C3-4B2B-9F07-57132AFC11FB", "17M61"],
    }),
    devices: [
      device(
        "Apple TV.",
        [TV, "AppleTV6,2"],
        tvOS("13.4.8"),
        ["BFD5E69A-F1C3-4B2B-9F07-57132AFC11FB", "CC:D2:81:7A:B9:82"],
        { mrp: "optional", airplay: "not-needed" },
        { build: "17M61" },
      ),
    ],
  },
  D068: {
    also: rebuilt({
      name: "Vardagsrum",
      address: "10.0.10.81",
      airplay: [7000, { deviceid: "xxx", model: "AppleTV6,2" }],
      mrp: [49152, "", "17K795"],
    }),
    devices: [
      device(
        "Vardagsrum",
        [TV, "AppleTV6,2"],
        tvOS("13.3.1"),
        ["xxx"],
        { mrp: "optional", airplay: "not-needed" },
        { build: "17K795" },
      ),
    ],
  },
  D069: {
    also: rebuilt({
      name: "Office iMac",
      address: "192.168.0.240",
      airplay: [
        7000,
        { deviceid: "9A:97:39:EF:27:99", model: "iMac20,1", flags: "0x204", act: "2" },
      ],
      raop: [7000, "9A9739EF2799", { sf: "0x204", am: "iMac20,1" }],
      companion: [58050, MAC],
    }),
    devices: [
      device(
        "Office iMac",
        ["computer", "iMac20,1"],
        macOS,
        ["9A:97:39:EF:27:99", "9A9739EF2799"],
        // pyatv says "Mandatory" for AirPlay beside "Unsupported" for RAOP: only act=2 gives that.
        { companion: "unsupported", airplay: "unsupported", raop: "unsupported" },
      ),
    ],
  },
  D071: {
    also: rebuilt({
      name: "Bedroom",
      address: "192.168.42.30",
      airplay: [7000, { deviceid: "D0:D2:B0:A1:3A:4C", model: "AppleTV6,2", osvers: "13.4.5" }],
      mrp: [49271, "2CA1233B-D18E-44C6-A8F7-3538CC4270B4", "17L562"],
    }),
    devices: [
      device(
        "Bedroom",
        [TV, "AppleTV6,2"],
        tvOS("13.4.5"),
        ["2CA1233B-D18E-44C6-A8F7-3538CC4270B4", "D0:D2:B0:A1:3A:4C"],
        { mrp: "optional", airplay: "not-needed" },
        { build: "17L562" },
      ),
    ],
  },
  D072: {
    also: rebuilt({
      name: "Living Room",
      address: "192.168.42.27",
      airplay: [7000, { deviceid: "04:4B:ED:99:75:94", model: "AppleTV5,3" }],
      mrp: [49207, "729F2E8D-AFFE-4753-8DCF-0D8AC4EAEAEC", "18K802"],
    }),
    devices: [
      device(
        "Living Room",
        [TV, "AppleTV5,3"],
        tvOS("14.4"),
        ["729F2E8D-AFFE-4753-8DCF-0D8AC4EAEAEC", "04:4B:ED:99:75:94"],
        { mrp: "optional", airplay: "not-needed" },
        { ...hd, build: "18K802" },
      ),
    ],
  },
  D073: {
    also: [
      ...rebuilt({
        name: "Loungeroom",
        address: "10.0.3.2",
        airplay: [7000, { deviceid: "40:CB:C0:B9:93:XX" }],
        mrp: [49152, "80FF1339-3458-4FF9-A96E-E6EF8770DDFD", ""],
      }),
      ...rebuilt({
        name: "Gym/Spare",
        address: "10.0.0.12",
        airplay: [7000, { deviceid: "70:56:81:EF:4A:XX", model: "AppleTV3,1" }],
        dmap: [3689, "D930EF6660243CC8", "00000000-0c8e-2f07-0bf2-e9b912d84dee"],
      }),
    ],
    devices: [
      device(
        "Loungeroom",
        [TV, ""],
        tvOS(""),
        ["80FF1339-3458-4FF9-A96E-E6EF8770DDFD", "40:CB:C0:B9:93:XX"],
        { mrp: "optional", airplay: "not-needed" },
      ),
      device(
        "Gym/Spare",
        [TV, "AppleTV3,1"],
        legacy,
        ["D930EF6660243CC8", "70:56:81:EF:4A:XX"],
        { dmap: "optional", airplay: "not-needed" },
      ),
    ],
  },
  D075: {
    also: [
      ...rebuilt({
        name: "Apple TV A",
        address: "192.168.1.1",
        airplay: [7000, { deviceid: "AB:AB:AB:AB:AB:AA", model: "AppleTV11,1" }],
        raop: [7000, "ABABABABABAA", {}],
        companion: [49152, PIN],
      }),
      ...rebuilt({
        name: "Apple TV B",
        address: "192.168.1.2",
        airplay: [7000, { deviceid: "AB:AB:AB:AB:AB:AB", model: "AppleTV5,3" }],
      }),
    ],
    devices: [
      device(
        "Apple TV A",
        [TV, "AppleTV11,1"],
        tvOS(""),
        ["AB:AB:AB:AB:AB:AA", "ABABABABABAA"],
        { companion: "mandatory", ...openBoth },
        second4K,
      ),
      device("Apple TV B", [TV, "AppleTV5,3"], tvOS(""), ["AB:AB:AB:AB:AB:AB"], openAirPlay, hd),
    ],
  },
  D076: {
    also: [
      ...rebuilt({
        name: "AV_ET_APPLETV_SALA",
        address: "192.168.1.3",
        airplay: [7000, { deviceid: STAND_IN[0], model: "AppleTV6,2", osvers: "14.0" }],
      }),
      ...rebuilt({
        name: "AV-HA-RXA1050",
        address: "192.168.1.4",
        airplay: [5000, { deviceid: standIn(2), model: "RX-A1050" }],
      }),
    ],
    devices: [
      device("AV_ET_APPLETV_SALA", [TV, "AppleTV6,2"], tvOS("14.0"), [STAND_IN[0]], openAirPlay),
      device("AV-HA-RXA1050", ["speaker", "RX-A1050"], thirdParty, [standIn(2)], openAirPlay),
    ],
  },
  D082: {
    devices: [
      device("Soundbar", ["speaker", "LG SxT"], thirdParty, ["3034DBBD83E8"], openRaop),
    ],
  },
  D084: {
    devices: [
      device(
        "Creative_X_Fi_front_stereo",
        ["speaker", "ShairportSync"],
        thirdParty,
        ["826FBC66D82F"],
        openRaop,
      ),
      device(
        "Creative_X_Fi_side_stereo",
        ["unknown", ""],
        thirdParty,
        ["FBF50E400CEF"],
        openRaop,
      ),
    ],
  },
  D086: {
    devices: [
      device(
        "KRechts",
        ["unknown", ""],
        ["", "15.3"],
        ["A683442A-A5B4-44FB-ADBF-136625DF40AC"],
        openAirPlay,
      ),
    ],
  },
  D087: {
    devices: [
      device(
        "HomePod Right",
        ["unknown", ""],
        ["", "12.1.3"],
        ["a10549364147630c7ee7dda909013408621c7876979cf280e8c647b8252722bc"],
        openAirPlay,
      ),
    ],
  },
  D088: {
    identify: true,
    devices: [
      device(
        "Living Room",
        [TV, "AppleTV5,3"],
        tvOS("12.1.1"),
        [STAND_IN[1]],
        { raop: "mandatory" },
        hd,
      ),
    ],
  },
  D090: {
    identify: true,
    devices: [
      device("Speaker1", ["speaker", "LibratoneLoop1"], thirdParty, [STAND_IN[0]], openAirPlay),
    ],
  },
  D091: {
    also: [
      ...rebuilt({
        name: "Kotipallo",
        address: "192.168.1.9",
        airplay: [7000, { deviceid: STAND_IN[0], model: "AudioAccessory5,1", osvers: "16.5" }],
        raop: [7000, STAND_IN[1], { am: "AudioAccessory5,1" }],
        companion: [49156, HOMEPOD],
      }),
      {
        type: "_sleep-proxy._udp",
        instance: "70-35-60-63.1 Other",
        port: 52993,
        host: "other.local",
        addresses: ["10.0.0.2"],
      },
    ],
    devices: [
      device(
        "Kotipallo",
        ["homepod", "AudioAccessory5,1"],
        tvOS("16.5"),
        [STAND_IN[0], STAND_IN[1]],
        { companion: "unsupported", ...openBoth },
        { asleep: true },
      ),
    ],
  },
  D093: {
    devices: [
      device("Living Room ATV", ["unknown", ""], thirdParty, ["6C4A8501B1D0"], openRaop, {
        mac: "6C:4A:85:01:B1:D0",
      }),
    ],
  },
  D094: {
    devices: [
      device(
        "Apple TV",
        [TV, ""],
        tvOS(""),
        ["EC9ED9FECEDB93DFEE5A0AC02C0BA9A5CD8DDA27", "1BC5121395BA"],
        // With no TXT given there is no build number, no "AllowPairing", and no flag of any kind.
        { mrp: "disabled", dmap: "mandatory", companion: "unsupported", ...openBoth },
      ),
    ],
  },
  D095: {
    devices: [
      device(
        "Apple TV",
        [TV, "AppleTV2,1"],
        legacy,
        ["58:55:CA:1A:E2:88", "5855CA1AE288"],
        openBoth,
        { modelName: "Apple TV (2nd generation)" },
      ),
    ],
  },
  D096: {
    devices: [device("Speakers", ["speaker", ""], thirdParty, ["00112400B28F"], openRaop)],
  },
  D097: {
    devices: [device("SugrCube_XXXX", ["speaker", ""], thirdParty, ["6D2EDA9A5717"], openRaop)],
  },
  D100: {
    devices: [
      device("Apple TV 4k", ["unknown", ""], thirdParty, ["58:D3:49:EC:4B:5F"], {
        airplay: "mandatory",
      }),
    ],
  },
  D101: {
    devices: [
      device("Apple TV testaaa", ["unknown", ""], thirdParty, ["04:4B:ED:AB:4E:AF"], {
        airplay: "mandatory",
      }),
    ],
  },
  D102: {
    also: rebuilt({
      name: "THEATER",
      address: "192.168.1.12",
      airplay: [
        7000,
        {
          deviceid: "58:D3:49:EE:6F:D2",
          pi: "f1783640-7115-423e-886a-b61050a7b0c7",
          psi: "2426430A-BAA6-43F6-88D8-0FD82B7E9FE3",
          fex: "1d9/St5/FbwooQQ",
          flags: "0x18644",
          btaddr: "00:00:00:00:00:00",
          model: "AppleTV11,1",
          osvers: "16.5",
        },
      ],
    }),
    devices: [
      device(
        "THEATER",
        [TV, "AppleTV11,1"],
        tvOS("16.5"),
        ["2426430A-BAA6-43F6-88D8-0FD82B7E9FE3", "58:D3:49:EE:6F:D2"],
        { airplay: "mandatory" },
        second4K,
      ),
    ],
  },
  D103: {
    also: rebuilt({
      name: "Bedroom HomePod",
      address: "192.168.1.13",
      airplay: [
        7000,
        {
          deviceid: "E0:2B:96:A5:C6:5E",
          pi: "9d5ae686-7bfd-4566-9666-e59737dc7576",
          psi: "242CED7B-22F3-4BB2-84A2-A05E30A7A8CD",
          flags: "0x18404",
          model: "AudioAccessory5,1",
          osvers: "15.2",
        },
      ],
    }),
    devices: [
      device(
        "Bedroom HomePod",
        ["homepod", "AudioAccessory5,1"],
        tvOS("15.2"),
        ["242CED7B-22F3-4BB2-84A2-A05E30A7A8CD", "E0:2B:96:A5:C6:5E"],
        openAirPlay,
      ),
    ],
  },
  D104: {
    also: rebuilt({
      name: "SOUNDFORM CONNECT",
      address: "192.168.1.14",
      airplay: [
        7000,
        {
          deviceid: "48:6B:54:7F:12:47",
          pi: "48:6B:54:7F:12:47",
          features: "0x445F8A00,0x4001C340",
          flags: "0x404",
          model: "SOUNDFORM AirPlay2 Adapter",
          manufacturer: "Belkin International Inc.",
        },
      ],
    }),
    devices: [
      device(
        "SOUNDFORM CONNECT",
        ["speaker", "SOUNDFORM AirPlay2 Adapter"],
        thirdParty,
        ["48:6B:54:7F:12:47"],
        openAirPlay,
      ),
    ],
  },
  D105: {
    also: rebuilt({
      name: "Samsung QN90D",
      address: "192.168.1.15",
      airplay: [
        7000,
        {
          deviceid: "5F:68:47:75:A1:C3",
          pi: "5F:68:47:75:A1:C3",
          model: "UQN90D",
          manufacturer: "Samsung",
        },
      ],
    }),
    devices: [
      // The multicast bit in the identifier is no reason to refuse it (E22).
      device("Samsung QN90D", ["speaker", "UQN90D"], thirdParty, ["5F:68:47:75:A1:C3"], openAirPlay),
    ],
  },
  D106: {
    also: rebuilt({
      name: "Séjour",
      address: "192.168.1.3",
      airplay: [
        7000,
        {
          deviceid: "50:DE:06:9E:50:7C",
          features: "0x4A7FDFD5,0xBC157FDE",
          fex: "1d9/St5/FbwI",
          srcvers: "566.25.43",
          osvers: "15.0",
        },
      ],
    }),
    devices: [
      device("Séjour", ["unknown", ""], ["", "15.0"], ["50:DE:06:9E:50:7C"], openAirPlay, {
        mac: "50:DE:06:9E:50:7C",
      }),
    ],
  },
  D107: {
    also: rebuilt({
      name: "Kitchen",
      address: "192.168.1.16",
      airplay: [7000, { deviceid: STAND_IN[0], model: "AudioAccessory6,1" }],
      mrp: [49152, "", "20L497"],
    }),
    devices: [
      device(
        "Kitchen",
        ["homepod", "AudioAccessory6,1"],
        tvOS("16.4"),
        [STAND_IN[0]],
        { mrp: "not-needed", airplay: "not-needed" },
        { modelName: "HomePod (2nd generation)", build: "20L497" },
      ),
    ],
  },
  D109: {
    identify: true,
    devices: [
      device("Great Room", [TV, "AppleTV14,1"], tvOS("27.0"), [standIn(2)], openAirPlay, third4K),
    ],
  },
  D111: {
    identify: true,
    devices: [
      device("Owner’s Mac Studio", ["computer", "Mac16,9"], macOS, [STAND_IN[0]], {
        airplay: "unsupported",
      }),
    ],
  },
  D113: {
    devices: [
      device(
        "Lounge TV",
        [TV, "AppleTV11,1"],
        tvOS(""),
        ["51F9F01D-BD50-44B6-AB2B-E70D043F4B36", "58:D3:49:E9:3B:82"],
        { companion: "mandatory", airplay: "mandatory" },
        second4K,
      ),
    ],
  },
  D114: {
    devices: [
      device("Lounge Left Speaker", ["unknown", ""], thirdParty, ["(MAC)"], {
        companion: "unsupported",
        ...openBoth,
      }),
    ],
  },
  D117: { devices: [] },
  D120: {
    identify: true,
    devices: [
      device(noName, ["speaker", "WiiM Pro Receiver"], thirdParty, [STAND_IN[0]], openAirPlay),
    ],
  },
  D121: {
    identify: true,
    devices: [device(noName, ["speaker", "HW-LS60D"], thirdParty, [STAND_IN[0]], openAirPlay)],
  },
  D122: {
    also: rebuilt({
      name: "Bose SoundTouch 20",
      address: "192.168.1.17",
      raop: [7000, STAND_IN[1], { am: "Bose SoundTouch 20", vs: "366.0" }],
    }),
    devices: [
      device(
        "Bose SoundTouch 20",
        ["speaker", "Bose SoundTouch 20"],
        thirdParty,
        [STAND_IN[1]],
        openRaop,
      ),
    ],
  },
  D123: {
    also: rebuilt({
      name: "Roku TV",
      address: "192.168.1.18",
      airplay: [7000, { deviceid: STAND_IN[0], manufacturer: "Roku" }],
    }),
    devices: [device("Roku TV", ["speaker", ""], thirdParty, [STAND_IN[0]], openAirPlay)],
  },
  D125: {
    devices: [
      device(
        "(host name)",
        ["speaker", "Shairport Sync"],
        // "osvers >= 13 alone must not make a device an Apple TV"
        ["", "15.0"],
        ["(uuid)", "(MAC)"],
        openBoth,
      ),
    ],
  },
  D126: {
    devices: [
      device("AppleTV Môj But", ["unknown", ""], thirdParty, ["E6:A5:83:C5:67:2F"], openAirPlay),
    ],
  },
  D128: {
    devices: [
      device(
        "Apple TV",
        [TV, "AppleTV2,1"],
        legacy,
        ["40C7B59B5D7EADAA", "58:55:CA:0E:C6:72", "5855CA0EC672"],
        { dmap: "optional", ...openBoth },
        { modelName: "Apple TV (2nd generation)", mac: "58:55:CA:0E:C6:72" },
      ),
    ],
  },
  D131: { devices: [] },
};
