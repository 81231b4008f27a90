import { webcrypto } from "node:crypto";

// Must be the first import of every entry: Electron 25's main process has no global crypto, and
// @noble looks for it when it is loaded. docs/decisions/0002-two-runtimes.md
globalThis.crypto ??= webcrypto as typeof globalThis.crypto;
