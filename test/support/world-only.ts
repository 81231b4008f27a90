/** Some of these tests multicast: they run in the network that `scripts/world.sh` makes, and nowhere else. */
export function setup(): void {
  if (process.env["ARMCHAIR_WORLD"] === "inside") return;
  throw new Error(
    "these tests send to a network; npm run test:interop and npm run test:app, which take a file's name, give them one of their own",
  );
}
