import { describe, expect, it } from "vitest";
import { stepAnswer, stepPlayers } from "../../../src/main/protocols/mrp/player-model.ts";
import {
  activeClient,
  activePlayer as activePlayerOf,
  commandOf,
  currentItem,
  isEnabled,
  noPlayers,
  type Players,
} from "../../../src/main/protocols/mrp/players.ts";
import type { MrpMessage } from "../../../src/main/wire/mrp/message.ts";
import {
  Command,
  DEFAULT_PLAYER,
  MessageType,
  PlaybackState,
} from "../../../src/main/wire/mrp/numbers.ts";
import {
  APP,
  activeApp,
  activePlayer,
  command,
  OTHER_APP,
  pathOf,
  setState,
  updateItem,
} from "../../support/mrp-messages.ts";
import { overTheWire } from "../../support/scripted-session.ts";

function heard(...messages: MrpMessage[]): Players {
  return messages.map(overTheWire).reduce(stepPlayers, noPlayers);
}

function step(players: Players, message: MrpMessage): Players {
  return stepPlayers(players, overTheWire(message));
}

function player(players: Players, app = APP, id = DEFAULT_PLAYER) {
  return players.clients.get(app)?.players.get(id) ?? null;
}

function titleOf(players: Players): string | undefined {
  return currentItem(activePlayerOf(activeClient(players)))?.metadata?.title;
}

const film = { identifier: "film", metadata: { title: "A film", duration: 100 } };
const playingFilm = setState({ playbackState: PlaybackState.Playing, items: [film] });

describe("what SET_STATE says (MR-46)", () => {
  it("MR-45: makes the app and the player that it names", () => {
    const players = heard(
      setState({ playbackState: PlaybackState.Paused, playerPath: pathOf(APP, "p1", "Films") }),
    );
    expect(players.clients.get(APP)?.name).toBe("Films");
    expect(player(players, APP, "p1")?.playbackState).toBe(PlaybackState.Paused);
    expect(players.activeClientId).toBeNull();
  });

  it("has no item while no queue was sent", () => {
    const players = heard(setState({ playbackState: PlaybackState.Playing }));
    expect(currentItem(player(players))).toBeNull();
  });

  it("takes the item of a queue of one", () => {
    expect(currentItem(player(heard(playingFilm)))?.metadata?.title).toBe("A film");
  });

  it("takes the item that the location points at", () => {
    const items = [film, { identifier: "b", metadata: { title: "Second" } }];
    const players = heard(setState({ items, location: 1 }));
    expect(currentItem(player(players))?.metadata?.title).toBe("Second");
    expect(currentItem(player(players))?.id).toBe("b");
  });

  it("takes the only item whatever place it has in the whole queue", () => {
    const players = heard(setState({ items: [film], location: 7 }));
    expect(currentItem(player(players))?.id).toBe("film");
  });

  it("knows an item without identifier", () => {
    const players = heard(setState({ items: [{ metadata: { title: "Nameless" } }] }));
    expect(currentItem(player(players))).toMatchObject({
      id: null,
      metadata: { title: "Nameless" },
    });
  });

  it("leaves alone what it does not carry", () => {
    const commands = [command(Command.Pause)];
    const before = heard(setState({ items: [film], commands, playbackState: 1 }));
    const players = step(before, setState({ playbackState: PlaybackState.Paused }));
    expect(player(players)).toMatchObject({ playbackState: PlaybackState.Paused, location: 0 });
    expect(currentItem(player(players))?.id).toBe("film");
    expect(player(players)?.commands.has(Command.Pause)).toBe(true);
  });

  it("empties the queue when it says that it is empty", () => {
    const players = heard(playingFilm, setState({ items: [] }));
    expect(currentItem(player(players))).toBeNull();
  });

  it("drops metadata of an item that comes again without it", () => {
    const players = heard(playingFilm, setState({ items: [{ identifier: "film", metadata: {} }] }));
    expect(currentItem(player(players))?.metadata).toEqual({});
  });

  it("takes the app from where systems before player paths had it", () => {
    const players = heard({
      type: MessageType.SetState,
      setState: { displayIdentifier: APP, displayName: "Films", playbackState: 1 },
    });
    expect(players.clients.get(APP)?.name).toBe("Films");
    expect(player(players)?.playbackState).toBe(1);
  });

  it("is about what plays when it names nobody, and about nothing when nothing does", () => {
    const nobody = { type: MessageType.SetState, setState: { playbackState: 2 } };
    expect(heard(nobody)).toBe(noPlayers);
    expect(player(heard(activeApp(), playingFilm, nobody))?.playbackState).toBe(2);
  });

  it("replaces commands and finds the player's before the app's (FE-02)", () => {
    const players = heard(activeApp(), {
      type: MessageType.SetDefaultSupportedCommands,
      setDefaultSupportedCommands: {
        supportedCommands: { supportedCommands: [command(Command.Play), command(Command.Pause)] },
        playerPath: pathOf(),
      },
    });
    expect(isEnabled(activeClient(players), Command.Play)).toBe(true);
    const own = step(players, setState({ commands: [command(Command.Play, { enabled: false })] }));
    expect(isEnabled(activeClient(own), Command.Play)).toBe(false);
    expect(isEnabled(activeClient(own), Command.Pause)).toBe(true);
    expect(commandOf(activeClient(own), Command.Stop)).toBeNull();
  });
});

