import type { TestService } from "./announce.ts";

/** An Apple TV 4K of today, as it announces itself. */
export const livingRoom: readonly TestService[] = [
  {
    type: "_airplay._tcp",
    instance: "Living Room",
    host: "Living-Room.local",
    addresses: ["10.0.0.2"],
    txt: {
      deviceid: "CC:D2:81:7C:45:EA",
      psi: "C14C9E01-6FF3-4FB9-A006-99AEF6F00669",
      model: "AppleTV14,1",
      osvers: "26.5",
      flags: "0x244",
    },
  },
  {
    type: "_companion-link._tcp",
    instance: "Living Room",
    port: 49153,
    host: "Living-Room.local",
    addresses: ["10.0.0.2"],
    txt: { rpMRtID: "C14C9E01-6FF3-4FB9-A006-99AEF6F00669", rpFl: "0xB6782", rpMd: "AppleTV14,1" },
  },
  {
    type: "_raop._tcp",
    instance: "CCD2817C45EA@Living Room",
    host: "Living-Room.local",
    addresses: ["10.0.0.2"],
    txt: { am: "AppleTV14,1", ov: "26.5", sf: "0x244" },
  },
];
