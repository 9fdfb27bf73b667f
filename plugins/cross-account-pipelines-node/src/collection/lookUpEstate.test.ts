import {
  emptyAccount,
  type Estate,
} from 'backstage-plugin-cross-account-pipelines-core';
import { lookUpEstate } from './lookUpEstate';

const tools = '111111111111';
const dev = '012345678901';
const region = 'eu-west-1';
const pipelineArn = `arn:aws:codepipeline:${region}:${tools}:orders`;

function foretold(): Estate {
  return {
    origin: 'predicted',
    accounts: {
      [tools]: {
        ...emptyAccount(tools),
        pipelines: {
          [pipelineArn]: {
            arn: pipelineArn,
            region,
            definition: {
              name: 'orders',
              roleArn: `arn:aws:iam::${tools}:role/service`,
              artifactStore: { type: 'S3', location: 'artifacts' },
              stages: [
                {
                  name: 'Dev',
                  actions: [
                    {
                      name: 'Call',
                      actionTypeId: {
                        category: 'Invoke',
                        owner: 'AWS',
                        provider: 'Lambda',
                        version: '1',
                      },
                      configuration: { FunctionName: 'secret-project' },
                      roleArn: `arn:aws:iam::${dev}:role/action`,
                    },
                  ],
                },
              ],
            },
          },
        },
      },
    },
  };
}

describe('lookUpEstate', () => {
  it('looks into no account that the caller may not read', async () => {
    const forAccount = jest.fn(async ({ account }: { account: string }) => {
      throw new Error(`No credentials for ${account}`);
    });
    const estate = foretold();
    await lookUpEstate(estate, [pipelineArn], {
      clients: { forAccount },
      readable: new Set([tools]),
    });
    const asked = forAccount.mock.calls.map(([{ account }]) => account);
    expect([...new Set(asked)]).toEqual([tools]);
    expect(estate.accounts[dev].unread).toEqual([
      {
        id: dev,
        isWhole: true,
        reason: expect.stringContaining(`account ${dev} is none of those`),
      },
    ]);

    const other = foretold();
    await lookUpEstate(other, [pipelineArn], { clients: { forAccount } });
    expect(forAccount).toHaveBeenCalledWith(
      expect.objectContaining({ account: dev, purpose: 'read' }),
    );
  });
});
