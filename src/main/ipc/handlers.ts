import { RemoteError } from "../../shared/errors.ts";
import type { EventMap, Handlers } from "../../shared/ipc/contract.ts";
import type { CallName, EventName } from "../../shared/ipc/names.ts";
import type { Commands } from "../device/commands.ts";
import type { Hub } from "../device/hub.ts";
import type { Service } from "./service.ts";
import { type AppPart, eventSources } from "./snapshots.ts";

/** Serves the contract from the hub; what is about windows and the program comes from `appPart`. */
export function createService(hub: Hub, appPart: AppPart): Service {
  const sources = eventSources(hub, appPart);
  return {
    handlers: {
      ...appHandlers(appPart),
      ...deviceHandlers(hub),
      ...sessionHandlers(hub),
      ...remoteHandlers(hub),
      ...playbackHandlers(hub),
      ...contentHandlers(hub),
      ...textHandlers(hub),
      ...mediaHandlers(hub, appPart),
      ...soundHandlers(hub),
      ...pairingHandlers(hub),
      ...settingsHandlers(hub),
    },
    on: <N extends EventName>(name: N, listener: (snapshot: EventMap[N]) => void) =>
      sources[name](listener),
  };
}

type Part<Prefix extends string> = Pick<Handlers, Extract<CallName, `${Prefix}.${string}`>>;

const commandsOf = (hub: Hub, id: string): Commands => hub.session(id).commands;

function appHandlers(appPart: AppPart): Part<"app"> {
  return {
    "app.snapshot": () => appPart["app.snapshot"](),
    "app.openWindow": (name) => appPart["app.openWindow"](name),
    "app.closeWindow": (name) => appPart["app.closeWindow"](name),
    "app.setFullScreen": (on) => appPart["app.setFullScreen"](on),
    "app.setStrip": (strip) => appPart["app.setStrip"](strip),
  };
}

function deviceHandlers(hub: Hub): Part<"devices"> {
  return {
    "devices.snapshot": async () => hub.devices.value,
    "devices.rescan": async () => hub.rescan(),
    "devices.add": (host) => hub.add(host),
    "devices.rename": (id, name) => hub.rename(id, name),
    "devices.forget": (id) => hub.forget(id),
    "devices.select": (id) => hub.select(id),
    "devices.setPassword": (id, password) => hub.setPassword(id, password),
  };
}

function sessionHandlers(hub: Hub): Part<"session"> {
  return {
    "session.snapshot": async (id) => hub.peek(id)?.snapshot.value ?? null,
    "session.connect": async (id) => hub.session(id).connect(),
    "session.disconnect": async (id) => hub.peek(id)?.disconnect(),
  };
}

function remoteHandlers(hub: Hub): Part<"remote" | "volume" | "power" | "touch"> {
  return {
    "remote.press": async (id, button, action) => commandsOf(hub, id).press(button, action),
    "remote.button": async (id, button, edge) => commandsOf(hub, id).button(button, edge),
    "remote.media": async (id, command) => commandsOf(hub, id).media(command),
    "remote.skip": async (id, seconds) => commandsOf(hub, id).skip(seconds),
    "volume.step": async (id, direction) => commandsOf(hub, id).volumeStep(direction),
    "volume.set": async (id, percent) => commandsOf(hub, id).setVolume(percent),
    "power.set": async (id, wanted) => commandsOf(hub, id).power(wanted),
    "touch.swipe": async (id, { from, to, durationMs }) =>
      commandsOf(hub, id).swipe(from, to, durationMs),
    "touch.event": async (id, phase, x, y) => commandsOf(hub, id).touch(phase, { x, y }),
    "touch.click": async (id, action) => commandsOf(hub, id).click(action),
  };
}

