import type { Given } from "../../control/take-given.ts";
import { linkOf } from "../../playing/links.ts";

type Carrier = Pick<DataTransfer, "files" | "getData">;

/** The first line that is no comment: RFC 2483, and what browsers write when a link is dragged. */
function firstLine(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.find((line) => line !== "" && !line.startsWith("#")) ?? "";
}

/** What was let go of or pasted: files, else a link, else something else. */
export function givenBy(carrier: Carrier): Given {
  const files = [...carrier.files];
  if (files.length > 0) return { kind: "files", files };
  for (const type of ["text/uri-list", "text/plain"]) {
    const url = linkOf(firstLine(carrier.getData(type)));
    if (url !== null) return { kind: "link", url };
  }
  return { kind: "other" };
}

/** What hangs over the window: how many files, or something that may be a link. */
export interface Hovering {
  readonly kind: "files" | "link";
  readonly count: number;
  /** There is nothing but films among it. A folder does not tell. */
  readonly films: boolean;
}

/** As much as can be known before it is let go; null for what is nothing to play. */
export function hoveringOf(carrier: Pick<DataTransfer, "types" | "items"> | null): Hovering | null {
  if (carrier === null) return null;
  const types = [...carrier.types];
  if (types.includes("Files")) {
    const files = [...carrier.items].filter(({ kind }) => kind === "file");
    const films = files.length > 0 && files.every(({ type }) => type?.startsWith("video/"));
    return { kind: "files", count: Math.max(1, files.length), films };
  }
  const link = types.includes("text/uri-list") || types.includes("text/plain");
  return link ? { kind: "link", count: 1, films: false } : null;
}
