import { RemoteError } from "../../../shared/errors.ts";
import { type OpackDict, opackDict, opackNumber, opackText } from "../../wire/opack.ts";
import { contentOf } from "./messages.ts";

/** Nobody on the device listens to that request: kNotHandledErr (-6714) in sixteen bits. */
const NO_REQUEST_HANDLER = 58822;
const RAPPORT_DOMAIN = "RPErrorDomain";

/**
 * Throws when the answer is a refusal, in any of the forms that devices use (E74): `_em` with `_ec`
 * and `_ed`, an `_eu` dictionary of the same keys, or a result `_rT` other than 0 with no content.
 * `_rT` alone proves nothing: answers with content carry 1 and 8 as well
 * (docs/protocols/companion.md#errors). `subject` is what was asked for.
 */
export function throwIfRefused(fields: OpackDict, subject: string): void {
  const inner = opackDict(fields.get("_eu"));
  const code = opackNumber(fields.get("_ec")) ?? opackNumber(inner?.get("_ec"));
  const domain = opackText(fields.get("_ed")) ?? opackText(inner?.get("_ed"));
  const message = opackText(fields.get("_em")) ?? opackText(inner?.get("_em"));
  const result = opackNumber(fields.get("_rT")) ?? 0;
  const refused =
    inner !== undefined ||
    message !== undefined ||
    (code !== undefined && code !== 0) ||
    (result !== 0 && contentOf(fields) === undefined);
  if (!refused) return;
  const details = {
    subject,
    deviceCode: code ?? result,
    ...(domain === undefined ? {} : { deviceDomain: domain }),
  };
  if (code === NO_REQUEST_HANDLER && (domain ?? RAPPORT_DOMAIN) === RAPPORT_DOMAIN) {
    throw new RemoteError("unsupported", "the device has no handler for that", details);
  }
  throw new RemoteError("rejected", message ?? "the device refused", details);
}
