/**
 * The names that cross the bridge. Kept apart from the schemas so that the sandboxed preload
 * carries a list of words and nothing else.
 */
export const callNames = [
  "app.snapshot",
  "app.openWindow",
  "app.closeWindow",
  "app.setFullScreen",
  "app.setStrip",
  "devices.snapshot",
  "devices.rescan",
  "devices.add",
  "devices.rename",
  "devices.forget",
  "devices.select",
  "devices.setPassword",
  "session.snapshot",
  "session.connect",
  "session.disconnect",
  "remote.press",
  "remote.button",
  "remote.media",
  "remote.skip",
  "playback.seek",
  "playback.shuffle",
  "playback.repeat",
  "playback.audio",
  "playback.subtitles",
  "playback.artwork",
  "outputs.add",
  "outputs.remove",
  "outputs.set",
  "outputs.setVolume",
  "media.offerFile",
  "media.play",
  "media.stop",
  "media.answer",
  "volume.step",
  "volume.set",
  "power.set",
  "apps.list",
  "apps.launch",
  "apps.pin",
  "accounts.list",
  "accounts.switch",
  "text.get",
  "text.set",
  "text.append",
  "text.clear",
  "touch.swipe",
  "touch.event",
  "touch.click",
  "pairing.snapshot",
  "pairing.start",
  "pairing.submitPin",
  "pairing.skip",
  "pairing.cancel",
  "settings.snapshot",
  "settings.update",
  "demo.start",
  "demo.stop",
  "tv.snapshot",
  "tv.pairRemote",
] as const;
export type CallName = (typeof callNames)[number];

export const eventNames = ["app", "devices", "session", "pairing", "settings", "tv"] as const;
export type EventName = (typeof eventNames)[number];

/** Electron channel names; one for calls, one for events. */
export const CALL_CHANNEL = "armchair:call";
export const EVENT_CHANNEL = "armchair:event";
