import { KeyRound, type LucideIcon, Moon, Radio, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import type { ConnectionState, SessionSnapshot } from "../../../shared/model/session.ts";
import { useLasting, useSecondsUntil } from "../../clock.ts";
import { type KeyHint, useKeyHint } from "../../keys/use-key-tip.ts";
import { useShell } from "../../shell.ts";
import { openSheet } from "../../store/ui.ts";
import { useWords, type Words } from "../../words/words.ts";
import { startPairing } from "../pairing/start-pairing.ts";
import { LimitedCard } from "./limited-card.tsx";

type Waiting = Extract<ConnectionState, { phase: "waiting" }>;

/** A short thing worth hiding: a connection that stands at once needs no word. */
const CONNECTING_SHOWN_AFTER_MS = 300;

/** What stands between the person and the TV, in words, with what to do. Nothing when nothing does. */
export function Banner({ session }: { readonly session: SessionSnapshot }) {
  const words = useWords();
  const { control, api, ui } = useShell();
  const hint = useKeyHint();
  const { connection, name, deviceId } = session;
  const connecting = useLasting(connection.phase === "connecting", CONNECTING_SHOWN_AFTER_MS);
  switch (connection.phase) {
    case "ready":
      if (session.power === "off") {
        return (
          <Card icon={Moon} text={words("power.asleep", { name })}>
            <Action
              label={words("power.wake.short")}
              hint={hint("power")}
              run={() => control.power("on")}
            />
          </Card>
        );
      }
      if (connection.lost.length === 0) return null;
      return <LimitedCard session={session} lost={connection.lost} />;
    case "connecting":
      if (!connecting) return null;
      return <Card icon={Radio} text={connectingWords(session, words)} />;
    case "waiting":
      return <WaitingCard name={name} waiting={connection} />;
    case "needs-pairing":
      if (connection.subject === "password") {
        return (
          <Card icon={KeyRound} text={needsPairingWords(session, words)}>
            <Action label={words("password.enter")} run={() => openSheet(ui, "password")} />
          </Card>
        );
      }
      return (
        <Card icon={KeyRound} text={needsPairingWords(session, words)}>
          <Action
            label={words(connection.cause === null ? "pair.button" : "pair.again")}
            run={() => startPairing({ api, ui }, deviceId)}
          />
        </Card>
      );
    case "offline":
      return (
        <Card icon={WifiOff} text={words("state.offline.long", { name })}>
          <Action label={words("connect.button")} run={() => control.connect()} />
        </Card>
      );
  }
}

function WaitingCard({ name, waiting }: { readonly name: string; readonly waiting: Waiting }) {
  const words = useWords();
  const { control } = useShell();
  const seconds = useSecondsUntil(waiting.retryAtMs);
  const again = seconds > 0 ? words("waiting.again", { seconds }) : words("waiting.now");
  return (
    <Card icon={WifiOff} text={waitingWords(name, waiting, words)} more={again}>
      <Action label={words("action.now")} run={() => control.connect()} />
    </Card>
  );
}

export function waitingWords(name: string, waiting: Waiting, words: Words): string {
  switch (waiting.cause) {
    case "timeout":
    case "refused":
      return words("waiting.silent", { name });
    case "lost":
      return words("waiting.lost", { name });
    case "locked":
      return words("waiting.locked", { name });
    default:
      return words("waiting.other", { name });
  }
}

export function needsPairingWords({ connection, name }: SessionSnapshot, words: Words): string {
  if (connection.phase === "needs-pairing" && connection.subject === "password") {
    return words("refusal.password", { name });
  }
  const fresh = connection.phase === "needs-pairing" && connection.cause === null;
  return words(fresh ? "needsPairing.new" : "needsPairing.unpaired", { name });
}

function connectingWords({ connection, name }: SessionSnapshot, words: Words): string {
  const again = connection.phase === "connecting" && connection.attempt > 1;
  return words(again ? "state.connecting.again" : "state.connecting.long", { name });
}

interface CardProps {
  readonly icon: LucideIcon;
  readonly text: string;
  readonly more?: string;
  readonly children?: ReactNode;
}

function Card({ icon: Icon, text, more, children }: CardProps) {
  return (
    <section className="banner">
      <Icon aria-hidden="true" />
      <p>
        {text}
        {more !== undefined && <span className="banner-more"> {more}</span>}
      </p>
      {children}
    </section>
  );
}

interface ActionProps {
  readonly label: string;
  readonly hint?: KeyHint;
  readonly run: () => void;
}

function Action({ label, hint, run }: ActionProps) {
  return (
    <button type="button" className="button small" onClick={run} {...hint}>
      {label}
    </button>
  );
}
