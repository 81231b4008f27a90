import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import send from "send";

export interface FilmServer {
  /** Where that file is, for whoever plays it. */
  url(name: string): string;
  /** Of that file on this machine's disk. */
  path(name: string): string;
  close(): Promise<void>;
}

/** A web server with these files, ranges included, on a free port of `host`. `asked` hears of each request. */
export async function serveFilms(
  host: string,
  files: Readonly<Record<string, Uint8Array>>,
  asked: (headers: IncomingHttpHeaders) => void = () => {},
): Promise<FilmServer> {
  const directory = await mkdtemp(join(tmpdir(), "films-"));
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(directory, name), bytes);
  const server = createServer((request, response) => {
    asked(request.headers);
    send(request, request.url ?? "/", { root: directory }).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (name) => `http://${host}:${port}/${name}`,
    path: (name) => join(directory, name),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(directory, { recursive: true });
    },
  };
}
