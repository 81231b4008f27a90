import { MessageType } from "../../wire/mrp/numbers.ts";
import { activeClient, activePlayer, currentItem } from "./players.ts";
import type { RemoteSession } from "./session-contract.ts";
import type { MediaRemoteState } from "./state.ts";

/**
 * Asks for what devices keep to themselves until they are asked: the languages of an item, and the name of
 * an app that was started while we were connected. Each once, and one question at a time.
 */
export class Inquiry {
  readonly #session: RemoteSession;
  readonly #state: MediaRemoteState;
  /** Those that are open still: what plays again later has to be asked about again. */
  #asked: readonly string[] = [];
  #underway = false;

  constructor(session: RemoteSession, state: MediaRemoteState) {
    this.#session = session;
    this.#state = state;
  }

  /** Looks whether something is missing that has not been asked for. */
  check(): void {
    const open = this.#openQuestions();
    this.#asked = this.#asked.filter((question) => open.includes(question));
    const question = open.find((candidate) => !this.#asked.includes(candidate));
    if (this.#underway || question === undefined) return;
    this.#asked = [...this.#asked, question];
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

  /** A name for each thing that is not known. */
  #openQuestions(): readonly string[] {
    const { nowPlaying, players } = this.#state;
    const client = activeClient(players);
    if (nowPlaying === null || client === null) return [];
    const item = currentItem(activePlayer(client));
    const languages = item?.metadata?.languageOptionsAvailable === true && item.languages === null;
    return [
      ...(client.name === null ? [`name ${client.bundleId}`] : []),
      ...(languages ? [`languages ${nowPlaying.itemId}`] : []),
    ];
  }
}
