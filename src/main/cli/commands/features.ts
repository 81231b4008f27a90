import { features as allFeatures } from "../../../shared/model/features.ts";
import { type Context, print } from "../command.ts";
import { connectWhole } from "../connect-player.ts";
import { table } from "../table.ts";

/** What the device can do now, and which protocol does it; `all` lists what it never does too. */
export async function features(context: Context, { all }: { all: boolean }): Promise<void> {
  const { session } = await connectWhole(context);
  const rows = allFeatures
    .map((feature) => ({
      feature,
      state: session.features[feature] ?? ("unsupported" as const),
      protocol: session.owners[feature] ?? null,
    }))
    .filter(({ state }) => all || state !== "unsupported");
  print(
    context,
    rows,
    table(rows.map(({ feature, state, protocol }) => [feature, state, protocol ?? ""])),
  );
}
