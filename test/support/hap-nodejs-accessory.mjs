/**
 * HAP-NodeJS as an accessory, in a process of its own. Arguments: where to store, the PIN. Prints
 * `listening <port>` once it accepts connections; ends when its standard input does. It multicasts,
 * so it belongs into a network namespace.
 */
import hap from "hap-nodejs";

const [storage, pincode] = process.argv.slice(2);
hap.HAPStorage.setCustomStoragePath(storage);

const accessory = new hap.Accessory("Test lamp", hap.uuid.generate("armchair:test-lamp"));
const lamp = accessory.addService(hap.Service.Lightbulb, "Test lamp");
let on = false;
lamp
  .getCharacteristic(hap.Characteristic.On)
  .onGet(() => on)
  .onSet((value) => {
    on = value;
  });
accessory.on("listening", (port) => console.log(`listening ${port}`));
process.stdin.on("end", () => {
  accessory.unpublish().finally(() => process.exit(0));
});
process.stdin.resume();
await accessory.publish({
  username: "11:22:33:44:55:66",
  pincode,
  category: hap.Categories.LIGHTBULB,
  port: 0,
  bind: "127.0.0.1",
});
