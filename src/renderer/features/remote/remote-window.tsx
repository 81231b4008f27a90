import { useMemo } from "react";
import type { DeviceSummary } from "../../../shared/model/device.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import type { SoundSnapshot } from "../../../shared/model/sound.ts";
import { useClock } from "../../clock.ts";
import { selectedDevice, selectedSession, useFacts, useShell, useUi } from "../../shell.ts";
import { isSending } from "../../store/sound-facts.ts";
import { isUsable } from "../../store/usable.ts";
import { Announcer } from "../../ui/announcer.tsx";
import { useWide } from "../../ui/use-wide.ts";
import { useWords } from "../../words/words.ts";
import { PairingWizard } from "../pairing/pairing-wizard.tsx";
import { DropTarget } from "../play/drop-target.tsx";
import { LazyStream } from "../play/lazy-stream.tsx";
import { RequestSheet } from "../play/request-sheet.tsx";
import { PlayAnnouncer, StartingCard } from "../play/starting-card.tsx";
import { LazySoundCard } from "../sound/lazy-sound.tsx";
import { SpeakerArea } from "../sound/speaker-area.tsx";
import { useTextOpensItself } from "../text/use-text-opens-itself.ts";
import { Banner } from "./banner.tsx";
import { Disc } from "./disc.tsx";
import { EmptyState } from "./empty-state.tsx";
import { Foot } from "./foot.tsx";
import { Header } from "./header.tsx";
import { Keys } from "./keys.tsx";
import { LazyPlaying, LazySpeaker } from "./lazy-playing.tsx";
import { PlayingStrip } from "./playing-strip.tsx";
import { ProblemNote } from "./problem-note.tsx";
import { RemoteSheets } from "./remote-sheets.tsx";
import { Unpaired } from "./unpaired.tsx";
import { useAnnouncement } from "./use-announcement.ts";
import { useFailuresElsewhere } from "./use-failures-elsewhere.ts";
import { useRemoteKeys } from "./use-remote-keys.ts";
import { VolumeLine } from "./volume.tsx";

/** The remote: one window, one device at a time. */
export function RemoteWindow() {
  const page = useUi((ui) => ui.page);
  const { ui } = useShell();
  const clock = useClock();
  const announcement = useAnnouncement();
  const asked = useFacts((facts) => facts.app?.request != null);
  useRemoteKeys(clock);
  useTextOpensItself();
  useFailuresElsewhere();
  const leave = useMemo(() => {
    // What was to be played before it had to be paired is offered again.
    return () => ui.setState(({ play }) => ({ page: "remote", sheet: play && "play" }));
  }, [ui]);
  return (
    <>
      {page === "pairing" ? <PairingWizard onLeave={leave} /> : <RemotePage />}
      <RemoteSheets />
      <RequestSheet />
      <DropTarget active={page === "remote" && !asked} />
      <Announcer say={announcement} />
      <PlayAnnouncer />
    </>
  );
}

function RemotePage() {
  const words = useWords();
  const wide = useWide();
  const device = useFacts(selectedDevice);
  const session = useFacts(selectedSession);
  const sound = useFacts((facts) => (isSending(facts.sound) ? facts.sound : null));
  if (device === null && session === null) {
    return (
      <main className="remote remote-empty">
        <EmptyState />
      </main>
    );
  }
  const name = session?.name ?? device?.name ?? "";
  const speaker = !steers(device, session);
  const unusable = device !== null && !isUsable(device);
  return (
    // A click must not take the keyboard's focus: Enter stays Select.
    <main
      className="remote-page"
      aria-label={words("remote.region", { name })}
      onMouseDown={(event) => {
        if (event.target instanceof Element && event.target.closest("button") !== null) {
          event.preventDefault();
        }
      }}
    >
      {wide && !unusable && !speaker && <LazyPlaying session={session} name={name} />}
      <div className="remote">
        <div className="top">
          <Header device={device} session={session} />
          <ProblemNote place="header" name={name} />
          {!unusable && session !== null && <Banner session={session} />}
          {!wide && !speaker && session !== null && (
            <Strip session={session} sent={isSentTo(sound, session)} />
          )}
          {sound !== null && <LazySoundCard sound={sound} />}
          <StartingCard />
        </div>
        {unusable ? (
          <Unpaired device={device} />
        ) : (
          <Controls device={device} session={session} name={name} speaker={speaker} />
        )}
      </div>
    </main>
  );
}

/** Whether what plays on a device is the sound that this computer sends, which has a card of its own. */
const isSentTo = (sound: SoundSnapshot | null, { deviceId }: SessionSnapshot): boolean =>
  sound?.speakers.some((each) => each.deviceId === deviceId && each.phase === "joined") === true;

interface StripProps {
  readonly session: SessionSnapshot;
  readonly sent: boolean;
}

/** What plays: this computer's own with the way to end it. */
function Strip({ session, sent }: StripProps) {
  const { stream, nowPlaying } = session;
  if (sent) return null;
  if (stream !== null) return <LazyStream session={session} stream={stream} />;
  return nowPlaying === null ? null : <PlayingStrip session={session} playing={nowPlaying} />;
}

interface ControlsProps {
  readonly device: DeviceSummary | null;
  readonly session: SessionSnapshot | null;
  readonly name: string;
  readonly speaker: boolean;
}

/** The disc and the keys. A speaker has nowhere to move: what it plays is there instead. */
function Controls({ device, session, name, speaker }: ControlsProps) {
  const words = useWords();
  const ready = session?.connection.phase === "ready" || undefined;
  if (speaker) {
    return (
      <>
        <div className="middle middle-playing" data-ready={ready}>
          <LazySpeaker
            session={session}
            name={name}
            why={onlySound(device) ? words("sound.speaker.idle", { name }) : undefined}
          >
            {device?.playsSound === true && <SpeakerArea device={device} />}
          </LazySpeaker>
        </div>
        <Foot speaker />
      </>
    );
  }
  return (
    <>
      <div className="middle" data-ready={ready}>
        <Disc />
        <ProblemNote place="pad" name={name} />
      </div>
      <div className="bottom" data-ready={ready}>
        <ProblemNote place="keys" name={name} />
        <Keys
          features={session?.features ?? null}
          volume={session?.volume ?? null}
          state={session?.nowPlaying?.state}
          skipBackS={session?.nowPlaying?.skipBackwardS}
          skipForwardS={session?.nowPlaying?.skipForwardS}
        />
        <div className="volume-line">{session !== null && <VolumeLine session={session} />}</div>
      </div>
      <Foot />
    </>
  );
}

/** It announces nothing but a place for sound: there is no remote in it, and nothing to connect to. */
const onlySound = (device: DeviceSummary | null): boolean =>
  device?.playsSound === true && device.services.every(({ protocol }) => protocol === "raop");

/**
 * Whether there is anything to move about in. A HomePod takes the keys of a remote and shows nothing,
 * so its kind decides; what has no kind is asked once it is connected.
 */
function steers(device: DeviceSummary | null, session: SessionSnapshot | null): boolean {
  if (device?.kind === "homepod" || device?.kind === "speaker") return false;
  if (onlySound(device)) return false;
  if (session === null) return true;
  const { connection, features } = session;
  if (connection.phase !== "ready" || Object.keys(features).length === 0) return true;
  const moves = ["up", "select", "menu", "swipe"] as const;
  return moves.some((feature) => (features[feature] ?? "unsupported") !== "unsupported");
}
