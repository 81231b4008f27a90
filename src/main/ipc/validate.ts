import { RemoteError } from "../../shared/errors.ts";
import { calls, type Reply } from "../../shared/ipc/contract.ts";
import { type CallName, callNames } from "../../shared/ipc/names.ts";
import type { Service } from "./service.ts";

const known: ReadonlySet<unknown> = new Set(callNames);

const isCallName = (name: unknown): name is CallName => known.has(name);

/**
 * Answers one call from outside, whoever it is from: an unknown name or an argument that the contract
 * does not allow is `invalid`, every failure is a reply. Never throws, never rejects.
 */
export async function dispatch(
  service: Service,
  name: unknown,
  args: unknown,
): Promise<Reply<unknown>> {
  try {
    if (!isCallName(name)) throw new RemoteError("invalid", "there is no such call");
    return { ok: true, value: await carryOut(service, name, args) };
  } catch (thrown) {
    return { ok: false, error: RemoteError.from(thrown).toBody() };
  }
}

function carryOut(service: Service, name: CallName, args: unknown): Promise<unknown> {
  const parsed = calls[name].args.safeParse(args);
  if (!parsed.success) {
    // Where it is wrong, but not what was sent: it may be a code or a password.
    const where = parsed.error.issues.map(({ path }) => path.join(".")).join(" ");
    throw new RemoteError("invalid", "the arguments are not what this call takes", {
      subject: `${name} ${where}`.trim().slice(0, 200),
    });
  }
  // The schema of `name` has just made `args` what the handler of `name` takes.
  const handler = service.handlers[name] as (...values: readonly unknown[]) => Promise<unknown>;
  return handler(...parsed.data);
}
