import type { ObservedCall, AwsCallObserver } from './AwsCallObserver';
import { isThrottling } from './toReadableError';

type Handler = (args: any) => Promise<any>;

interface Context {
  clientName?: string;
  commandName?: string;
}

type Middleware = (next: any, context: any) => any;

/** What every client of the AWS SDK has. */
export interface ObservableClient {
  middlewareStack: {
    add(
      middleware: Middleware,
      options: { step: 'initialize'; name: string; priority: 'high' },
    ): void;
    add(
      middleware: Middleware,
      options: { step: 'finalizeRequest'; name: string; priority: 'low' },
    ): void;
  };
}

/**
 * Lets an observer hear of every call of a client, and of every attempt that AWS
 * throttles.
 */
export function observeCalls(
  client: ObservableClient,
  options: {
    observer: AwsCallObserver;
    account: string;
    region: string;
  },
): void {
  const { observer, account, region } = options;
  const callOf = ({
    clientName = '',
    commandName = '',
  }: Context): ObservedCall => ({
    service: clientName.replace(/Client$/, ''),
    operation: commandName.replace(/Command$/, ''),
    account,
    region,
  });
  client.middlewareStack.add(
    (next: Handler, context: Context) => async (args: unknown) =>
      observer.observe(callOf(context), () => next(args)),
    { step: 'initialize', name: 'observeCalls', priority: 'high' },
  );
  // Inside of what repeats, so that it sees each attempt.
  client.middlewareStack.add(
    (next: Handler, context: Context) => async (args: unknown) => {
      try {
        return await next(args);
      } catch (error) {
        if (isThrottling(error)) {
          observer.throttled(callOf(context));
        }
        throw error;
      }
    },
    { step: 'finalizeRequest', name: 'observeAttempts', priority: 'low' },
  );
}
