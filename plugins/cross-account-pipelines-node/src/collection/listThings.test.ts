import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LambdaClient } from '@aws-sdk/client-lambda';
import type { AwsAccountClients } from '../aws';
import { listThings } from './listThings';

describe('listThings', () => {
  let server: Server;

  beforeEach(async () => {
    // Takes the question, and never answers.
    server = createServer(() => {});
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  it('waits no longer for AWS than a form can', async () => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const asked = jest
      .spyOn(AbortSignal, 'timeout')
      .mockImplementation(() => timeout(50));
    const region = 'eu-west-1';
    const account = '111111111111';
    const { port } = server.address() as AddressInfo;
    const lambda = new LambdaClient({
      region,
      endpoint: `http://127.0.0.1:${port}`,
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    });
    await expect(
      listThings({
        clients: {
          forAccount: async () =>
            ({ account, region, lambda } as Partial<AwsAccountClients> as any),
        },
        account,
        region,
        kind: 'function',
      }),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message:
        'lambda:ListFunctions got no answer within 10 s in account 111111111111, eu-west-1',
    });
    expect(asked).toHaveBeenCalledWith(10_000);
  });
});
