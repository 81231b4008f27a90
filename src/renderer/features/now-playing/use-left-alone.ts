import { useEffect, useState } from "react";
import { useClock } from "../../clock.ts";

/** How long a hand rests before the controls leave the picture to itself. */
const REST_MS = 5000;

/** True after a while without pointer or key, while `active`. */
export function useLeftAlone(active: boolean): boolean {
  const clock = useClock();
  const [alone, setAlone] = useState(false);
  useEffect(() => {
    setAlone(false);
    if (!active) return undefined;
    let cancel: () => void = () => undefined;
    const stir = (): void => {
      cancel();
      setAlone(false);
      cancel = clock.after(REST_MS, () => setAlone(true));
    };
    stir();
    const signs = ["pointermove", "pointerdown", "keydown"] as const;
    for (const sign of signs) window.addEventListener(sign, stir, true);
    return () => {
      cancel();
      for (const sign of signs) window.removeEventListener(sign, stir, true);
    };
  }, [active, clock]);
  return alone;
}
