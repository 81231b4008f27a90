import { RemoteError } from "../../../shared/errors.ts";
import { type OpackDict, opackBytes } from "../../wire/opack.ts";
import {
  decodeTextInputSession,
  encodeTextOperations,
  type TextInputSession,
} from "../../wire/text-input.ts";
import type { Operations } from "../plugin.ts";
import type { CompanionConnection } from "./connection.ts";
import type { FactStore } from "./facts.ts";
import { contentOf } from "./messages.ts";

/** Pushed without being registered for (CO-18, C12). */
export const keyboardEvents = ["_tiStarted", "_tiStopped", "_tiC"] as const;
export type KeyboardEvent = (typeof keyboardEvents)[number];

type KeyboardOperations = Pick<Operations, "textGet" | "textSet" | "textAppend" | "textClear">;

/**
 * The text field on the TV's screen. An archive of it is a snapshot, and edits name the session it
 * came from, so every operation starts a new session first (CO-16). Text is never logged.
 */
export class CompanionKeyboard {
  readonly #connection: CompanionConnection;
  readonly #facts: FactStore;
  #turn: Promise<unknown> = Promise.resolve();
  #refreshing = 0;
  #refreshWanted = false;

  constructor(connection: CompanionConnection, facts: FactStore) {
    this.#connection = connection;
    this.#facts = facts;
  }

  readonly operations: KeyboardOperations = {
    textGet: () => this.#inTurn(async () => (await this.#refresh())?.text ?? null),
    textSet: (text) => this.#inTurn(() => this.#edit(true, text)),
    textAppend: (text) => this.#inTurn(() => this.#edit(false, text)),
    textClear: () =>
      this.#inTurn(async () => {
        await this.#edit(true, "");
      }),
  };

  /** The first `_tiStart`: whether a field has the focus already. */
  start(): Promise<void> {
    return this.#inTurn(async () => {
      this.#show(await this.#startSession());
    });
  }

  onEvent(id: KeyboardEvent, content: OpackDict): void {
    // Starting a session anew makes the device report that the old one stopped.
    if (this.#refreshing > 0 && id === "_tiStopped") return;
    const session = readSession(content);
    if (id === "_tiStopped") this.#show(undefined);
    else if (session !== undefined) this.#show(session);
    else if (this.#facts.facts.keyboard.focused) this.#refreshLater();
  }

  /** Somebody typed on the TV and the event did not say what. One refresh at a time is enough. */
  #refreshLater(): void {
    if (this.#refreshWanted) return;
    this.#refreshWanted = true;
    this.#inTurn(() => {
      this.#refreshWanted = false;
      return this.#refresh();
    }).catch(() => {});
  }

  /** A new session, and through it what is in the field now; undefined when none has the focus. */
  async #refresh(): Promise<TextInputSession | undefined> {
    this.#refreshing += 1;
    try {
      // Not waited for: a device without an open session leaves it unanswered.
      this.#connection.request("_tiStop", {}).catch(() => {});
      const session = await this.#startSession();
      this.#show(session);
      return session;
    } finally {
      this.#refreshing -= 1;
    }
  }

  async #startSession(): Promise<TextInputSession | undefined> {
    return readSession(contentOf(await this.#connection.request("_tiStart", {})));
  }

  /** Resolves with the text that results, as computed here: no answer comes (CO-17). */
  async #edit(clear: boolean, text: string): Promise<string> {
    const session = await this.#refresh();
    const sessionUuid = session?.sessionUuid;
    if (session === undefined || !sessionUuid) {
      throw new RemoteError("unavailable", "no text field has the focus");
    }
    if (clear) this.#send(encodeTextOperations({ sessionUuid, assertText: "", insertText: null }));
    if (text !== "") {
      this.#send(encodeTextOperations({ sessionUuid, assertText: null, insertText: text }));
    }
    const result = (clear ? "" : session.text) + text;
    this.#show({ ...session, text: result });
    return result;
  }

  #send(archive: Uint8Array): void {
    this.#connection.event("_tiC", { _tiV: 1, _tiD: archive });
  }

  #show(session: TextInputSession | undefined): void {
    this.#facts.update({
      keyboard: {
        focused: session !== undefined,
        text: session?.text ?? "",
        secure: session?.secure ?? false,
        prompt: session ? session.appName || session.app : "",
      },
    });
  }

  /** Two operations at once would end each other's sessions. */
  #inTurn<T>(operation: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(operation);
    this.#turn = result.catch(() => {});
    return result;
  }
}

/** IF-131: a field has the focus exactly when there is an archive of it. */
function readSession(content: OpackDict | undefined): TextInputSession | undefined {
  const archive = opackBytes(content?.get("_tiD"));
  return archive && decodeTextInputSession(archive);
}
