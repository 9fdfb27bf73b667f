import { NotAllowedError } from '@backstage/errors';
import type { AwsClients } from 'backstage-plugin-cross-account-pipelines-node';
import type { StackManifest } from 'backstage-plugin-cross-account-pipelines-core';
import { requireReachable } from './requireReachable';

const accounts = ['111111111111', '012345678901', '222222222222'].map(id => ({
  id,
  name: id,
  regions: ['eu-west-1'],
  uses: ['pipeline' as const, 'target' as const],
}));

function manifestFor(...ids: string[]): StackManifest {
  return {
    version: 1,
    stacks: ids.map(account => ({
      phase: 'target',
      account,
      region: 'eu-west-1',
      stackName: 'orders',
      template: 'target-account.yaml',
    })),
  };
}

describe('requireReachable', () => {
  const forAccount = jest.fn<
    ReturnType<AwsClients['forAccount']>,
    Parameters<AwsClients['forAccount']>
  >();
  const clients = { forAccount };

  beforeEach(() => {
    forAccount.mockReset();
  });

  it('asks for each account once, to deploy, as the user', async () => {
    await requireReachable({
      manifest: manifestFor('111111111111', '012345678901', '111111111111'),
      accounts,
      clients,
      onBehalfOf: 'user:default/alice',
    });
    expect(forAccount.mock.calls.map(([options]) => options)).toEqual([
      {
        account: '111111111111',
        region: 'eu-west-1',
        purpose: 'deploy',
        fresh: true,
        onBehalfOf: 'user:default/alice',
      },
      {
        account: '012345678901',
        region: 'eu-west-1',
        purpose: 'deploy',
        fresh: true,
        onBehalfOf: 'user:default/alice',
      },
    ]);
  });

  it('asks nothing when an account is not configured', async () => {
    await expect(
      requireReachable({
        manifest: manifestFor('111111111111', '555555555555'),
        accounts,
        clients,
      }),
    ).rejects.toThrow(
      'Not configured under crossAccountPipelines.accounts: 555555555555; nothing was created',
    );
    expect(forAccount).not.toHaveBeenCalled();
  });

  it('names every account that the portal cannot work in', async () => {
    forAccount.mockImplementation(async ({ account }) => {
      if (account !== '111111111111') {
        throw new NotAllowedError(`no role in ${account}`);
      }
      return {} as any;
    });
    await expect(
      requireReachable({
        manifest: manifestFor('222222222222', '111111111111', '012345678901'),
        accounts,
        clients,
      }),
    ).rejects.toThrow(
      [
        'The portal cannot work in 2 of 3 accounts; nothing was created:',
        '- 012345678901: no role in 012345678901',
        '- 222222222222: no role in 222222222222',
      ].join('\n'),
    );
  });
});
