/**
 * The arguments that the start script gives the runtime. Chromium refuses to start as root with its
 * sandbox on, so root alone runs without: docs/decisions/0007-no-sandbox-as-root.md
 * @param {{ folder: string, platform: string, uid: number | undefined, rest?: readonly string[] }} given
 * @returns {string[]}
 */
export function launchArguments({ folder, platform, uid, rest = [] }) {
  const asRoot = platform === "linux" && uid === 0;
  return [...(asRoot ? ["--no-sandbox"] : []), folder, ...rest];
}
