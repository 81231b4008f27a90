/** Ways to misbehave in MediaRemote, over any link, read anew for each message. */
export interface MrpFaults {
  /** GENERIC messages, the heartbeat among them, get no answer. */
  deafToHeartbeat: boolean;
  /** Every answer comes so much later; pushes do not wait. */
  answerDelayMs: number;
  /** Each command ends with this SendError number (1: no application). 0 for none. */
  refuseCommands: number;
  /** The next push is preceded by a message of a type and with fields that nobody knows. */
  garbageNext: boolean;
  /** Artwork asked for in the queue comes so much later than everything else. */
  artworkDelayMs: number;
  /** UPDATE_CONTENT_ITEM does not say whose item it is, as some real ones do not. */
  pathlessUpdates: boolean;
}

export function quietMrp(): MrpFaults {
  return {
    deafToHeartbeat: false,
    answerDelayMs: 0,
    refuseCommands: 0,
    garbageNext: false,
    artworkDelayMs: 0,
    pathlessUpdates: false,
  };
}
