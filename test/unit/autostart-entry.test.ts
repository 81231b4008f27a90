import { expect, it } from "vitest";
import { autostartEntry } from "../../src/main/app/autostart-entry.ts";

it("quotes the program's path as the Desktop Entry Specification wants it", () => {
  expect(autostartEntry("/opt/Armchair/armchair")).toContain(
    'Exec="/opt/Armchair/armchair" --hidden\n',
  );
  // Specification 1.5, "The Exec key": a backslash before ", `, $ and \, and each of those doubled.
  expect(autostartEntry('/home/a "b" $c/armchair')).toContain(
    String.raw`Exec="/home/a \\"b\\" \\$c/armchair" --hidden`,
  );
});
