import {
  AppWindow,
  ArrowDownToLine,
  ArrowUpToLine,
  ChevronsDown,
  ChevronsUp,
  CircleDot,
  FastForward,
  LayoutList,
  type LucideIcon,
  Mic,
  MonitorDot,
  MoveUp,
  Rewind,
  SkipBack,
  SkipForward,
  SlidersHorizontal,
  Square,
} from "lucide-react";
import type { Feature } from "../../../shared/model/features.ts";
import type { RemoteControl } from "../../control/remote-control.ts";
import type { WordKey } from "../../words/words.ts";

export interface MoreEntry {
  readonly label: WordKey;
  readonly icon: LucideIcon;
  /** Shown while the device offers any of these. */
  readonly needs: readonly Feature[];
  readonly run: (control: RemoteControl) => void;
  /** Stays open: what is pressed again and again. */
  readonly stays?: true;
}

/** What the remote has no key for, and a menu equal for every hold. */
export const tvEntries: readonly MoreEntry[] = [
  {
    label: "more.controlCenter",
    icon: SlidersHorizontal,
    needs: ["control-center", "home-hold", "home"],
    run: (control) => control.controlCenter(),
  },
  {
    label: "more.appSwitcher",
    icon: AppWindow,
    needs: ["home"],
    run: (control) => control.appSwitcher(),
  },
  {
    label: "more.holdSelect",
    icon: CircleDot,
    needs: ["select"],
    run: (control) => control.press("select", "hold", "pad"),
  },
  {
    label: "more.topMenu",
    icon: MoveUp,
    needs: ["top-menu"],
    run: (control) => control.press("top-menu", "tap", "keys"),
  },
  {
    label: "more.siri",
    icon: Mic,
    needs: ["siri"],
    run: (control) => control.press("siri", "tap", "keys"),
  },
  {
    label: "more.guide",
    icon: LayoutList,
    needs: ["guide"],
    run: (control) => control.press("guide", "tap", "keys"),
  },
  {
    label: "more.channelUp",
    icon: ChevronsUp,
    needs: ["channel-up"],
    run: (control) => control.press("channel-up", "tap", "keys"),
    stays: true,
  },
  {
    label: "more.channelDown",
    icon: ChevronsDown,
    needs: ["channel-down"],
    run: (control) => control.press("channel-down", "tap", "keys"),
    stays: true,
  },
  {
    label: "more.pageUp",
    icon: ArrowUpToLine,
    needs: ["page-up"],
    run: (control) => control.press("page-up", "tap", "keys"),
    stays: true,
  },
  {
    label: "more.pageDown",
    icon: ArrowDownToLine,
    needs: ["page-down"],
    run: (control) => control.press("page-down", "tap", "keys"),
    stays: true,
  },
  {
    label: "more.screensaver",
    icon: MonitorDot,
    needs: ["screensaver"],
    run: (control) => control.press("screensaver", "tap", "keys"),
  },
];

export const playEntries: readonly MoreEntry[] = [
  {
    label: "more.previous",
    icon: SkipBack,
    needs: ["previous"],
    run: (control) => control.media("previous"),
    stays: true,
  },
  {
    label: "more.next",
    icon: SkipForward,
    needs: ["next"],
    run: (control) => control.media("next"),
    stays: true,
  },
  {
    label: "more.stop",
    icon: Square,
    needs: ["stop"],
    run: (control) => control.media("stop"),
  },
];

/** Pressed as long as the finger is: what begins on the way down ends on the way up. */
export const windEntries = [
  {
    label: "more.rewind",
    icon: Rewind,
    needs: "rewind",
    begin: "rewind-begin",
    end: "rewind-end",
  },
  {
    label: "more.forward",
    icon: FastForward,
    needs: "fast-forward",
    begin: "fast-forward-begin",
    end: "fast-forward-end",
  },
] as const;
