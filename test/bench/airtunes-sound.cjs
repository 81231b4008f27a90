// node-airtunes2 as a sender: its folder, a WAV file, ports on this machine.
const { readFileSync } = require("node:fs");
const [folder, file, ...ports] = process.argv.slice(2);
const AirTunes = require(folder);

const airtunes = new AirTunes();
const samples = readFileSync(file).subarray(44);
const CHUNK = 352 * 4 * 10;
let at = 0;
let ready = 0;

function feed() {
  while (at < samples.length) {
    const more = airtunes.write(samples.subarray(at, at + CHUNK));
    at += CHUNK;
    if (!more) return;
  }
  airtunes.end();
}

airtunes.on("drain", feed);
airtunes.on("buffer", (status) => {
  if (status === "end") airtunes.stopAll(() => process.exit(0));
});
for (const port of ports) {
  const device = airtunes.add("127.0.0.1", { port: Number(port), volume: 100 });
  device.on("status", (status) => {
    if (status !== "ready") return;
    ready += 1;
    if (ready === ports.length) feed();
  });
  device.on("error", (error) => {
    console.error("node-airtunes2:", error);
    process.exit(1);
  });
}
