/** What does not work and why: missing connections, and refusals that have words of their own. */
export const enLimits = {
  "state.limited": "Limited",
  "state.limited.long": "Limited. Missing: {missing} ({protocols}).",
  "state.limited.rest": "The other buttons work.",
  "missing.playing": "what is playing",
  "missing.speakers": "speakers",
  "missing.apps": "apps, text and power",
  "missing.sound": "sound from this computer",
  "missing.video": "videos and music from this computer",
  "missing.older": "the remote",

  "lost.code": "It needs a second code.",
  "lost.code.do": "Pair again, and type the code that it shows.",
  "lost.password": "It asks for a password that its owner set.",
  "lost.silent": "It does not answer.",
  "lost.silent.do": "It is tried again by itself.",
  "lost.refused": "{name} does not let this computer in.",
  "lost.refused.do":
    "On it: Settings, AirPlay and HomeKit, Allow Access, Anyone on the Same Network.",
  "lost.never": "{name} does not offer it.",
  "lost.never.do": "Nothing on this computer changes that.",
  "lost.locked": "The keychain is locked.",
  "lost.locked.do": "Unlock it; then it is tried again by itself.",
  "lost.pause": "{name} wants a pause, because too many codes were wrong.",
  "lost.pause.do": "Wait a while, or restart it.",
  "lost.full": "{name} holds as many connections as it can.",
  "lost.full.do": "Close another remote, or remove one on it.",
  "lost.other": "Something went wrong on the way.",
  "lost.other.do": "It is tried again by itself.",

  "refusal.home-only": "{name} lets only people in who share its home.",
  "refusal.home-only.do":
    "In the Home app: Home Settings, Speakers and TV, Anyone on the Same Network. Then try again.",
  "refusal.same-user": "{name} lets only the person in who is signed in on it.",
  "refusal.same-user.do":
    "On it: Settings, AirPlay and HomeKit, Allow Access, Anyone on the Same Network. Then try again.",
  "refusal.access-restricted": "{name} does not let this computer in.",
  "refusal.access-restricted.do":
    "On it: Settings, AirPlay and HomeKit, Allow Access, Anyone on the Same Network. Then try again.",
  "refusal.password": "{name} asks for a password that its owner set.",
  "refusal.password.do": "There is a place for it in Settings, Devices.",
  "refusal.in-use": "{name} is serving somebody else at the moment.",
  "refusal.in-use.do": "Try again when they are done.",
  "refusal.authenticate": "{name} wants a code before it lets this computer in.",
  "refusal.authenticate.do": "Pair again, and type the code that it shows.",
} as const;
