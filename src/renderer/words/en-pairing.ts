/** The pairing wizard. */
export const enPairing = {
  "pairing.title": "Pair a device",
  "pairing.pick": "Choose the Apple TV to pair. It will show a code.",
  "pairing.start": "Pair {name}",
  "pairing.repair": "{name} is paired already. Pair it again",
  "pairing.starting": "Asking {name} for a code",
  "pairing.starting.hint": "It appears on its screen in a moment. Wake it if it is asleep.",
  "pairing.enter": "Enter the code on {name}",
  "pairing.enter.hint": "Your Apple TV shows four digits. Type or paste them here.",
  "pairing.digit": "Digit {n} of 4",
  "pairing.code": "Code",
  "pairing.checking": "Checking the code",
  "pairing.wrong": "That code was not right. {name} shows a new one.",
  "pairing.backoff.title": "{name} wants a pause",
  "pairing.backoff":
    "Too many codes were wrong, so it accepts no new one for now. Restarting it ends the pause.",
  "pairing.backoff.wait": "Another try in {time}",
  "pairing.backoff.ready": "You can try again now.",
  "pairing.paired": "{name} is paired",
  "pairing.paired.can":
    "You can control it from this computer now: direction pad, apps, text, volume and power.",
  "pairing.paired.canAll": "You can control it from this computer now, and see what plays on it.",
  "pairing.kept.keychain": "The key is in your system's keychain.",
  "pairing.kept.memory":
    "The key could not be stored, so it is kept until you quit. You will have to pair again after that.",
  "pairing.name": "Name it",
  "pairing.name.hint": "Shown in this program only.",
  "pairing.second": "Enter the second code on {name}",
  "pairing.second.hint":
    "{name} is paired for {has}. For {needs} it did not take the same key, and shows another code. Type or paste that here.",
  "pairing.second.skip": "Skip",
  "pairing.second.skip.hint": "Skip it, and the rest works without {needs}.",
  "pairing.limited": "Missing: {missing}.",
  "pairing.failed": "{name} could not be paired",
  "pairing.another": "Choose another device",
} as const;
