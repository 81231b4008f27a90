import { md5Hex } from "../crypto/hash.ts";
import { hexOf } from "../wire/bytes.ts";
import { type HttpRequest, headerOf } from "../wire/http.ts";
import type { AirplayContext } from "./airplay-context.ts";
import { type AirplayReply, needsPassword } from "./airplay-reply.ts";

const NONCE_BYTES = 16;

/** The password of one connection, in the way of HTTP Digest without a count (RFC 2069). */
export class PasswordGate {
  readonly #context: AirplayContext;
  readonly #nonce: string;

  readonly #realm: string;

  constructor(context: AirplayContext, realm = "airplay") {
    this.#context = context;
    this.#realm = realm;
    this.#nonce = hexOf(context.runtime.random.bytes(NONCE_BYTES));
  }

  /** Null: the request shows the password. Otherwise the question for it. */
  refusal(request: HttpRequest): AirplayReply | null {
    const shown = headerOf(request, "Authorization");
    if (shown !== undefined && this.#isRight(shown, request)) return null;
    if (shown !== undefined) this.#context.television.note("wrong password");
    return needsPassword(this.#nonce, this.#realm);
  }

  #isRight(header: string, { method, target }: HttpRequest): boolean {
    const { password } = this.#context;
    if (password === undefined || !/^Digest /i.test(header)) return false;
    const field = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(header)?.[1] ?? "";
    const [user, uri] = [field("username"), field("uri")];
    const secret = md5Hex(`${user}:${this.#realm}:${password.expose()}`);
    const expected = md5Hex(`${secret}:${this.#nonce}:${md5Hex(`${method}:${uri}`)}`);
    return field("nonce") === this.#nonce && uri === target && field("response") === expected;
  }
}
