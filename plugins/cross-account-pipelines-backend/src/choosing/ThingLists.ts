import type {
  ListedThing,
  ListedThingKind,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  type AwsClients,
  listThings,
} from 'backstage-plugin-cross-account-pipelines-node';

/** How long a list is as good as new, in ms: forms are filled in by several people. */
const MAX_AGE = 60_000;

interface Place {
  account: string;
  region: string;
  kind: ListedThingKind;
}

/**
 * What there is in accounts, for forms to choose from. Whoever calls has asked
 * whether the user may.
 */
export class ThingLists {
  readonly #clients: AwsClients;
  readonly #known = new Map<
    string,
    { readAt: number; things: Promise<ListedThing[]> }
  >();

  constructor(options: { clients: AwsClients }) {
    this.#clients = options.clients;
  }

  /** @throws NotAllowedError when the role that reads may not list them */
  async list(place: Place): Promise<ListedThing[]> {
    const key = `${place.account}/${place.region}/${place.kind}`;
    const known = this.#known.get(key);
    if (known && Date.now() - known.readAt < MAX_AGE) {
      return known.things;
    }
    const things = listThings({ clients: this.#clients, ...place });
    this.#known.set(key, { readAt: Date.now(), things });
    // A failure is not kept.
    things.catch(() => this.#known.delete(key));
    return things;
  }
}
