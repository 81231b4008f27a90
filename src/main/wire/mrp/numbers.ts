/**
 * Numbers of MediaRemote, as other implementations and dumps of real devices give them
 * (docs/protocols/mrp.md). Types and states that are not here are kept as the number that came.
 */
export const MessageType = {
  Unknown: 0,
  SendCommand: 1,
  SendCommandResult: 2,
  SetState: 4,
  SendHidEvent: 8,
  DeviceInfo: 15,
  ClientUpdatesConfig: 16,
  VolumeControlAvailability: 17,
  Keyboard: 23,
  GetKeyboardSession: 24,
  PlaybackQueueRequest: 32,
  CryptoPairing: 34,
  DeviceInfoUpdate: 37,
  SetConnectionState: 38,
  WakeDevice: 41,
  Generic: 42,
  SetNowPlayingClient: 46,
  SetNowPlayingPlayer: 47,
  ModifyOutputContextRequest: 48,
  GetVolume: 49,
  GetVolumeResult: 50,
  SetVolume: 51,
  VolumeDidChange: 52,
  RemoveClient: 53,
  RemovePlayer: 54,
  UpdateClient: 55,
  UpdateContentItem: 56,
  UpdateContentItemArtwork: 57,
  VolumeControlCapabilitiesDidChange: 64,
  UpdateOutputDevice: 65,
  SetDefaultSupportedCommands: 72,
  PlayerClientProperties: 104,
  OriginClientProperties: 105,
  ConfigureConnection: 120,
} as const;

export const Command = {
  Play: 1,
  Pause: 2,
  TogglePlayPause: 3,
  Stop: 4,
  NextTrack: 5,
  PreviousTrack: 6,
  BeginFastForward: 9,
  EndFastForward: 10,
  BeginRewind: 11,
  EndRewind: 12,
  SkipForward: 18,
  SkipBackward: 19,
  SeekToPlaybackPosition: 45,
  ChangeRepeatMode: 46,
  ChangeShuffleMode: 47,
  EnableLanguageOption: 53,
  DisableLanguageOption: 54,
} as const;

export const PlaybackState = {
  Unknown: 0,
  Playing: 1,
  Paused: 2,
  Stopped: 3,
  Interrupted: 4,
  Seeking: 5,
} as const;

export const RepeatMode = { Unknown: 0, Off: 1, One: 2, All: 3 } as const;
export const ShuffleMode = { Unknown: 0, Off: 1, Albums: 2, Songs: 3 } as const;
export const MediaType = { Unknown: 0, Audio: 1, Video: 2 } as const;
export const MediaSubType = { Unknown: 0, Music: 1, Podcast: 4, AudioBook: 5 } as const;
export const VolumeCapabilities = { None: 0, Relative: 1, Absolute: 2, Both: 3 } as const;
export const ConnectionState = { None: 0, Connecting: 1, Connected: 2, Disconnected: 3 } as const;
export const DeviceClass = { Iphone: 1, Ipad: 3, AppleTv: 4, Accessory: 7, Mac: 9 } as const;
export const OutputContextType = { SharedAudioPresentation: 1 } as const;

export const DEFAULT_PLAYER = "MediaRemote-DefaultPlayer";
/** Milliseconds since 1970 at 2001-01-01 UTC, from which MediaRemote counts its seconds. */
export const COCOA_EPOCH_MS = 978_307_200_000;
