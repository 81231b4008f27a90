import { expect, it } from "vitest";
import { memoryPairings } from "../../src/main/hap/accessory.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import { connected, livingRoom, PIN, pair, TV_NAME } from "../support/living-room.ts";
import { realRuntime } from "../support/runtime.ts";

it("counts down to the next try while the TV is unplugged, tries when told to, and is back with it", async (context) => {
  const same = { seed: new Secret(new Uint8Array(32).fill(7)), pairings: memoryPairings() };
  const room = await livingRoom(context, same);
  const { remote } = await room.open();
  await pair(remote, room.tv);

  await room.tv.close();
  const away = remote.getByText(
    new RegExp(
      `The connection to ${TV_NAME} was lost|${TV_NAME} (does not answer|cannot be reached)`,
    ),
  );
  await away.first().waitFor();
  const countdown = remote.getByText(/Trying again in \d+\ss/);
  await countdown.waitFor();
  const seconds = async () =>
    Number(/in (\d+)\ss/.exec((await countdown.textContent()) ?? "")?.[1]);
  const first = await seconds();
  await expect.poll(seconds, { timeout: 20_000 }).not.toBe(first);
  expect(await remote.locator(".middle[data-ready]").count()).toBe(0);

  // Nothing there yet: it says so again instead of pretending.
  await remote.getByRole("button", { name: "Try now" }).click();
  await countdown.waitFor();

  const back = await VirtualTv.start({
    ...same,
    runtime: realRuntime(),
    name: TV_NAME,
    pin: PIN,
  });
  context.onTestFinished(() => back.close());
  await connected(remote, back);
  // What was said aloud goes a moment after the connection is back.
  await expect.poll(() => away.count()).toBe(0);
  await remote.keyboard.press("ArrowUp");
  await back.received("up");
});
