import {
  emptyAccount,
  type Estate,
} from 'backstage-plugin-cross-account-pipelines-core';
import { setupServer } from 'msw/node';
import { FakeAws } from './__testUtils__/FakeAws';
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

  describe('of what somebody says is there', () => {
    const server = setupServer();
    beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
    afterAll(() => server.close());

    const lookUp = async (answer: string, isDeclared: boolean) => {
      const aws = new FakeAws(() => answer);
      server.resetHandlers(...aws.handlers);
      const estate = foretold();
      const arn = `arn:aws:iam::${tools}:role/service`;
      const trustPolicy = { Statement: [] };
      const said = { arn, trustPolicy, policies: [], isDeclared };
      estate.accounts[tools].roles[arn] = said;
      await lookUpEstate(estate, [pipelineArn], { clients: aws });
      const { roles, missing } = estate.accounts[tools];
      return {
        isAsked: aws.calls.some(({ input }) => input.RoleName === 'service'),
        isThere: roles[arn] === said,
        isMissing: missing.includes(arn),
      };
    };

    it.each<[string, string, boolean, object]>([
      [
        'believes AWS that it is not there',
        'NoSuchEntity',
        true,
        { isAsked: true, isThere: false, isMissing: true },
      ],
      [
        'believes who said so where AWS does not answer',
        'AccessDenied',
        true,
        { isAsked: true, isThere: true, isMissing: false },
      ],
      [
        'does not ask for what is made of it, by a template or a merged statement',
        'NoSuchEntity',
        false,
        { isAsked: false, isThere: true, isMissing: false },
      ],
    ])('%s', async (_, answer, isDeclared, found) => {
      expect(await lookUp(answer, isDeclared)).toEqual(found);
    });
  });
});
