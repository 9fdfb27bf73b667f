import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { GetBucketPolicyCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { DefaultAwsAccountClients } from './DefaultAwsAccountClients';
import { toReadableError } from './toReadableError';

const page = '<html><body>Sign in to the proxy</body></html>';

type Ask = (clients: DefaultAwsAccountClients) => Promise<unknown>;

const calls: Array<[string, Ask]> = [
  ['query', to => to.cloudFormation.send(new DescribeStacksCommand({}))],
  ['JSON', to => to.kms.send(new DescribeKeyCommand({ KeyId: 'k' }))],
  ['S3', to => to.s3.send(new GetBucketPolicyCommand({ Bucket: 'b' }))],
];

describe('refuseForeignAnswers', () => {
  let answer: (response: ServerResponse) => void;
  const server = createServer((_request, response) => answer(response));
  const { AWS_ENDPOINT_URL: before } = process.env;
  let clients: DefaultAwsAccountClients;

  beforeAll(async () => {
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${port}`;
    clients = new DefaultAwsAccountClients({
      account: '111111111111',
      region: 'eu-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
  });

  afterAll(() => {
    if (before === undefined) {
      delete process.env.AWS_ENDPOINT_URL;
    } else {
      process.env.AWS_ENDPOINT_URL = before;
    }
    server.closeAllConnections();
    server.close();
  });

  describe.each(calls)('of a %s service', (_, ask) => {
    it.each<[string, string, string]>([
      ['a page', 'text/html; charset=utf-8', page],
      ['nothing', 'text/plain', ''],
    ])(
      'takes %s with status 200 for none of AWS',
      async (_what, type, body) => {
        answer = response => {
          response.writeHead(200, {
            'content-type': type,
            'content-length': body.length,
          });
          response.end(body);
        };
        const error = await ask(clients).catch((thrown: unknown) => thrown);
        expect(
          toReadableError(error, { operation: 'x:Y', account: '111111111111' }),
        ).toMatchObject({
          name: 'ServiceUnavailableError',
          message: expect.stringContaining(
            'x:Y was answered, but not by AWS (is there a proxy, or an AWS_ENDPOINT_URL?), in account 111111111111',
          ),
        });
      },
    );
  });

  it('takes a page that lies in S3 for what it is', async () => {
    answer = response => {
      response.writeHead(200, {
        'content-type': 'text/html',
        'x-amz-request-id': '1',
      });
      response.end(page);
    };
    const { Body } = await clients.s3.send(
      new GetObjectCommand({ Bucket: 'b', Key: 'k' }),
    );
    await expect(Body!.transformToString()).resolves.toBe(page);
  });

  it('takes an answer that says nothing for one where AWS has numbered it', async () => {
    answer = response => {
      response.writeHead(200, {
        'content-length': 0,
        'x-amzn-requestid': '1',
      });
      response.end();
    };
    await expect(
      clients.kms.send(new DescribeKeyCommand({ KeyId: 'k' })),
    ).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });
});
