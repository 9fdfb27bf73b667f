import { http, HttpResponse, type HttpHandler } from 'msw';
import { DefaultAwsAccountClients } from '../../aws/DefaultAwsAccountClients';
import type { AwsAccountClients, AwsClients } from '../../aws';

/** What is asked: an operation, its input, and the account that asks. */
export interface FakeCall {
  /** E.g. `iam:GetRole`. */
  operation: string;
  account: string;
  region: string;
  input: Record<string, string>;
}

/** The output, or an error's code. */
export type FakeAnswer = object | string;

const s3Operations: Array<[parameter: string, operation: string]> = [
  ['location', 's3:GetBucketLocation'],
  ['policy', 's3:GetBucketPolicy'],
  ['ownershipControls', 's3:GetBucketOwnershipControls'],
  ['publicAccessBlock', 's3:GetBucketPublicAccessBlock'],
  ['encryption', 's3:GetBucketEncryption'],
  ['versioning', 's3:GetBucketVersioning'],
  ['list-type', 's3:ListObjectsV2'],
];

/**
 * Speaks the protocols of the services that an estate is collected from, and
 * gives the answers it was told to give.
 */
export class FakeAws implements AwsClients {
  readonly calls: FakeCall[] = [];
  /** Accounts without credentials. */
  readonly closed = new Set<string>();

  constructor(private readonly answer: (call: FakeCall) => FakeAnswer) {}

  async forAccount(options: {
    account: string;
    region: string;
  }): Promise<AwsAccountClients> {
    const { account, region } = options;
    if (this.closed.has(account)) {
      throw new Error(`No credentials are configured for account ${account}`);
    }
    return new DefaultAwsAccountClients({
      account,
      region,
      credentials: { accessKeyId: `AKIA${account}`, secretAccessKey: 'secret' },
    });
  }

  readonly handlers: HttpHandler[] = [
    http.post(
      /^https:\/\/(iam|cloudformation|autoscaling)\./,
      async ({ request }) => {
        const { Action, Version, ...input } = Object.fromEntries(
          new URLSearchParams(await request.text()),
        );
        const answer = this.ask(request, Action, input);
        return typeof answer === 'string'
          ? HttpResponse.xml(
              `<ErrorResponse><Error><Code>${answer}</Code><Message>${answer} of ${Action}</Message></Error></ErrorResponse>`,
              { status: statusOf(answer) },
            )
          : HttpResponse.xml(
              `<${Action}Response xmlns="urn:x"><${Action}Result>${toXml(
                answer,
              )}</${Action}Result></${Action}Response>`,
            );
      },
    ),
    http.post(/^https:\/\/ec2\./, async ({ request }) => {
      const { Action, Version, ...input } = Object.fromEntries(
        new URLSearchParams(await request.text()),
      );
      const answer = this.ask(request, Action, input);
      return typeof answer === 'string'
        ? HttpResponse.xml(
            `<Response><Errors><Error><Code>${answer}</Code><Message>${answer} of ${Action}</Message></Error></Errors></Response>`,
            { status: statusOf(answer) },
          )
        : HttpResponse.xml(
            `<${Action}Response xmlns="urn:x">${toXml(
              answer,
              'item',
            )}</${Action}Response>`,
          );
    }),
    http.post(
      /^https:\/\/(cloudcontrolapi|kms|codebuild|codedeploy|codepipeline|codestar-connections|organizations)\./,
      async ({ request }) => {
        const operation = request.headers
          .get('x-amz-target')!
          .split('.')
          .at(-1)!;
        const input = (await request.json()) as Record<string, string>;
        const answer = this.ask(request, operation, input);
        return typeof answer === 'string'
          ? HttpResponse.json(
              { __type: answer, message: `${answer} of ${operation}` },
              { status: statusOf(answer) },
            )
          : HttpResponse.json(answer);
      },
    ),
    http.get(/^https:\/\/[^/]*\bs3\./, ({ request }) => {
      const url = new URL(request.url);
      const [Bucket] = url.hostname.split('.s3.');
      const [, operation] = s3Operations.find(([parameter]) =>
        url.searchParams.has(parameter),
      )!;
      const answer = this.ask(request, operation.split(':')[1], {
        Bucket,
        ...Object.fromEntries(url.searchParams),
      });
      if (typeof answer === 'string') {
        return HttpResponse.xml(
          `<Error><Code>${answer}</Code><Message>${answer} of ${operation}</Message></Error>`,
          { status: statusOf(answer) },
        );
      }
      return 'Policy' in answer
        ? HttpResponse.text(String(answer.Policy))
        : HttpResponse.xml(
            toXml(answer).replace(
              '>',
              ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
            ),
          );
    }),
  ];

  private ask(
    request: Request,
    operation: string,
    input: Record<string, string>,
  ): FakeAnswer {
    const [, account, region, service] =
      /Credential=AKIA(\d{12})\/\d+\/([^/]+)\/([^/]+)/.exec(
        request.headers.get('authorization')!,
      )!;
    const call = {
      operation: `${service}:${operation}`,
      account,
      region,
      input,
    };
    this.calls.push(call);
    return this.answer(call);
  }
}

function statusOf(code: string): number {
  if (/AccessDenied|Unauthorized/.test(code)) {
    return 403;
  }
  return /^NoSuch|OwnershipControlsNotFound/.test(code) ? 404 : 400;
}

/**
 * @param element - what the protocol calls a member of a list
 */
function toXml(value: unknown, element = 'member'): string {
  if (Array.isArray(value)) {
    return value
      .map(item => `<${element}>${toXml(item, element)}</${element}>`)
      .join('');
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, content]) => `<${name}>${toXml(content, element)}</${name}>`)
      .join('');
  }
  return String(value).replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
