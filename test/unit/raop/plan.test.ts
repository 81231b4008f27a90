import { describe, expect, it } from "vitest";
import { describeAirPlay } from "../../../src/main/protocols/airplay/describe.ts";
import type { DeviceDescription } from "../../../src/main/protocols/plugin.ts";
import { raop } from "../../../src/main/protocols/raop/plugin.ts";
import { advertised, type Txt } from "../../support/advertised.ts";
import { speakerDevice } from "../../support/scripted-raop.ts";

/** A device that announces AirPlay alone. */
function airPlayDevice(txt: Txt): DeviceDescription {
  const service = advertised("_airplay._tcp", txt);
  const description = describeAirPlay(service);
  if (description === undefined) throw new Error("an AirPlay service");
  const services = [{ ...description, advertised: service }];
  return { identifiers: ["x"], name: "Den", addresses: ["10.0.0.2"], services };
}
const plans = (device: DeviceDescription) => raop.plan(device, {});

describe("who sound can be sent to", () => {
  it("is whoever announces RAOP, by one channel on standby", () => {
    expect(plans(speakerDevice({ et: "0,1" }))).toMatchObject([
      { protocol: "raop", way: "sound", standby: true },
    ]);
  });

  it("RA-02 is a receiver that announces AirPlay alone, exactly with bit 30", () => {
    expect(plans(airPlayDevice({ features: "0x40000000" }))).toHaveLength(1);
    expect(plans(airPlayDevice({ features: "0x20000000" }))).toEqual([]);
    expect(plans(airPlayDevice({}))).toEqual([]);
  });

  it("is nobody who wants to be paired with first, so that they are asked for their code", () => {
    expect(plans(speakerDevice({ et: "0", sf: "0x8" }))).toEqual([]);
    const appleTv = { model: "AppleTV6,2", features: "0x4A7FFFF7,0x4BC11FDE", flags: "0x244" };
    expect(plans(airPlayDevice(appleTv))).toEqual([]);
  });
});
