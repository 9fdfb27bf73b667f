import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CloudFormationClient,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { NotFoundError } from '@backstage/errors';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { isNotFound, isThrottling, toReadableError } from './toReadableError';

const call = {
  operation: 'cloudformation:DescribeStacks',
  account: '012345678901',
  region: 'eu-west-1',
};

const answer = (status: number, code: string, message: string) =>
  HttpResponse.xml(
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    { status },
  );

describe('toReadableError', () => {
  const server = setupServer();
  const client = new CloudFormationClient({
    region: 'eu-west-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });

  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterAll(() => server.close());

  const thrownFor = async (response: () => Response): Promise<unknown> => {
    server.resetHandlers(
      http.post('https://cloudformation.eu-west-1.amazonaws.com/', response),
    );
    return client.send(new DescribeStacksCommand({})).then(
      () => undefined,
      error => error,
    );
  };

  it.each([
    [
      403,
      'AccessDenied',
      'User x is not authorized',
      'NotAllowedError',
      'was denied in',
    ],
    [
      403,
      'ExpiredToken',
      'The token is expired',
      'NotAllowedError',
      'found no usable credentials in',
    ],
    [
      400,
      'ValidationError',
      'Stack with id x does not exist',
      'NotFoundError',
      'found nothing in',
    ],
    [
      400,
      'AlreadyExistsException',
      'ChangeSet x exists',
      'ConflictError',
      'met something that is there already',
    ],
    [
      400,
      'Throttling',
      'Rate exceeded',
      'ServiceUnavailableError',
      'was throttled by AWS',
    ],
    [
      503,
      'ServiceUnavailable',
      'Try later',
      'ServiceUnavailableError',
      'failed inside AWS in',
    ],
    [
      400,
      'ValidationError',
      'Template format error',
      'InputError',
      'was refused as invalid in',
    ],
  ])('turns %i %s "%s" into %s', async (status, code, message, name, says) => {
    const error = await thrownFor(() => answer(status, code, message));
    const readable = toReadableError(error, call);
    expect(readable.name).toBe(name);
    expect(readable.message).toContain(`cloudformation:DescribeStacks ${says}`);
    expect(readable.message).toContain('account 012345678901, eu-west-1');
    expect(readable.message).toContain(message);
    expect(readable.cause).toBe(error);
  });

  it('leaves errors that are readable already', () => {
    const error = new NotFoundError('Account x has no credentials');
    expect(toReadableError(error, call)).toBe(error);
  });

  it('tells throttling and absence apart from the rest', async () => {
    const throttled = await thrownFor(() => answer(400, 'Throttling', 'Rate'));
    const absent = await thrownFor(() =>
      answer(400, 'ValidationError', 'Stack x does not exist'),
    );
    expect([throttled, absent].map(isThrottling)).toEqual([true, false]);
    expect([throttled, absent].map(isNotFound)).toEqual([false, true]);
  });

  it('says that no answer came when the connection is cut', async () => {
    const cutting = createServer(request => request.socket.destroy());
    await new Promise<void>(resolve => cutting.listen(0, '127.0.0.1', resolve));
    const { port } = cutting.address() as AddressInfo;
    server.close();
    const error = await new CloudFormationClient({
      region: 'eu-west-1',
      maxAttempts: 1,
      endpoint: `http://127.0.0.1:${port}`,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    })
      .send(new DescribeStacksCommand({}))
      .catch(thrown => thrown);
    cutting.close();

    expect(toReadableError(error, call)).toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(
        /^cloudformation:DescribeStacks got no answer in account 012345678901/,
      ),
    });
  });

  const page = '<html><body>Sign in to the proxy</body></html>';
  it.each<['query' | 'JSON', number, string, string]>([
    ['JSON', 200, page, 'text/html'],
    ...['query' as const, 'JSON' as const].flatMap(protocol =>
      [400, 403, 502].flatMap(
        (status): Array<['query' | 'JSON', number, string, string]> => [
          [protocol, status, page, 'text/html'],
          // An empty 403 is what S3 answers to a HEAD request.
          ...(status === 403
            ? []
            : ([
                [protocol, status, '', 'text/plain'],
                [protocol, status, 'no healthy upstream', 'text/plain'],
              ] as Array<['query' | 'JSON', number, string, string]>)),
        ],
      ),
    ),
  ])(
    'says that it was not AWS which answered a %s service with %i "%s"',
    async (protocol, status, body, type) => {
      const foreign = createServer((_request, response) => {
        response.writeHead(status, { 'content-type': type });
        response.end(body);
      }).listen(0, '127.0.0.1');
      server.close();
      await new Promise(resolve => {
        foreign.once('listening', resolve);
      });
      const { port } = foreign.address() as AddressInfo;
      const config = {
        region: 'eu-west-1',
        endpoint: `http://127.0.0.1:${port}`,
        maxAttempts: 1,
        credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      };
      const asking: Promise<unknown> =
        protocol === 'query'
          ? new CloudFormationClient(config).send(new DescribeStacksCommand({}))
          : new KMSClient(config).send(new ListKeysCommand({}));
      const error = await asking.catch((thrown: unknown) => thrown);
      foreign.close();
      server.listen({ onUnhandledRequest: 'error' });
      expect(toReadableError(error, call)).toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringContaining('answered, but not by AWS'),
      });
    },
  );
});
