import { RemoteError } from "../../shared/errors.ts";
import type { ConnectionState } from "../../shared/model/session.ts";

/** What a person did not get, from where the connection stands. */
export function whyNot(connection: ConnectionState): RemoteError {
  switch (connection.phase) {
    case "needs-pairing":
      return connection.subject === "password"
        ? new RemoteError("unpaired", "the device wants a password", { subject: "password" })
        : new RemoteError("unpaired", "the device does not know this controller");
    case "waiting":
      return new RemoteError(connection.cause, "the device cannot be reached");
    case "offline":
      return new RemoteError("cancelled", "the connection was closed");
    default:
      return new RemoteError("lost", "the connection was not there in time");
  }
}

/** The machine makes a new one for each event; the snapshot must not change for that. */
export function sameConnection(a: ConnectionState, b: ConnectionState): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
