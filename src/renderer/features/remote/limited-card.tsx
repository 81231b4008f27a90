import { Unplug } from "lucide-react";
import { protocolNames } from "../../../shared/model/protocol.ts";
import type { LostChannel, SessionSnapshot } from "../../../shared/model/session.ts";
import { selectedDevice, useFacts, useShell } from "../../shell.ts";
import { openSheet } from "../../store/ui.ts";
import { causeWords, missingWords, needsCode } from "../../words/limits.ts";
import { useWords } from "../../words/words.ts";
import { startPairing } from "../pairing/start-pairing.ts";
import { wantsPassword } from "../password/wants-password.ts";

interface LimitedProps {
  readonly session: SessionSnapshot;
  readonly lost: readonly LostChannel[];
}

/** What does not work while the rest does, why, and what to do about it. */
export function LimitedCard({ session, lost }: LimitedProps) {
  const words = useWords();
  const shell = useShell();
  const { name, deviceId } = session;
  const list = new Intl.ListFormat(words.language, { type: "unit" });
  const protocols = [...new Set(lost.map(({ protocol }) => protocolNames[protocol]))];
  const code = lost.some(needsCode);
  const device = useFacts(selectedDevice);
  const announced = device?.id === deviceId && wantsPassword(device);
  const password = announced || lost.some(({ subject }) => subject === "password");
  const whyOf = (channel: LostChannel): string =>
    password && needsCode(channel)
      ? words("lost.password")
      : causeWords(channel.cause, name, words);
  const causes = [...new Set(lost.map(whyOf))];
  return (
    <section className="banner limits">
      <Unplug aria-hidden="true" />
      <p>
        {words("state.limited.long", {
          missing: missingWords(lost, words),
          protocols: list.format(protocols),
        })}{" "}
        <span className="banner-more">
          {causes.join(" ")} {!code && words("state.limited.rest")}
        </span>
      </p>
      {code && password && (
        <button
          type="button"
          className="button small"
          onClick={() => openSheet(shell.ui, "password")}
        >
          {words("password.enter")}
        </button>
      )}
      {code && !password && (
        <button
          type="button"
          className="button small"
          onClick={() => startPairing(shell, deviceId)}
        >
          {words("pair.again")}
        </button>
      )}
    </section>
  );
}
