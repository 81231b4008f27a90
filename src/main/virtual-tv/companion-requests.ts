import { randomU32 } from "../runtime/random.ts";
import { textOf } from "../wire/bytes.ts";
import { type OpackDict, opackBigInt, opackBytes, opackNumber, opackText } from "../wire/opack.ts";
import { openTarget } from "./companion-apps.ts";
import { pressHid } from "./companion-hid.ts";
import { mediaControl } from "./companion-media.ts";
import { answer, badRequest, done, noHandler, type Reply, silence } from "./companion-reply.ts";
import type { RequestContext } from "./companion-session.ts";
import { textFieldContent } from "./companion-text.ts";
import { attentionOf, mediaFlagsOf } from "./tv-state.ts";

type Handler = (content: OpackDict, context: RequestContext) => Reply;

const SERVICE = "com.apple.tvremoteservices";
const PAD_SIZE = 1000;

/** Every request that this TV answers; the names are tvOS's own. */
const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ["_systemInfo", introduce],
  ["_touchStart", startTouch],
  ["_touchStop", () => done],
  ["_sessionStart", startSession],
  ["_sessionStop", stopSession],
  ["TVRCSessionStart", startRemoteControl],
  ["_tiStart", startText],
  ["_tiStop", stopText],
  ["_hidC", pressHid],
  ["_mcc", mediaControl],
  ["_launchApp", openTarget],
  ["FetchAttentionState", ofDaemon(attention)],
  ["FetchLaunchableApplicationsEvent", ofDaemon(apps)],
  ["FetchUserAccountsEvent", ofDaemon(accounts)],
  ["SwitchUserAccountEvent", ofDaemon(switchAccount)],
  ["FetchMediaControlStatus", ofDaemon(mediaStatus)],
  ["FetchSiriRemoteInfo", ofDaemon(() => done)],
]);

/** The reply to one request. */
export function handleRequest(name: string, content: OpackDict, context: RequestContext): Reply {
  const handler = handlers.get(name);
  context.facts.requests += 1;
  return handler ? handler(content, context) : noHandler;
}

/** Requests that tvOS 26.5 leaves without any answer until TVRCSessionStart (edge case E71). */
function ofDaemon(handler: Handler): Handler {
  return (content, context) => (context.facts.remoteControl ? handler(content, context) : silence);
}

function introduce(content: OpackDict, context: RequestContext): Reply {
  const { facts, identity, television } = context;
  const claimed = content.get("_idsID");
  const claimedId = opackText(claimed) ?? textOf(opackBytes(claimed) ?? new Uint8Array(0));
  // A wrong id completes the handshake and then fails the first request.
  if (claimedId.toLowerCase() !== context.controllerId.toLowerCase()) {
    return badRequest("unknown _idsID");
  }
  const id = content.get("_i");
  // Only the first request of a connection decides; later ones are how some remotes probe.
  if (facts.requests === 1) facts.introduced = id !== null && id !== undefined;
  facts.name = opackText(content.get("name")) ?? "";
  return answer({
    _bf: 0,
    _cf: 512,
    _clFl: 128,
    _i: identity.rpId,
    _idsID: identity.pairingId,
    _pubID: identity.mac,
    _sf: 256,
    _sv: identity.rapportVersion,
    model: identity.model,
    name: television.state.value.name,
  });
}

function startTouch(content: OpackDict): Reply {
  const sizes = [opackNumber(content.get("_width")), opackNumber(content.get("_height"))];
  const fits = sizes.every((size) => size !== undefined && size > 0 && size <= PAD_SIZE);
  return fits ? answer({ _i: 1 }) : badRequest("touch pad of a size that is none");
}

function startSession(content: OpackDict, { facts, runtime }: RequestContext): Reply {
  const theirs = opackBigInt(content.get("_sid"));
  if (content.get("_srvT") !== SERVICE) return badRequest("Unsupported service type");
  if (theirs === undefined) return badRequest("no _sid");
  const ours = randomU32(runtime.random);
  facts.session = { theirs, ours: BigInt(ours) };
  return answer({ _sid: ours });
}

function stopSession(content: OpackDict, { facts }: RequestContext): Reply {
  const id = opackBigInt(content.get("_sid"));
  const { session } = facts;
  if (session === null || id !== (session.ours << 32n) + session.theirs) {
    return badRequest("session not found");
  }
  facts.session = null;
  facts.remoteControl = false;
  return done;
}

function startRemoteControl(content: OpackDict, { facts, television }: RequestContext): Reply {
  if (facts.session === null) return badRequest("no session");
  const version = opackText(content.get("ProtocolVersionKey"));
  if (version === undefined) return badRequest("no ProtocolVersionKey");
  facts.remoteControl = true;
  television.note("connected");
  return answer({ ProtocolVersionKey: version });
}

function startText(_content: OpackDict, { facts, television }: RequestContext): Reply {
  facts.textInput = true;
  return answer(textFieldContent(television));
}

function stopText(_content: OpackDict, { facts }: RequestContext): Reply {
  facts.textInput = false;
  return done;
}

function attention(_content: OpackDict, { television }: RequestContext): Reply {
  return answer({ state: attentionOf(television.state.value) });
}

function apps(_content: OpackDict, { television }: RequestContext): Reply {
  const { apps: installed } = television.state.value;
  return answer(Object.fromEntries(installed.map(({ id, name }) => [id, name])));
}

function accounts(_content: OpackDict, { television }: RequestContext): Reply {
  const known = television.state.value.accounts;
  return answer(Object.fromEntries(known.map(({ id, name }) => [id, name])));
}

function switchAccount(content: OpackDict, { television }: RequestContext): Reply {
  const id = opackText(content.get("SwitchAccountID")) ?? "";
  const known = television.state.value.accounts.some((account) => account.id === id);
  if (!known) return badRequest("no such account");
  television.do({ kind: "account", id });
  return done;
}

function mediaStatus(_content: OpackDict, { television }: RequestContext): Reply {
  return answer({ MediaControlFlags: mediaFlagsOf(television.state.value) });
}
