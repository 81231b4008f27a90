import { delay } from "../../../runtime/clock.ts";
import type { HttpResponse } from "../../../wire/http.ts";
import type { OpenContext } from "../../plugin.ts";

const TRIES = 3;
const BETWEEN_TRIES_MS = 1000;
const PASSING_TROUBLE = 500;

/** Asks again, twice and a second apart, what is answered with 500 (AP-43). */
export async function askPatiently(
  { runtime, signal }: OpenContext,
  ask: () => Promise<HttpResponse>,
): Promise<HttpResponse> {
  for (let attempt = 1; ; attempt++) {
    const response = await ask();
    if (response.status !== PASSING_TROUBLE || attempt === TRIES) return response;
    await delay(runtime.clock, BETWEEN_TRIES_MS, signal);
  }
}
