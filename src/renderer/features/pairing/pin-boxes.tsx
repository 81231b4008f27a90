import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useWords } from "../../words/words.ts";

const LENGTH = 4;
const places = [0, 1, 2, 3] as const;

const digitsOf = (text: string): string => text.replace(/\D/g, "").slice(0, LENGTH);

interface PinBoxesProps {
  readonly disabled: boolean;
  /** Changes when the boxes are to be emptied: another code is asked for. */
  readonly round: number;
  readonly onPin: (pin: string) => void;
}

/** Four boxes for four digits: typing moves on, paste fills, the fourth submits. */
export function PinBoxes({ disabled, round, onPin }: PinBoxesProps) {
  const words = useWords();
  const [pin, setPin] = useState("");
  const boxes = useRef<(HTMLInputElement | null)[]>([]);

  useEffect(() => {
    if (disabled) return;
    setPin("");
    boxes.current[0]?.focus();
    // A new round empties the boxes, whatever the old one left in them.
    void round;
  }, [disabled, round]);

  const accept = (next: string): void => {
    setPin(next);
    boxes.current[Math.min(next.length, LENGTH - 1)]?.focus();
    if (next.length === LENGTH) onPin(next);
  };
  const type = (index: number, text: string): void => {
    const digits = digitsOf(text);
    if (digits === "") return;
    // A box that has a digit already takes the one that was added to it.
    const added = digits.length === 2 && pin[index] !== undefined ? digits.slice(1) : digits;
    accept(digitsOf(pin.slice(0, index) + added));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>, index: number): void => {
    if (event.key === "Backspace") {
      event.preventDefault();
      accept(pin.slice(0, Math.max(0, pin[index] === undefined ? pin.length - 1 : index)));
    } else if (event.key === "ArrowLeft") {
      boxes.current[Math.max(0, index - 1)]?.focus();
    } else if (event.key === "ArrowRight") {
      boxes.current[Math.min(pin.length, index + 1, LENGTH - 1)]?.focus();
    }
  };
  const onPaste = (event: ClipboardEvent): void => {
    event.preventDefault();
    const digits = digitsOf(event.clipboardData.getData("text"));
    if (digits !== "") accept(digits);
  };

  return (
    <fieldset className="pin" aria-label={words("pairing.code")} disabled={disabled}>
      {places.map((index) => (
        <input
          key={index}
          ref={(element) => {
            boxes.current[index] = element;
          }}
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          aria-label={words("pairing.digit", { n: index + 1 })}
          value={pin[index] ?? ""}
          onChange={(event) => type(index, event.currentTarget.value)}
          onKeyDown={(event) => onKeyDown(event, index)}
          onPaste={onPaste}
          onFocus={(event) => event.currentTarget.select()}
        />
      ))}
    </fieldset>
  );
}