function playbackHandlers(hub: Hub): Part<"playback" | "outputs"> {
  return {
    "playback.seek": async (id, seconds) => commandsOf(hub, id).seek(seconds),
    "playback.shuffle": async (id, mode) => commandsOf(hub, id).setShuffle(mode),
    "playback.repeat": async (id, mode) => commandsOf(hub, id).setRepeat(mode),
    "playback.audio": async (id, choice) => commandsOf(hub, id).selectAudio(choice),
    "playback.subtitles": async (id, choice) => commandsOf(hub, id).selectSubtitles(choice),
    "playback.artwork": async (id, width, height) => commandsOf(hub, id).artwork({ width, height }),
    "outputs.add": async (id, outputs) => commandsOf(hub, id).addOutputs(outputs),
    "outputs.remove": async (id, outputs) => commandsOf(hub, id).removeOutputs(outputs),
    "outputs.set": async (id, outputs) => commandsOf(hub, id).setOutputs(outputs),
    "outputs.setVolume": async (id, output, percent) =>
      commandsOf(hub, id).setOutputVolume(output, percent),
  };
}

function mediaHandlers(hub: Hub, appPart: AppPart): Part<"media"> {
  return {
    "media.offerFile": (path) => hub.offerFile(path),
    "media.play": (id, source, startS) => hub.play(id, source, startS),
    "media.stop": (id) => hub.stopPlaying(id),
    "media.answer": async (request, id) => {
      const { "media.answer": answer } = appPart;
      if (!answer) throw new RemoteError("not-found", "nothing waits for an answer");
      await answer(request, id);
    },
  };
}

function soundHandlers({ sound }: Hub): Part<"sound"> {
  return {
    "sound.snapshot": async () => sound.snapshot.value,
    "sound.offer": (path) => sound.offer(path),
    "sound.play": (sources, devices) => sound.play(sources, devices),
    "sound.add": (sources, before) => sound.add(sources, before),
    "sound.move": (id, before) => sound.move(id, before),
    "sound.remove": (id) => sound.remove(id),
    "sound.skipTo": (id) => sound.skipTo(id),
    "sound.command": (command) => sound.command(command),
    "sound.seek": (seconds) => sound.seek(seconds),
    "sound.join": (device) => sound.join(device),
    "sound.leave": (device) => sound.leave(device),
    "sound.setVolume": (device, percent) => sound.setVolume(device, percent),
    "sound.setDelay": (device, delayMs) => sound.setDelay(device, delayMs),
    "sound.artwork": (id) => sound.artwork(id),
  };
}

function contentHandlers(hub: Hub): Part<"apps" | "accounts"> {
  return {
    "apps.list": async (id) => commandsOf(hub, id).appList(),
    "apps.launch": async (id, target) => commandsOf(hub, id).launchApp(target),
    "apps.pin": (id, app, pinned) => hub.pinApp(id, app, pinned),
    "accounts.list": async (id) => commandsOf(hub, id).accountList(),
    "accounts.switch": async (id, account) => commandsOf(hub, id).switchAccount(account),
  };
}

function textHandlers(hub: Hub): Part<"text"> {
  return {
    "text.get": async (id) => commandsOf(hub, id).textGet(),
    "text.set": async (id, text) => commandsOf(hub, id).textSet(text),
    "text.append": async (id, text) => commandsOf(hub, id).textAppend(text),
    "text.clear": async (id) => commandsOf(hub, id).textClear(),
  };
}

function pairingHandlers(hub: Hub): Part<"pairing"> {
  return {
    "pairing.snapshot": async () => hub.pairing.snapshot.value,
    "pairing.start": async (id, protocol) => hub.startPairing(id, protocol),
    "pairing.submitPin": async (pin) => hub.pairing.submitPin(pin),
    "pairing.skip": async () => hub.pairing.skip(),
    "pairing.cancel": async () => hub.pairing.cancel(),
  };
}

function settingsHandlers(hub: Hub): Part<"settings" | "demo" | "tv"> {
  return {
    "settings.snapshot": async () => hub.settings.value,
    "settings.update": (change) => hub.updatePreferences(change),
    "demo.start": () => hub.startBuiltIn(),
    "demo.stop": () => hub.stopBuiltIn(),
    "tv.snapshot": async () => hub.tvScreen?.value ?? null,
    "tv.pairRemote": (id, code) => hub.pairTvRemote(id, code),
  };
}
