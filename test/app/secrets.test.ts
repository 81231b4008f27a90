import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Secret } from "../../src/main/runtime/secret.ts";
import { KeyringSession } from "../support/keyring-session.ts";
import { PIN, TV_NAME } from "../support/living-room.ts";
import { shownCode } from "../support/old-tv-room.ts";
import { answers, filmOf, playRoom } from "../support/play-room.ts";
import { dropFiles } from "./given.ts";

const PASSWORD = "correct horse battery";

/** Every file below a folder that can be read, with what is in it, byte by byte. */
function filesBelow(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .map((path) => [path, readFileSync(path, "latin1")] as const);
}

/** As text, and as Chromium writes some of its own. */
const holds = (content: string, secret: string) =>
  content.includes(secret) || content.includes([...secret].join("\0"));

it("no code, password, key or address of a file is in anything that the program writes", async (context) => {
  const keyring = await KeyringSession.unlocked();
  context.onTestFinished(() => keyring.stop());
  const room = await playRoom(context, {
    model: "apple-tv-3",
    access: "password",
    airplayPassword: new Secret(PASSWORD),
  });
  const { app, remote } = await room.open({ environment: keyring.environment });
  await remote.getByRole("button", { name: new RegExp(TV_NAME) }).click();
  const code = await shownCode(remote);
  room.tv.openRemotes();
  await expect.poll(() => room.tv.state.value.remotes?.seen.length).toBe(1);
  const guid = room.tv.state.value.remotes?.seen[0]?.id ?? "";
  expect(guid).toMatch(/^[0-9A-F]{16}$/i);
  expect(await room.tv.pairRemote({ pin: code })).toBe("paired");
  await remote.getByRole("button", { name: "Done" }).click();
  await remote.locator(".middle[data-ready]").waitFor();

  await dropFiles(remote, room.file("film.mp4", filmOf(600)));
  await remote.getByLabel(`AirPlay password of ${TV_NAME}`).fill(PASSWORD);
  await remote.keyboard.press("Enter");
  await room.tv.received("video ready");
  const url = room.fetched[0]?.url ?? "";
  const token = new URL(url).pathname.split("/")[1] ?? "";
  expect(token).toHaveLength(22);
  await app.close();
  expect(await answers(url)).toBe(false);

  const written = filesBelow(app.userData);
  expect(written.some(([path]) => path.endsWith("armchair.log"))).toBe(true);
  for (const secret of [PASSWORD, guid.toLowerCase(), guid.toUpperCase(), token]) {
    expect(written.filter(([, content]) => holds(content, secret)).map(([path]) => path)).toEqual(
      [],
    );
  }
  const log = written.find(([path]) => path.endsWith("armchair.log"))?.[1] ?? "";
  const told = log.replace(/^\S+/gm, "");
  expect(told).toContain("what is to play");
  for (const digits of [code, PIN]) expect(told).not.toMatch(new RegExp(`\\b${digits}\\b`));
});
