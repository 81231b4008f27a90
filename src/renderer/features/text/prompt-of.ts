import type { SessionSnapshot } from "../../../shared/model/session.ts";

/** What the field asks for, when that says more than which device asks: many name only themselves. */
export function promptOf({ keyboard, name }: SessionSnapshot): string {
  return keyboard.prompt === name ? "" : keyboard.prompt;
}
