import { CircleAlert } from "lucide-react";
import type { ErrorBody } from "../../../shared/errors.ts";
import type { DeviceSummary } from "../../../shared/model/device.ts";
import { useFacts, useShell } from "../../shell.ts";
import { isOpenRequest, type PlayDraft, wayOf } from "../../store/play-draft.ts";
import { asksPassword, playErrorWords } from "../../words/errors.ts";
import { speakerErrorWords } from "../../words/sound-errors.ts";
import { useWords } from "../../words/words.ts";
import { PasswordForm } from "../password/password-form.tsx";
import { playTitle } from "../sound/sound-words.ts";

interface FailedProps {
  readonly draft: PlayDraft;
  readonly error: ErrorBody;
  readonly device: DeviceSummary | null;
  readonly onPair: (deviceId: string) => void;
}

/** Why it does not play, and the way on: a password, a pairing, another try or something else. */
export function FailedPage({ draft, error, device, onPair }: FailedProps) {
  const words = useWords();
  const { media } = useShell();
  const { item } = draft;
  const sent = item !== null && device !== null && wayOf(item, device) === "sound";
  const tell = sent ? speakerErrorWords : playErrorWords;
  const { sentence, advice } = tell(words, error, device?.name ?? "");
  const password = device !== null && asksPassword(error);
  // A question from outside may have been withdrawn.
  const repeats = useFacts(({ app }) => item !== null && isOpenRequest(app, item));
  return (
    <>
      {item !== null && (
        <p className="play-item">
          <bdi>{playTitle(item, words)}</bdi>
        </p>
      )}
      <p className="wizard-note warn" role="status">
        <CircleAlert aria-hidden="true" />
        <span>
          {sentence} {!password && advice}
        </span>
      </p>
      {password ? (
        <PasswordForm
          device={device}
          save={words(repeats ? "password.andPlay" : "password.save")}
          onSaved={() => (repeats ? void media.again() : media.forget())}
          onCancel={() => media.forget()}
        />
      ) : (
        <Ways error={error} device={device} repeats={repeats} onPair={onPair} />
      )}
    </>
  );
}

interface WaysProps extends Pick<FailedProps, "error" | "device" | "onPair"> {
  readonly repeats: boolean;
}

function Ways({ error, device, repeats, onPair }: WaysProps) {
  const words = useWords();
  const { media } = useShell();
  const pairs = error.code === "unpaired" && device !== null;
  const again = repeats && !pairs && error.code !== "unsupported" && error.code !== "invalid";
  return (
    <div className="wizard-actions sheet-actions">
      <button
        type="button"
        className={pairs || again ? "button" : "button primary"}
        onClick={() => media.choose(null)}
      >
        {words("obstacle.another")}
      </button>
      {again && (
        <button type="button" className="button primary" onClick={() => void media.again()}>
          {words("action.again")}
        </button>
      )}
      {pairs && (
        <button
          type="button"
          className="button primary"
          onClick={() => {
            // It is there to be played once the wizard is left.
            media.setAside();
            onPair(device.id);
          }}
        >
          {words("play.pair")}
        </button>
      )}
    </div>
  );
}
