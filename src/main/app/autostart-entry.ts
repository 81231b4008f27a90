/** Desktop Entry Specification, "The Exec key": quoted, with the reserved characters escaped. */
export function autostartEntry(program: string): string {
  // Twice: once for the quoted argument, once for the value it stands in.
  const quoted = program.replace(/(["`$\\])/g, "\\$1").replaceAll("\\", "\\\\");
  return [
    "[Desktop Entry]",
    "Type=Application",
    "Name=Armchair",
    `Exec="${quoted}" --hidden`,
    "X-GNOME-Autostart-enabled=true",
    "",
  ].join("\n");
}
