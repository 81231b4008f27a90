import { identifierKey } from "../protocols/identifiers.ts";
import type { SeenService } from "./assemble.ts";
import type { Describer, KnownService } from "./describe-services.ts";

interface Linked {
  readonly service: KnownService;
  readonly links: readonly string[];
}

/**
 * The services that plug-ins know, and which of them could belong together: those that share an
 * identifier or an address, directly or over others. A change concerns nobody outside of that.
 */
export class Neighbours {
  readonly #describer: Describer;
  readonly #services = new Map<string, Linked>();
  readonly #byLink = new Map<string, Set<string>>();

  constructor(describer: Describer) {
    this.#describer = describer;
  }

  /** Takes in what changed; gives the keys of all services that it may concern, of those gone as well. */
  update(changed: ReadonlyMap<string, SeenService | undefined>): ReadonlySet<string> {
    const links: string[] = [];
    for (const [key, seen] of changed) {
      const before = this.#services.get(key);
      const now = seen && this.#describer.known(seen);
      if (before && now && before.service.advertised === now.advertised) {
        this.#services.set(key, { service: now, links: before.links });
        links.push(...before.links);
        continue;
      }
      if (before) links.push(...this.#remove(key, before));
      if (now) links.push(...this.#add(now));
    }
    return this.#reach(new Set(changed.keys()), new Set(links));
  }

  /** The services among the keys, in order. */
  pick(keys: ReadonlySet<string>): KnownService[] {
    const picked = [...keys].flatMap((key) => this.#services.get(key)?.service ?? []);
    return picked.sort((a, b) => a.order - b.order);
  }

  #add(service: KnownService): readonly string[] {
    const links = linksOf(service);
    this.#services.set(service.key, { service, links });
    for (const link of links) {
      const members = this.#byLink.get(link);
      if (members) members.add(service.key);
      else this.#byLink.set(link, new Set([service.key]));
    }
    return links;
  }

  #remove(key: string, { links }: Linked): readonly string[] {
    this.#services.delete(key);
    for (const link of links) {
      const members = this.#byLink.get(link);
      members?.delete(key);
      if (members?.size === 0) this.#byLink.delete(link);
    }
    return links;
  }

  /** Everything that hangs together with these; both sets grow while they are walked. */
  #reach(keys: Set<string>, links: Set<string>): ReadonlySet<string> {
    for (const link of links) {
      for (const key of this.#byLink.get(link) ?? []) {
        if (keys.has(key)) continue;
        keys.add(key);
        for (const further of this.#services.get(key)?.links ?? []) links.add(further);
      }
    }
    return keys;
  }
}

/** Identifiers and addresses never look alike. */
function linksOf({ alone, advertised }: KnownService): readonly string[] {
  return [...alone.identifiers.map((id) => `id ${identifierKey(id)}`), ...advertised.addresses];
}
