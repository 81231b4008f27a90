import { createHash } from "node:crypto";

const md5 = (text: string) => createHash("md5").update(text).digest("hex");
const field = (header: string, name: string) =>
  new RegExp(`\\b${name}="?([^",]*)"?`).exec(header)?.[1] ?? "";

/** Whether an `Authorization` header proves the password, as RFC 7616 says and not by our client's code. */
export function digestResponse(
  header: string,
  { method, target, password }: { method: string; target: string; password: string },
): boolean {
  if (!header.startsWith("Digest ") || field(header, "uri") !== target) return false;
  const secret = md5(`${field(header, "username")}:${field(header, "realm")}:${password}`);
  const counted = ["nc", "cnonce", "qop"].map((name) => field(header, name));
  const middle = [field(header, "nonce"), ...(counted[2] === "" ? [] : counted)].join(":");
  return field(header, "response") === md5(`${secret}:${middle}:${md5(`${method}:${target}`)}`);
}
