import type { Words } from '../../report';
import { sentenceOf } from './sentenceOf';
import type {
  AccessHop,
  CheckHop,
  Hop,
  HopRequest,
} from '../vocabulary/PipelineLinks';

const gateOrder = { enter: 0, artifacts: 1, key: 2, deploy: 3 } as const;

type Context = HopRequest['context'];

function isSameContext(one: Context, other: Context): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function mergeRequests(into: HopRequest[], more: HopRequest[]): HopRequest[] {
  if (into === more) {
    return into;
  }
  const merged = [...into];
  for (const request of more) {
    const at = merged.findIndex(
      known =>
        known.action === request.action &&
        known.resource === request.resource &&
        isSameContext(known.context, request.context),
    );
    if (at < 0) {
      merged.push(request);
    } else if (request.need === 'required') {
      merged[at] = request;
    }
  }
  return merged;
}

type NewHop = Pick<AccessHop, 'principal' | 'target'> | Pick<CheckHop, 'check'>;

/** What is listed of a hop: the collector gives it its id. */
type Listed<H extends Hop> = Omit<
  H,
  'id' | 'type' | 'actions' | 'sentence' | 'sentencePhrase'
> & { says: Words };

/** The whole names of what a hop is about; a list grows and names nothing. */
function namesOf(hop: NewHop): string {
  const parts =
    'check' in hop
      ? Object.values(hop.check)
      : [hop.principal, hop.target].map(each =>
          'arn' in each ? each.arn : each.name,
        );
  return parts.filter(part => typeof part === 'string').join(':');
}

/**
 * Gathers the hops of one link. Several actions that need the same hop make one
 * hop of it, which asks for everything that any of them asks for.
 */
export class HopCollector {
  readonly #hops = new Map<string, Hop>();

  /**
   * @param prefix - what makes the ids of this link's hops unique in the pipeline
   */
  constructor(private readonly prefix: string) {}

  /**
   * @param about - what makes the hop unique among those of its kind
   */
  access(
    { says, ...hop }: Listed<AccessHop>,
    about: string,
    actions: string[] = [],
  ): void {
    const id = this.#idFor(`${this.prefix}${hop.kind}:${about}`, hop);
    const known = this.#hops.get(id) as AccessHop | undefined;
    if (!known) {
      this.#hops.set(id, {
        type: 'access',
        id,
        ...sentenceOf(says),
        actions: [...actions],
        ...hop,
      });
      return;
    }
    known.requests = mergeRequests(known.requests, hop.requests);
    known.optional = known.optional && hop.optional;
    this.#note(known, actions);
  }

  check(
    { says, ...hop }: Listed<CheckHop>,
    about: string,
    action?: string,
  ): void {
    const id = this.#idFor(
      `${this.prefix}${hop.kind}:${hop.check.rule}:${about}`,
      hop,
    );
    const known = this.#hops.get(id) as CheckHop | undefined;
    if (!known) {
      this.#hops.set(id, {
        type: 'check',
        id,
        ...sentenceOf(says),
        actions: action ? [action] : [],
        ...hop,
      });
      return;
    }
    if (
      known.check.rule === 'artifact-origin' &&
      hop.check.rule === 'artifact-origin'
    ) {
      known.check = {
        ...known.check,
        foreign: [...known.check.foreign, ...hop.check.foreign],
      };
    }
    if (
      known.check.rule === 'artifact-key' &&
      hop.check.rule === 'artifact-key' &&
      hop.check.writes
    ) {
      known.check = { ...known.check, writes: true };
    }
    this.#note(known, action ? [action] : []);
  }

  /** Roles of two accounts or paths may have one short name. */
  #idFor(short: string, hop: NewHop): string {
    const known = this.#hops.get(short);
    if (known === undefined) {
      return short;
    }
    const full = namesOf(hop);
    return namesOf(known) === full ? short : `${short}:${full}`;
  }

  /** In the order in which a run passes the gates. */
  hops(): Hop[] {
    return [...this.#hops.values()].sort(
      (a, b) => gateOrder[a.gate] - gateOrder[b.gate],
    );
  }

  #note(hop: Hop, actions: string[]): void {
    for (const action of actions) {
      if (!hop.actions.includes(action)) {
        hop.actions.push(action);
      }
    }
  }
}