describe("content items (MR-46, F9)", () => {
  it("MR-46: merges into the item of the same identifier", () => {
    const players = heard(
      playingFilm,
      updateItem({ identifier: "film", metadata: { title: "Renamed" } }, pathOf()),
    );
    expect(currentItem(player(players))?.metadata).toEqual({ title: "Renamed", duration: 100 });
  });

  it("F9: belongs to the active player when it names no app", () => {
    const song = setState({ playerPath: pathOf(OTHER_APP), items: [film] });
    const players = heard(
      song,
      activeApp(),
      playingFilm,
      updateItem({ identifier: "film", metadata: { title: "Renamed" } }),
    );
    expect(titleOf(players)).toBe("Renamed");
    expect(currentItem(player(players, OTHER_APP))?.metadata?.title).toBe("A film");
  });

  it("F9: belongs to the active player of an app that has several", () => {
    const players = heard(
      activeApp(),
      playingFilm,
      setState({ playerPath: pathOf(APP, "second"), items: [film] }),
      activePlayer(pathOf(APP, "second")),
      updateItem({ identifier: "film", metadata: { title: "Renamed" } }),
    );
    expect(titleOf(players)).toBe("Renamed");
    expect(currentItem(player(players))?.metadata?.title).toBe("A film");
  });

  it("ignores items that nobody has", () => {
    const before = heard(activeApp(), playingFilm);
    const players = step(before, updateItem({ identifier: "x", metadata: { title: "Ghost" } }));
    expect(players).toBe(before);
  });

  it("RB-22: never changes what was handed out", () => {
    const before = heard(activeApp(), playingFilm);
    const item = currentItem(player(before));
    const copy = structuredClone(item);
    step(before, updateItem({ identifier: "film", metadata: { title: "Renamed" } }));
    expect(item).toEqual(copy);
    expect(titleOf(before)).toBe("A film");
  });

  it("keeps a late picture from emptying the queue, whoever it is for", () => {
    const before = heard(activeApp(), playingFilm);
    const artworkData = new Uint8Array([1, 2, 3]);
    const other = step(before, setState({ items: [{ identifier: "old", artworkData }] }));
    expect(other).toBe(before);
    const own = step(before, setState({ items: [{ identifier: "film", artworkData }] }));
    expect(titleOf(own)).toBe("A film");
    expect(currentItem(player(own))?.pictureMark).not.toBeNull();
  });

  it("keeps languages and picture of an item over a new queue, and not for another item", () => {
    const languages = [
      { languageOptions: [{ type: 0, languageTag: "en", displayName: "English" }] },
    ];
    const before = heard(activeApp(), playingFilm);
    const told = stepAnswer(
      before,
      overTheWire(
        setState({ items: [{ identifier: "film", availableLanguageOptions: languages }] }),
      ),
    );
    const again = step(told, playingFilm);
    expect(currentItem(player(again))?.languages?.groups).toHaveLength(1);
    const next = step(told, setState({ items: [{ identifier: "next", metadata: {} }] }));
    expect(currentItem(player(next))?.languages).toBeNull();
  });
});

