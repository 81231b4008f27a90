import { useEffect, useRef, useState } from "react";

/**
 * The window's one live region: says each new sentence once, politely. Null says nothing and takes
 * the last sentence away, so that nobody finds it when it is no longer true.
 */
export function Announcer({ say }: { readonly say: string | null }) {
  const [spoken, setSpoken] = useState({ text: "", turn: 0 });
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (say === last.current) return;
    last.current = say;
    setSpoken(({ turn }) => ({ text: say ?? "", turn: turn + 1 }));
  }, [say]);
  return (
    <div role="status" aria-live="polite" className="for-ears">
      <span key={spoken.turn}>{spoken.text}</span>
    </div>
  );
}
