import { useEffect, useMemo, useState } from "react";
import { useShell } from "../../shell.ts";

export interface FullScreen {
  readonly full: boolean;
  readonly toggle: () => void;
  readonly leave: () => void;
}

/** As large as the screen is what full screen looks like from inside; the system can do it as well. */
const coversScreen = (): boolean =>
  window.innerWidth >= screen.width && window.innerHeight >= screen.height;

/** Whether the window fills the screen, and the way in and out. */
export function useFullScreen(): FullScreen {
  const { api } = useShell();
  const [full, setFull] = useState(coversScreen);
  useEffect(() => {
    const look = (): void => setFull(coversScreen());
    window.addEventListener("resize", look);
    return () => window.removeEventListener("resize", look);
  }, []);
  return useMemo(() => {
    const set = (on: boolean): void => {
      api.call("app.setFullScreen", on).then(
        // Without a window manager the size stays, and only the answer tells.
        () => setFull(on),
        () => undefined, // The window stays as it is.
      );
    };
    return {
      full,
      toggle: () => set(!full),
      leave: () => {
        if (full) set(false);
      },
    };
  }, [api, full]);
}
