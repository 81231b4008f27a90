import { MessageType } from "../../wire/mrp/numbers.ts";
import { activeClient, activePlayer, currentItem } from "./players.ts";
import type { RemoteSession } from "./session-contract.ts";
import type { MediaRemoteState } from "./state.ts";

/** Questions that were asked already; the oldest are forgotten. */
const REMEMBERED = 64;

/**
 * Asks for what devices keep to themselves until they are asked: the languages of an item, and the name of
 * an app that was started while we were connected. Each once, and one question at a time.
 */
export class Inquiry {
  readonly #session: RemoteSession;
  readonly #state: MediaRemoteState;
  readonly #asked = new Set<string>();
  #underway = false;

  constructor(session: RemoteSession, state: MediaRemoteState) {
    this.#session = session;
    this.#state = state;
  }

  /** Looks whether something is missing that has not been asked for. */
  check(): void {
    if (this.#underway) return;
    const question = this.#openQuestion();
    if (question === null) return;
    this.#remember(question);
    this.#underway = true;
    // Without an answer it stays unknown; whatever came meanwhile may have its own questions.
    const next = () => {
      this.#underway = false;
      this.check();
    };
    this.ask().then(next, () => {
      this.#underway = false;
    });
  }

  /** The name and the languages of what plays now. Rejects as a request does. */
  async ask(): Promise<void> {
    const client = activeClient(this.#state.players);
    const player = activePlayer(client);
    const answer = await this.#session.request({
      type: MessageType.PlaybackQueueRequest,
      playbackQueueRequest: {
        location: player?.location ?? 0,
        length: 1,
        includeLanguageOptions: true,
      },
    });
    this.#state.onQueueAnswer(answer);
  }

  /** A name for what is not known and was not asked for; null when there is nothing. */
  #openQuestion(): string | null {
    const { nowPlaying, players } = this.#state;
    const client = activeClient(players);
    if (nowPlaying === null || client === null) return null;
    const item = currentItem(activePlayer(client));
    const languages = item?.metadata?.languageOptionsAvailable === true && item.languages === null;
    const questions = [
      ...(client.name === null ? [`name ${client.bundleId}`] : []),
      ...(languages ? [`languages ${nowPlaying.itemId}`] : []),
    ];
    return questions.find((question) => !this.#asked.has(question)) ?? null;
  }

  #remember(question: string): void {
    this.#asked.add(question);
    const [oldest] = this.#asked;
    if (oldest !== undefined && this.#asked.size > REMEMBERED) this.#asked.delete(oldest);
  }
}
