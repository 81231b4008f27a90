/** What the command line of the app may say; everything else there belongs to Chromium. */
export interface LaunchOptions {
  /** Start with the built-in Apple TV. */
  readonly demo: boolean;
  /** Started at login: tray only, no window. */
  readonly hidden: boolean;
}

export function parseLaunchOptions(argv: readonly string[]): LaunchOptions {
  return { demo: argv.includes("--demo"), hidden: argv.includes("--hidden") };
}
