/** The devices of the network, and why one is missing or cannot be paired. */
export const enDevices = {
  "device.switch": "{name}, {state}. Change device",

  "devices.title": "Devices",
  "devices.none": "No device found yet",
  "devices.list": "Devices on your network",
  "devices.current": "in use",
  "devices.rescan": "Search again",
  "devices.pairAnother": "Pair another device",
  "devices.address": "Address",
  "devices.address.hint": "An IP address or a host name, such as 192.168.1.20",
  "devices.address.invalid": "That is not an IP address or a host name.",
  "devices.address.none":
    "Nothing at {address} answered like an Apple TV. Apple TVs answer only on their own network: from another subnet or VLAN, use an mDNS reflector.",
  "devices.add": "Add",
  "devices.addByAddress": "Add by address",
  "devices.added": "Found {count} at {address}.",
  "devices.noInterfaces": "This computer is not on a network. Connect it to the one your TV is on.",
  "devices.searching": "Looking on {interfaces}",
  "devices.problem": "{interface} cannot be searched at the moment ({message}).",

  "kind.apple-tv": "Apple TV",
  "kind.homepod": "HomePod",
  "kind.speaker": "Speaker",
  "kind.computer": "Computer",
  "kind.unknown": "Device",

  "origin.built-in": "Built in",

  "unpairable.no-code": "It shows no code, and takes no remote control without one.",

  "restriction.access-restricted":
    "Pairs, but shows what plays and its speakers only to people of its home. On it: Settings, AirPlay and HomeKit, Allow Access, Anyone on the Same Network.",
  "restriction.same-user":
    "Pairs, but shows what plays and its speakers only to whoever is signed in on it. On it: Settings, AirPlay and HomeKit, Allow Access, Anyone on the Same Network.",
  "restriction.password":
    "Pairs, but shows what plays and its speakers only with the password that its owner set. Armchair asks for it.",

  "noCode.use": "Use {name}",
  "noCode.ready": "Needs no code",

  "unpairable.access-restricted":
    "It lets only people of its home in. On it: Settings, AirPlay and HomeKit, Allow Access, Anyone on the Same Network.",
  "unpairable.same-user":
    "It lets only the person in who is signed in on it. On it: Settings, AirPlay and HomeKit, Allow Access, Anyone on the Same Network.",
  "unpairable.password":
    "It asks for a password that its owner set: Settings, Devices, or off on it at Settings, AirPlay and HomeKit, Require Password.",
  "unpairable.pairing-off":
    "Pairing is switched off on it. On it: Settings, General, Restrictions, Remote App Pairing.",
  "unpairable.not-a-remote-target": "It cannot be controlled with a remote.",
  "unpairable.older-protocol": "It needs an older way to pair, which this version does not have.",

  "empty.title": "Looking for devices",
  "empty.noNetwork": "No network",
  "empty.text": "Your Apple TV appears here when it is on and on the same network.",
  "empty.still": "Nothing has answered so far. This may be why:",
  "empty.why.awake": "The Apple TV is asleep or off. Wake it with its own remote.",
  "empty.why.interfaces": "It is on another network. This computer looked on {interfaces}.",
  "empty.why.problem": "Not searchable at the moment: {interfaces}.",
  "empty.why.vpn": "A VPN may hide devices at home ({interfaces}). Pause it, then search again.",
  "empty.permission.darwin":
    "If macOS asks whether Armchair may find devices on your local network, allow it.",
  "empty.permission.win32":
    "If Windows asks whether Armchair may use the network, allow it on private networks.",
  "empty.tv": "Try the built-in Apple TV",
  "empty.tv.starting": "Starting the built-in Apple TV",

  "choose.title": "Choose a device",
  "choose.text": "These answered on your network.",

  "notListed.link": "It is not listed",
  "notListed.title": "If it is not listed",
  "notListed.awake": "Wake the Apple TV and leave it on its home screen.",
  "notListed.network":
    "Connect the computer and the Apple TV to the same network; guest networks keep devices apart.",
  "notListed.access":
    "On the Apple TV: Settings, AirPlay and HomeKit, Allow Access, Anyone on the Same Network. The Home app has the same setting.",
  "notListed.firewall":
    "Allow Armchair to use the local network if the system asks; a firewall or VPN may hide devices.",
  "notListed.address": "Add it by its address: on it, Settings, Network.",
  "notListed.restart": "Restart the Apple TV.",

  "noCode.link": "There is no code on the TV",
  "noCode.title": "If there is no code",
  "noCode.awake": "Wake the Apple TV and leave it on its home screen.",
  "noCode.access":
    "On the Apple TV: Settings, AirPlay and HomeKit, Allow Access, Anyone on the Same Network. The Home app has the same setting.",
  "noCode.restrictions":
    "On the Apple TV: Settings, General, Restrictions, Remote App Pairing, Allow.",
  "noCode.room": "In the Home app, assign the Apple TV to a room.",
  "noCode.restart": "Restart the Apple TV.",
} as const;
