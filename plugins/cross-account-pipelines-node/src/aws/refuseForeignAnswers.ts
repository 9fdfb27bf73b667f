/** What every client of the AWS SDK has. */
export interface AnsweredClient {
  middlewareStack: {
    add(
      middleware: (next: any, context: any) => any,
      options: { step: 'deserialize'; name: string; priority: 'low' },
    ): void;
  };
}

interface HttpAnswer {
  statusCode?: number;
  headers?: Record<string, string | undefined>;
}

/** AWS numbers each answer, under a name that differs from service to service. */
const numbered = ['x-amzn-requestid', 'x-amz-request-id', 'x-amz-id-2'];

/** Something between here and AWS answered in its place. */
export class ForeignAnswerError extends Error {
  override name = 'ForeignAnswerError';
  readonly $metadata: { httpStatusCode?: number; attempts: number };

  constructor(httpStatusCode?: number) {
    super('The answer is not one of AWS');
    this.$metadata = { httpStatusCode, attempts: 1 };
  }
}

/**
 * Takes no page of a proxy, and no empty answer, for one of AWS's: the SDK reads
 * some of them as an answer in which there is nothing.
 */
export function refuseForeignAnswers(client: AnsweredClient): void {
  client.middlewareStack.add(
    (next: (args: unknown) => Promise<{ response?: HttpAnswer }>) =>
      async (args: unknown) => {
        const answer = await next(args);
        if (isForeignAnswer(answer.response)) {
          throw new ForeignAnswerError(answer.response?.statusCode);
        }
        return answer;
      },
    { step: 'deserialize', name: 'refuseForeignAnswers', priority: 'low' },
  );
}

function isForeignAnswer({
  statusCode,
  headers = {},
}: HttpAnswer = {}): boolean {
  if (statusCode !== 200 || numbered.some(name => headers[name])) {
    return false;
  }
  return (
    /text\/html/.test(headers['content-type'] ?? '') ||
    headers['content-length'] === '0'
  );
}