describe("who plays (MR-45, MR-46)", () => {
  it("SET_NOW_PLAYING_CLIENT makes the app the active one, known or not", () => {
    expect(heard(activeApp()).activeClientId).toBe(APP);
    expect(heard(playingFilm, activeApp()).activeClientId).toBe(APP);
  });

  it("SET_NOW_PLAYING_CLIENT of nobody means that nothing plays", () => {
    const nobody = { type: MessageType.SetNowPlayingClient, setNowPlayingClient: { client: {} } };
    expect(activeClient(heard(activeApp(), playingFilm, nobody))).toBeNull();
  });

  it("SET_NOW_PLAYING_PLAYER counts only within its app", () => {
    const players = heard(playingFilm, activePlayer(pathOf(APP, "p1")));
    expect(players.activeClientId).toBeNull();
    expect(players.clients.get(APP)?.activePlayerId).toBe("p1");
  });

  it("SET_NOW_PLAYING_PLAYER of the active app changes what plays", () => {
    const second = { identifier: "b", metadata: { title: "Second" } };
    const players = heard(
      activeApp(),
      playingFilm,
      setState({ playerPath: pathOf(APP, "p1"), items: [second] }),
      activePlayer(pathOf(APP, "p1")),
    );
    expect(titleOf(players)).toBe("Second");
  });

  it("falls to the default player when only the app is known", () => {
    const players = heard(activeApp(), setState({ playerPath: pathOf(APP, "p1") }), playingFilm);
    expect(activePlayerOf(activeClient(players))?.id).toBe(DEFAULT_PLAYER);
  });

  it("has no player when there is no default one", () => {
    const players = heard(
      activeApp(),
      setState({ playerPath: pathOf(APP, "p1"), playbackState: 1 }),
    );
    expect(activePlayerOf(activeClient(players))).toBeNull();
  });

  it("MR-46: UPDATE_CLIENT before SET_STATE makes the app with its name", () => {
    const name = {
      type: MessageType.UpdateClient,
      updateClient: { client: { bundleIdentifier: APP, displayName: "Films" } },
    };
    const players = heard(name, activeApp(), playingFilm);
    expect(activeClient(players)?.name).toBe("Films");
    expect(titleOf(players)).toBe("A film");
  });

  it("keeps the last known name when a message leaves it out", () => {
    const players = heard(activeApp(APP, "Films"), activeApp(), playingFilm);
    expect(activeClient(players)?.name).toBe("Films");
  });

  it("REMOVE_CLIENT of the active app leaves nothing playing, of another one nothing else", () => {
    const remove = (app: string) => ({
      type: MessageType.RemoveClient,
      removeClient: { client: { bundleIdentifier: app } },
    });
    const before = heard(activeApp(), playingFilm);
    expect(step(before, remove(OTHER_APP))).toBe(before);
    const players = step(before, remove(APP));
    expect(activeClient(players)).toBeNull();
    expect(players.clients.size).toBe(0);
    // What comes back is not the active one just because it was.
    expect(activeClient(step(players, playingFilm))).toBeNull();
  });

  const removePlayer = (id: string) => ({
    type: MessageType.RemovePlayer,
    removePlayer: { playerPath: pathOf(APP, id) },
  });

  it("REMOVE_PLAYER of the active player reverts to the default player", () => {
    const players = heard(
      activeApp(),
      playingFilm,
      setState({ playerPath: pathOf(APP, "p1"), items: [] }),
      activePlayer(pathOf(APP, "p1")),
      removePlayer("p1"),
    );
    expect(activePlayerOf(activeClient(players))?.id).toBe(DEFAULT_PLAYER);
    expect(titleOf(players)).toBe("A film");
  });

  it("REMOVE_PLAYER of the only player leaves nothing playing", () => {
    const players = heard(activeApp(), playingFilm, removePlayer(DEFAULT_PLAYER));
    expect(activePlayerOf(activeClient(players))).toBeNull();
  });

  it("REMOVE_PLAYER of a player that nobody knows changes nothing", () => {
    const before = heard(activeApp(), playingFilm);
    expect(step(before, removePlayer("p9"))).toBe(before);
  });
});

describe("quiet and bounded", () => {
  it("RB-18: is the same object when a message says nothing new", () => {
    const commands = [command(Command.Play, { preferredIntervals: [10] })];
    const state = setState({ items: [film], commands, playbackState: 1 });
    const before = heard(activeApp(APP, "Films"), state);
    for (const message of [state, activeApp(APP, "Films"), updateItem(film), { type: 37 }]) {
      expect(step(before, message)).toBe(before);
    }
  });

  it("forgets apps, players and items of a device that never stops making them", () => {
    let players = heard(activeApp(), playingFilm);
    for (let n = 0; n < 300; n++) {
      players = step(players, setState({ playerPath: pathOf(`app-${n}`), playbackState: 1 }));
      players = step(players, setState({ playerPath: pathOf(APP, `p-${n}`), playbackState: 1 }));
    }
    const items = Array.from({ length: 500 }, (_, n) => ({ identifier: `i${n}`, metadata: {} }));
    players = step(players, setState({ playerPath: pathOf(APP, "p-299"), items }));
    expect(players.clients.size).toBeLessThanOrEqual(32);
    expect(activeClient(players)?.players.size).toBeLessThanOrEqual(16);
    expect(player(players, APP, "p-299")?.items.length).toBeLessThanOrEqual(128);
    expect(titleOf(players)).toBe("A film");
  });

  it("keeps no bytes of pictures", () => {
    const artworkData = new Uint8Array(100_000);
    const players = heard(activeApp(), setState({ items: [{ ...film, artworkData }] }));
    expect(
      JSON.stringify([...players.clients.values()].map((c) => [...c.players.values()])).length,
    ).toBeLessThan(1000);
  });
});
