import { isRemoteError } from "../../shared/errors.ts";

/** Why a film does not play, in the numbers that receivers send (`error` of `/playback-info`). */
export class VideoError extends Error {
  readonly domain: string;
  readonly code: number;

  constructor(domain: string, code: number, message: string) {
    super(message);
    this.domain = domain;
    this.code = code;
  }
}

const url = (code: number, message: string) => new VideoError("NSURLErrorDomain", code, message);
const core = (code: number, message: string) =>
  new VideoError("CoreMediaErrorDomain", code, message);

export const noFilm = () =>
  new VideoError("AVFoundationErrorDomain", -11828, "the file is no film that it can open");
export const noRanges = () => core(-12939, "the server sends no part of the file");
export const notOnline = () => url(-1009, "nothing can be fetched from here");

/** For a status that is no success. */
export function errorOfStatus(status: number): VideoError {
  if (status === 403) return core(-12660, "the server forbids it");
  if (status === 404 || status === 410) return core(-12938, "the server has no such file");
  return core(-12939, `the server answered ${status}`);
}

/** For a request that had no answer. */
export function errorOfFetch(error: unknown): VideoError {
  if (error instanceof VideoError) return error;
  if (isRemoteError(error, "invalid"))
    return url(-1002, "an address of a kind that it does not know");
  if (isRemoteError(error, "timeout")) return url(-1001, "the server took too long");
  return url(-1004, "the server cannot be reached");
}
