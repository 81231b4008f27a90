/** What Home Sharing may do wrong, read anew each time; all of it off at first. */
export interface DmapFaults {
  /** So many requests after the login, of one command if it is named, are answered with this status still. */
  refusals: { status: number; times: number; command?: string };
  /** Logins are answered with 503. */
  refusesLogin: boolean;
  /** Whoever waits for a change is cut off at once, and so is everybody who waits next. */
  dropsPolls: boolean;
  /** The next DMAP answer claims to be longer than it is. */
  garblesNext: boolean;
  /** The person at the TV types another code than the one that was shown. */
  typesWrongPin: boolean;
  /** The TV never calls the remote that was chosen. */
  neverCalls: boolean;
}

export function quietDmap(): DmapFaults {
  return {
    refusals: { status: 500, times: 0 },
    refusesLogin: false,
    dropsPolls: false,
    garblesNext: false,
    typesWrongPin: false,
    neverCalls: false,
  };
}
