/** The remote: its keys, its states, what it says aloud. */
export const enRemote = {
  "action.close": "Close",
  "action.cancel": "Cancel",
  "action.back": "Back",
  "action.done": "Done",
  "action.again": "Try again",
  "action.now": "Try now",
  "action.dismiss": "Dismiss",

  "remote.region": "Remote for {name}",

  "disc.label": "Direction pad",
  "disc.up": "Up",
  "disc.down": "Down",
  "disc.left": "Left",
  "disc.right": "Right",
  "disc.select": "Select",

  "button.menu": "Back",
  "button.home": "Home",
  "button.playPause": "Play or pause",

  "volume.label": "Volume",
  "volume.up": "Volume up",
  "volume.down": "Volume down",
  "volume.percent": "{percent}\u00a0%",
  "volume.of": "Volume of {name}",
  "volume.none": "This TV's volume is changed by infrared, which a computer cannot send.",
  "volume.none.do": "Use the TV's own remote for it.",

  "mute.unsupported": "{name} cannot be muted from a computer.",
  "mute.unsupported.do": "Turn the volume down instead.",

  "foot.apps": "Apps",
  "foot.text": "Text",
  "foot.more": "More",
  "foot.label": "More controls",

  "strip.bigger": "Full remote",

  "power.on": "On",
  "power.off": "Asleep",
  "power.unknown": "Unknown",
  "power.button": "Power: {state}",
  "power.title": "Power",
  "power.wake": "Wake {name}",
  "power.sleep": "Put {name} to sleep",
  "power.unsupported": "{name} does not say that its power can be changed.",
  "power.asleep": "{name} is asleep. Wake it?",
  "power.wake.short": "Wake",

  "state.connected": "Connected",
  "state.connecting": "Connecting",
  "state.connecting.long": "Connecting to {name}",
  "state.connecting.again": "Connecting to {name} again",
  "state.offline": "Not connected",
  "state.offline.long": "Not connected to {name}.",
  "state.waiting": "Not answering",
  "state.needsPairing": "Not paired",
  "state.unreachable": "Not on the network",
  "state.asleep": "Asleep",
  "state.paired": "Paired",
  "state.unpaired": "Not paired yet",
  "state.password": "Asks for a password",

  "waiting.silent": "{name} does not answer.",
  "waiting.lost": "The connection to {name} was lost.",
  "waiting.locked": "The keychain is locked, so the key for {name} cannot be read.",
  "waiting.other": "{name} cannot be reached at the moment.",
  "waiting.again": "Trying again in {seconds}\u00a0s",
  "waiting.now": "Trying again",

  "needsPairing.new": "{name} is not paired with this computer yet.",
  "needsPairing.unpaired": "{name} no longer knows this computer.",

  "connect.button": "Connect",

  "pair.button": "Pair",
  "pair.again": "Pair again",

  "announce.connected": "Connected to {name}",
  "announce.asleep": "{name} is asleep",
  "announce.awake": "{name} is on",
  "announce.text": "{name} asks for text",
  "announce.textPrompt": "{name} asks for text: {prompt}",
} as const;
