/** Why something is not decoded, as it goes back over the port. */
export class Failure extends Error {
  readonly code: "unsupported" | "malformed" | "bug";

  constructor(code: Failure["code"], message: string) {
    super(message);
    this.code = code;
  }
}
