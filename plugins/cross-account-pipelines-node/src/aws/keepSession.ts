import type { STSClientConfig } from '@aws-sdk/client-sts';
import { hasBadCredentials } from './toReadableError';

type Credentials = NonNullable<STSClientConfig['credentials']>;

type Handler = (args: any) => Promise<any>;

/** What every client of the AWS SDK has. */
export interface PreparableClient {
  middlewareStack: {
    add(
      middleware: (next: any, context: any) => any,
      options: { step: 'initialize'; name: string; priority: 'high' },
    ): void;
  };
}

/** Seconds that a call may take, all its repetitions included. */
const maxSeconds = 120;

/**
 * Repeats a call once with a new session when AWS no longer accepts the old one:
 * a role that was made again ends all its sessions. And ends each call in time,
 * however often it is repeated.
 */
export function keepSession(
  client: PreparableClient,
  credentials: Credentials,
): void {
  client.middlewareStack.add(
    (next: Handler) => async (args: unknown) => {
      const call = async () => {
        try {
          return await next(args);
        } catch (error) {
          if (!hasBadCredentials(error) || typeof credentials !== 'function') {
            throw error;
          }
          await credentials({ forceRefresh: true });
          return next(args);
        }
      };
      return inTime(call());
    },
    { step: 'initialize', name: 'keepSession', priority: 'high' },
  );
}

async function inTime<T>(call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      call,
      new Promise<never>((_, reject) => {
        timer = setTimeout(
          () =>
            reject(
              Object.assign(
                new Error(`AWS gave no answer within ${maxSeconds} s`),
                { name: 'TimeoutError', $metadata: { attempts: 1 } },
              ),
            ),
          maxSeconds * 1_000,
        );
        timer.unref();
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
