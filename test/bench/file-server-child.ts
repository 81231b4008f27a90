// A server of one file for the benchmark: `ours` or `plain`, and the file. Prints its address.
import { createReadStream, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { serveFile } from "../../src/main/runtime/file-server.ts";
import { systemRandom } from "../../src/main/runtime/random.ts";

const [kind, path = ""] = process.argv.slice(2);

async function ours(): Promise<string> {
  const served = await serveFile({
    file: await open(path),
    name: "film.mp4",
    mimeType: "video/mp4",
    address: "127.0.0.1",
    token: systemRandom.bytes(16),
  });
  return served.url;
}

/** What anybody writes first: a stream of the part that is asked for. */
function plain(): Promise<string> {
  const { size } = statSync(path);
  const server = createServer((request, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
    const start = Number(from ?? 0);
    const end = Number(to ?? size - 1);
    response.writeHead(from === undefined ? 200 : 206, {
      "Content-Length": end - start + 1,
      ...(from !== undefined && { "Content-Range": `bytes ${start}-${end}/${size}` }),
    });
    createReadStream(path, { start, end }).pipe(response);
  });
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/film.mp4`),
    ),
  );
}

process.on("SIGTERM", () => process.exit());
(kind === "ours" ? ours() : plain()).then((url) => console.log(url));
