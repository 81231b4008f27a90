import type { PairingStore } from "../hap/accessory.ts";
import type { HttpRequest } from "../wire/http.ts";
import type { AirplayContext } from "./airplay-context.ts";
import { AirplayOneAuth } from "./airplay-one-auth.ts";
import { PasswordGate } from "./airplay-password.ts";
import { type AirplayReply, done, forbidden, notFound } from "./airplay-reply.ts";

/** Whom one connection of AirPlay 1 lets in: whoever paired, knows the password, or anybody. */
export class AirplayOneGate {
  readonly #context: AirplayContext;
  readonly #auth: AirplayOneAuth;
  readonly #password: PasswordGate;

  /** `realm`: of the password. */
  constructor(context: AirplayContext, pairings: PairingStore, realm?: string) {
    this.#context = context;
    this.#auth = new AirplayOneAuth(context.desk, pairings);
    this.#password = new PasswordGate(context, realm);
  }

  get verified(): boolean {
    return this.#auth.verified;
  }

  /** What pairing, a path that begins with `/pair-`, is answered. */
  pair(path: string, request: HttpRequest): AirplayReply {
    if (request.method !== "POST" || this.#context.access === "home-only") return forbidden;
    switch (path) {
      case "/pair-pin-start":
        this.#auth.showPin();
        return done;
      case "/pair-setup-pin":
        return this.#auth.setup(request.body);
      case "/pair-verify":
        return this.#auth.verify(request.body);
      default:
        return notFound;
    }
  }

  /** Null: this client may. */
  refusal(request: HttpRequest): AirplayReply | null {
    switch (this.#context.access) {
      case "home-only":
        return forbidden;
      case "pairing":
        return this.#auth.verified ? null : forbidden;
      case "password":
        return this.#password.refusal(request);
      default:
        return null;
    }
  }

  close(): void {
    this.#auth.close();
  }
}
