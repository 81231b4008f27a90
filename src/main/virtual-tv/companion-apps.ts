import { type OpackDict, opackText } from "../wire/opack.ts";
import { badRequest, done, type Reply } from "./companion-reply.ts";
import type { RequestContext } from "./companion-session.ts";
import { appOfLink, type TvApp } from "./tv-apps.ts";

/** Seen on tvOS 26.5 for an app that cannot be opened (edge case E74). */
const cannotOpen: Reply = {
  kind: "underlying-error",
  domain: "FBSOpenApplicationErrorDomain",
  code: 4,
};

/** `_launchApp`, by bundle identifier or by link. */
export function openTarget(content: OpackDict, { facts, television }: RequestContext): Reply {
  if (facts.session === null) return badRequest("no session");
  const { apps, refused } = television.state.value;
  const id = opackText(content.get("_bundleID"));
  const url = opackText(content.get("_urlS"));
  const opens = (app: TvApp | undefined): app is TvApp =>
    app !== undefined && !refused.includes(app.id);
  if (id !== undefined) {
    const app = apps.find((entry) => entry.id === id);
    if (!opens(app)) return cannotOpen;
    television.do({ kind: "launch", app });
    return done;
  }
  if (url === undefined) return badRequest("nothing to launch");
  const app = appOfLink(apps, url);
  if (!opens(app)) return cannotOpen;
  television.do({ kind: "open-link", url, app });
  return done;
}
