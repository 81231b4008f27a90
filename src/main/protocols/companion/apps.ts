import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import type { Feature } from "../../../shared/model/features.ts";
import type { OpackDict } from "../../wire/opack.ts";
import type { Operations } from "../plugin.ts";
import type { CompanionConnection } from "./connection.ts";
import type { FactStore } from "./facts.ts";
import { contentOf } from "./messages.ts";

type AppOperations = Pick<Operations, "appList" | "launchApp" | "accountList" | "switchAccount">;

/** Something with a scheme is a link, everything else an app's identifier (IF-111). */
const LINK = /^[a-z][a-z0-9+.-]*:/i;

/**
 * Apps and user accounts (CO-13). `registered` settles when the device knows us as a remote control:
 * before that, newer systems leave these requests without any answer (E71).
 */
export function appOperations(
  connection: CompanionConnection,
  facts: FactStore,
  registered: () => Promise<void>,
): AppOperations {
  /** A dictionary of names by identifier. */
  const list = async (request: string, feature: Feature) => {
    await registered();
    try {
      return entries(contentOf(await connection.request(request, {})));
    } catch (error) {
      if (isRemoteError(error, "unsupported")) facts.withdraw(feature);
      throw error;
    }
  };
  return {
    appList: () => list("FetchLaunchableApplicationsEvent", "app-list"),
    launchApp: async (target) => {
      const content = LINK.test(target) ? { _urlS: target } : { _bundleID: target };
      await connection.request("_launchApp", content, { subject: target });
    },
    accountList: () => list("FetchUserAccountsEvent", "account-list"),
    switchAccount: async (id) => {
      await registered();
      await connection.request("SwitchUserAccountEvent", { SwitchAccountID: id }, { subject: id });
    },
  };
}

function entries(content: OpackDict | undefined): { id: string; name: string }[] {
  if (content === undefined) throw new RemoteError("malformed", "an answer without a list");
  const found: { id: string; name: string }[] = [];
  for (const [id, name] of content) {
    if (typeof id === "string" && typeof name === "string") found.push({ id, name });
  }
  return found;
}
