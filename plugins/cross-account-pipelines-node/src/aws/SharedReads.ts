import type { AwsAccountClients, AwsClients } from './AwsClients';
import { type ServicePlace, SilentServices } from './SilentServices';
import { hasBadCredentials, isDenied, isNotFound } from './toReadableError';
import { unlessAborted } from './unlessAborted';

/** What was answered longer ago is asked again; ms. */
const MAX_AGE = 5 * 60_000;

/** What nobody has asked for the longest is forgotten first. */
const MAX_KEPT = 10_000;

/** Services whose answers are the same in every Region. */
const global = new Set<string>(['iam', 'organizations']);

type ForAccountOptions = Parameters<AwsClients['forAccount']>[0];

interface Command {
  readonly input: object;
}

type Send = (
  command: Command,
  options?: { abortSignal?: AbortSignal },
) => Promise<unknown>;

/** How a call ended. */
type Outcome =
  | { type: 'answer'; value: unknown }
  | { type: 'refusal'; error: unknown }
  /** It says nothing about the thing that was asked for. */
  | { type: 'trouble'; error: unknown };

interface Call {
  /** When it was made; ms since 1970. */
  at: number;
  outcome: Promise<Outcome>;
}

/**
 * Clients that read one of several things, and how old what they gave is.
 *
 * @public
 */
export interface SharedReading {
  clients: AwsClients;
  /** When the oldest answer was asked for; nothing before the first. */
  oldest(): Date | undefined;
}

/**
 * Asks AWS once for what several readings share, as the pipelines of a run. That
 * something does not exist, or may not be read, is an answer, too. What failed
 * for another reason, an aborted reading's among them, is asked again by whoever
 * needs it next, where no pause is set for services that do not answer. Only what
 * reads is shared.
 *
 * @public
 */
export class SharedReads {
  readonly #clients: AwsClients;
  readonly #calls = new Map<string, Call>();
  readonly #maxAge: number;
  readonly #maxKept: number;
  readonly #silent: SilentServices;

  constructor(options: {
    clients: AwsClients;
    /** Milliseconds after which something is asked again. Default: five minutes. */
    maxAge?: number;
    /** How many answers are kept. Default: 10,000. */
    maxKept?: number;
    /**
     * Milliseconds for which a service of an account is asked nothing after it
     * throttled or did not answer. Default: 0.
     */
    pause?: number;
  }) {
    this.#clients = options.clients;
    this.#maxAge = options.maxAge ?? MAX_AGE;
    this.#maxKept = options.maxKept ?? MAX_KEPT;
    this.#silent = new SilentServices(options.pause ?? 0);
  }

  /** A reading that uses what earlier ones were answered. */
  open(): SharedReading {
    let oldest: number | undefined;
    const note = (at: number) => {
      oldest = Math.min(oldest ?? at, at);
    };
    const { organizationAccount, readsAllRoles, deployerRoleName } =
      this.#clients;
    return {
      clients: {
        organizationAccount,
        readsAllRoles,
        deployerRoleName,
        forAccount: async options => {
          const own = await this.#clients.forAccount(options);
          return options.purpose === 'read'
            ? this.#share(own, options, note)
            : own;
        },
      },
      oldest: () => (oldest === undefined ? undefined : new Date(oldest)),
    };
  }

  #share(
    own: AwsAccountClients,
    { account, region, onBehalfOf = '' }: ForAccountOptions,
    note: (at: number) => void,
  ): AwsAccountClients {
    return new Proxy(own, {
      get: (clients, service: keyof AwsAccountClients) => {
        const client: unknown = clients[service];
        if (!isClient(client)) {
          return client;
        }
        const place: ServicePlace = {
          service,
          account,
          ...(!global.has(service) && { region }),
        };
        const send: Send = (command, options) =>
          this.#ask({
            key: [
              onBehalfOf,
              account,
              place.region,
              service,
              command.constructor.name,
              JSON.stringify(command.input),
            ].join(' '),
            place,
            make: () => client.send(command, options),
            signal: options?.abortSignal,
            note,
          });
        return new Proxy(client, {
          get: (target, name) =>
            name === 'send' ? send : Reflect.get(target, name),
        });
      },
    });
  }

  async #ask(options: {
    key: string;
    place: ServicePlace;
    make: () => Promise<unknown>;
    signal?: AbortSignal;
    note: (at: number) => void;
  }): Promise<unknown> {
    const { key, place, make, signal, note } = options;
    for (;;) {
      const known = this.#find(key);
      if (!known) {
        this.#silent.requireTalking(place);
      }
      const call = known ?? this.#call(key, place, make);
      const outcome = await this.#wait(call, place, signal);
      if (outcome.type === 'answer') {
        note(call.at);
        return outcome.value;
      }
      // Somebody else's trouble is no reason not to try.
      if (outcome.type === 'refusal' || !known) {
        throw outcome.error;
      }
    }
  }

  /** @throws the signal's reason when it fires first */
  async #wait(
    call: Call,
    place: ServicePlace,
    signal: AbortSignal | undefined,
  ): Promise<Outcome> {
    try {
      return await unlessAborted(call.outcome, signal);
    } catch (error) {
      this.#silent.noteGivenUp(place, Date.now() - call.at);
      throw error;
    }
  }

  #find(key: string): Call | undefined {
    const call = this.#calls.get(key);
    if (!call) {
      return undefined;
    }
    this.#calls.delete(key);
    if (Date.now() - call.at > this.#maxAge) {
      return undefined;
    }
    this.#calls.set(key, call);
    return call;
  }

  #call(key: string, place: ServicePlace, make: () => Promise<unknown>): Call {
    const call: Call = {
      at: Date.now(),
      outcome: make().then(
        value => ({ type: 'answer', value }),
        error => {
          if (isRefusal(error)) {
            return { type: 'refusal', error };
          }
          if (this.#calls.get(key) === call) {
            this.#calls.delete(key);
          }
          this.#silent.noteFailure(place, error);
          return { type: 'trouble', error };
        },
      ),
    };
    this.#calls.set(key, call);
    if (this.#calls.size > this.#maxKept) {
      this.#calls.delete(this.#calls.keys().next().value!);
    }
    return call;
  }
}

function isClient(value: unknown): value is { send: Send } {
  return typeof (value as { send?: unknown } | undefined)?.send === 'function';
}

/** AWS has answered, and would answer the same again. */
function isRefusal(error: unknown): boolean {
  return !hasBadCredentials(error) && (isNotFound(error) || isDenied(error));
}
