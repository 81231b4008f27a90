import { RemoteError } from "../../shared/errors.ts";
import {
  decodeBplist,
  encodeBplist,
  type PlistDict,
  PlistUid,
  type PlistValue,
  plistDict,
} from "./bplist.ts";

const VERSION = 100_000;

/** An NSKeyedArchiver property list: named roots and an object list they refer into. Read only. */
export class KeyedArchive {
  readonly #top: PlistDict;
  readonly #objects: readonly PlistValue[];

  private constructor(top: PlistDict, objects: readonly PlistValue[]) {
    this.#top = top;
    this.#objects = objects;
  }

  /** Throws `malformed` when the bytes are no archive. */
  static decode(bytes: Uint8Array): KeyedArchive {
    const root = plistDict(decodeBplist(bytes));
    const top = plistDict(root?.get("$top"));
    const objects = root?.get("$objects");
    if (top === undefined || !Array.isArray(objects)) {
      throw new RemoteError("malformed", "not a keyed archive");
    }
    return new KeyedArchive(top, objects);
  }

  /** What lies at the end of the path, references followed; undefined when there is no such thing. */
  get(...path: readonly string[]): PlistValue | undefined {
    let here: PlistValue | undefined = this.#top;
    for (const key of path) here = this.#follow(plistDict(here)?.get(key));
    return here;
  }

  text(...path: readonly string[]): string | undefined {
    const value = this.get(...path);
    return typeof value === "string" ? value : undefined;
  }

  #follow(value: PlistValue | undefined): PlistValue | undefined {
    if (!(value instanceof PlistUid)) return value;
    // Object 0 is the archive's null. A reference to a reference is not followed: no archive has one.
    return value.index === 0 ? undefined : this.#objects[value.index];
  }
}

/** Collects the objects of an archive; each is written once and referred to by its place. */
export class KeyedArchiveWriter {
  readonly #archiver: string;
  readonly #objects: PlistValue[] = ["$null"];
  readonly #classes = new Map<string, PlistUid>();

  constructor(archiver: string) {
    this.#archiver = archiver;
  }

  add(value: PlistValue): PlistUid {
    return new PlistUid(this.#objects.push(value) - 1);
  }

  /** An object of a class that derives from NSObject directly. */
  addObject(className: string, fields: Readonly<Record<string, PlistValue>>): PlistUid {
    return this.add({ ...fields, $class: this.#classOf(className) });
  }

  encode(top: Readonly<Record<string, PlistUid>>): Uint8Array {
    return encodeBplist({
      $version: VERSION,
      $archiver: this.#archiver,
      $top: top,
      $objects: this.#objects,
    });
  }

  #classOf(className: string): PlistUid {
    const known = this.#classes.get(className);
    if (known !== undefined) return known;
    const uid = this.add({ $classname: className, $classes: [className, "NSObject"] });
    this.#classes.set(className, uid);
    return uid;
  }
}
