import { RemoteError } from "../../../shared/errors.ts";
import type { Secret } from "../../runtime/secret.ts";
import type { OpenContext } from "../plugin.ts";
import { type Access, authenticate, type SessionAccess } from "./authenticate.ts";
import { AirPlayControl, type ControlTarget } from "./control.ts";

export interface Connected {
  readonly control: AirPlayControl;
  /** What other channels' keys are derived from; AirPlay 1 has none. */
  readonly shared: Secret | undefined;
}

/** The control connection, authenticated. Leaves nothing open when it rejects. */
export async function connect(
  way: { readonly target: ControlTarget; readonly access: SessionAccess },
  context: OpenContext,
): Promise<Connected & { readonly shared: Secret }>;
export async function connect(
  way: { readonly target: ControlTarget; readonly access: Access },
  context: OpenContext,
): Promise<Connected>;
export async function connect(
  { target, access }: { readonly target: ControlTarget; readonly access: Access },
  { runtime, signal, controllerName }: OpenContext,
): Promise<Connected> {
  const control = await AirPlayControl.open(runtime, target, signal);
  try {
    const introduction = { random: runtime.random, controllerName, signal };
    return { control, shared: await authenticate(control, access, introduction) };
  } catch (error) {
    control.fail(RemoteError.from(error));
    throw error;
  }
}
