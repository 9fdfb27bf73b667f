import { GetRoleCommand } from '@aws-sdk/client-iam';
import { mockServices } from '@backstage/backend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { AwsCallObserver, ObservedCall } from './AwsCallObserver';
import { DefaultAwsClients } from './DefaultAwsClients';

const configured = {
  aws: {
    mainAccount: {
      accessKeyId: 'AKIAPORTAL0000000000',
      secretAccessKey: 'portal-secret',
    },
    accountDefaults: { roleName: 'backstage-portal' },
  },
  crossAccountPipelines: {
    accounts: [
      { id: '012345678901', name: 'dev', regions: ['eu-west-1'] },
      { id: '222222222222', name: 'staging', regions: ['eu-west-1'] },
    ],
  },
};

const withRoles = {
  ...configured,
  crossAccountPipelines: {
    ...configured.crossAccountPipelines,
    readerRoleName: 'portal/reader',
    deployerRoleName: 'portal/deployer',
    externalId: 'only-us',
  },
};

const fromConfig = (data: object) =>
  DefaultAwsClients.fromConfig(
    mockServices.rootConfig({ data: data as never }),
  );

const sts = (operation: string, result: string) =>
  HttpResponse.xml(
    `<${operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${operation}Result>${result}</${operation}Result></${operation}Response>`,
  );

const denied = (message: string) =>
  HttpResponse.xml(
    `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${message}</Message></Error></ErrorResponse>`,
    { status: 403 },
  );

/** Plays STS: a session's access key says which role it is of. */
class FakeSts {
  readonly assumed: URLSearchParams[] = [];
  identityCalls = 0;
  /** Asked with the role, and the key of who wants to assume it. */
  refuse?: (roleArn: string, key: string) => Response | undefined;
  accountOf = (roleArn: string) => roleArn.split(':')[4];
  private readonly sessions = new Map<string, string>();

  readonly handler = http.post(
    /^https:\/\/sts\./,
    async ({ request }): Promise<Response> => {
      const parameters = new URLSearchParams(await request.text());
      const key = /Credential=([^/]+)\//.exec(
        request.headers.get('authorization')!,
      )![1];
      if (parameters.get('Action') === 'AssumeRole') {
        return this.assumeRole(parameters, key);
      }
      this.identityCalls += 1;
      return sts(
        'GetCallerIdentity',
        `<Account>${this.accountOf(this.sessions.get(key)!)}</Account>`,
      );
    },
  );

  private assumeRole(parameters: URLSearchParams, caller: string): Response {
    const roleArn = parameters.get('RoleArn')!;
    this.assumed.push(parameters);
    const refusal = this.refuse?.(roleArn, caller);
    if (refusal) {
      return refusal;
    }
    const key = `ASIA${this.sessions.size}`;
    this.sessions.set(key, roleArn);
    const expiration = new Date(Date.now() + 3_600_000).toISOString();
    return sts(
      'AssumeRole',
      `<Credentials><AccessKeyId>${key}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>${expiration}</Expiration></Credentials>`,
    );
  }
}

describe('DefaultAwsClients', () => {
  const server = setupServer();
  let fakeSts: FakeSts;

  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterAll(() => server.close());
  beforeEach(() => {
    fakeSts = new FakeSts();
    server.resetHandlers(fakeSts.handler);
  });

  it("works with the account's integration when no role is configured", async () => {
    const clients = await fromConfig(configured).forAccount({
      account: '012345678901',
      region: 'eu-west-1',
      purpose: 'read',
      onBehalfOf: 'user:default/guest',
    });

    expect(clients).toMatchObject({
      account: '012345678901',
      region: 'eu-west-1',
    });
    expect(fakeSts.assumed.map(each => each.get('RoleArn'))).toEqual([
      'arn:aws:iam::012345678901:role/backstage-portal',
    ]);
    expect(fakeSts.assumed[0].get('SourceIdentity')).toBeNull();
  });

  it('assumes the configured role as the user who asks', async () => {
    const clients = fromConfig(withRoles);
    await clients.forAccount({
      account: '222222222222',
      region: 'eu-west-1',
      purpose: 'deploy',
      onBehalfOf: 'user:default/jane',
    });

    expect(Object.fromEntries(fakeSts.assumed[1])).toMatchObject({
      RoleArn: 'arn:aws:iam::222222222222:role/portal/deployer',
      RoleSessionName: 'user-default-jane',
      SourceIdentity: 'user-default-jane',
      ExternalId: 'only-us',
    });
  });

  it('shares credentials between Regions and services, not between users or purposes', async () => {
    const clients = fromConfig(withRoles);
    server.use(
      http.post('https://iam.amazonaws.com/', () =>
        HttpResponse.xml(
          '<GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult><Role><RoleName>x</RoleName></Role></GetRoleResult></GetRoleResponse>',
        ),
      ),
    );
    const jane = {
      account: '222222222222',
      region: 'eu-west-1',
      purpose: 'read',
      onBehalfOf: 'user:default/jane',
    } as const;
    const first = await clients.forAccount(jane);
    await first.iam.send(new GetRoleCommand({ RoleName: 'x' }));
    const again = await clients.forAccount(jane);
    await clients.forAccount({ ...jane, region: 'us-east-1' });
    const assumedByJane = fakeSts.assumed.length;
    await clients.forAccount({ ...jane, onBehalfOf: 'user:default/joe' });
    await clients.forAccount({ ...jane, purpose: 'deploy' });

    expect(again).toBe(first);
    expect(again.iam).toBe(first.iam);
    const extra = (from: number) =>
      fakeSts.assumed
        .slice(from)
        .map(each => each.get('RoleArn')!)
        .filter(arn => arn.includes('/portal/'));
    expect(assumedByJane).toBe(2);
    expect(extra(0)).toEqual([
      'arn:aws:iam::222222222222:role/portal/reader',
      'arn:aws:iam::222222222222:role/portal/reader',
      'arn:aws:iam::222222222222:role/portal/deployer',
    ]);
    expect(fakeSts.identityCalls).toBe(3);
  });

  it('assumes a role again when asked whether that can be done now', async () => {
    const clients = fromConfig(withRoles);
    const dev = {
      account: '012345678901',
      region: 'eu-west-1',
      purpose: 'deploy',
    } as const;
    await clients.forAccount(dev);
    fakeSts.refuse = arn =>
      arn.endsWith('/portal/deployer') ? denied('gone') : undefined;
    await expect(clients.forAccount(dev)).resolves.toBeDefined();
    await expect(clients.forAccount({ ...dev, fresh: true })).rejects.toThrow(
      'The portal may not assume arn:aws:iam::012345678901:role/portal/deployer',
    );
    fakeSts.refuse = undefined;
    await expect(clients.forAccount(dev)).resolves.toBeDefined();
  });

  describe('a session that AWS no longer accepts', () => {
    const ended = ['InvalidClientTokenId', 'ExpiredToken'];

    const callAs = async (refused: (key: string) => boolean, code: string) => {
      const keys: string[] = [];
      server.use(
        http.post('https://iam.amazonaws.com/', ({ request }) => {
          const key = /Credential=([^/]+)/.exec(
            request.headers.get('authorization')!,
          )![1];
          keys.push(key);
          return refused(key)
            ? HttpResponse.xml(
                `<ErrorResponse><Error><Code>${code}</Code><Message>no longer</Message></Error></ErrorResponse>`,
                { status: 403 },
              )
            : HttpResponse.xml(
                '<GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult><Role><RoleName>x</RoleName></Role></GetRoleResult></GetRoleResponse>',
              );
        }),
      );
      const { iam } = await fromConfig(withRoles).forAccount({
        account: '012345678901',
        region: 'eu-west-1',
        purpose: 'read',
      });
      const call = () => iam.send(new GetRoleCommand({ RoleName: 'x' }));
      return { call, keys };
    };

    it.each(ended)('is replaced by one new session (%s)', async code => {
      const { call, keys } = await callAs(key => key === 'ASIA1', code);
      await expect(call()).resolves.toBeDefined();
      await expect(call()).resolves.toBeDefined();
      expect(keys[0]).toBe('ASIA1');
      expect(new Set(keys.slice(1)).size).toBe(1);
      expect(keys).toHaveLength(3);
    });

    it.each(ended)(
      'is replaced with the one that it was assumed with (%s)',
      async code => {
        const { call } = await callAs(key => key === 'ASIA1', code);
        fakeSts.refuse = (_, key) =>
          key === 'ASIA0'
            ? HttpResponse.xml(
                `<ErrorResponse><Error><Code>${code}</Code><Message>no longer</Message></Error></ErrorResponse>`,
                { status: 403 },
              )
            : undefined;
        await expect(call()).resolves.toBeDefined();
      },
    );

    it('is replaced once only', async () => {
      const { call, keys } = await callAs(() => true, 'InvalidClientTokenId');
      await expect(call()).rejects.toThrow('no longer');
      expect(keys).toHaveLength(2);
    });
  });

  it('names account and key where there are no credentials', async () => {
    const { aws, ...rest } = configured;
    fakeSts.accountOf = () => '999999999999';
    const clients = fromConfig({
      ...rest,
      aws: { mainAccount: aws.mainAccount },
    });
    await expect(
      clients.forAccount({
        account: '222222222222',
        region: 'eu-west-1',
        purpose: 'read',
      }),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringMatching(
        /No credentials are configured for account 222222222222: add it to aws\.accounts/,
      ),
    });
  });

  it.each([
    [
      configured,
      'arn:aws:iam::222222222222:role/backstage-portal',
      'aws.accounts',
    ],
    [
      withRoles,
      'arn:aws:iam::222222222222:role/portal/reader',
      'crossAccountPipelines.readerRoleName',
    ],
  ])(
    'says which role was refused, and tries again when asked again',
    async (config, refused, key) => {
      fakeSts.refuse = roleArn =>
        roleArn === refused
          ? denied(
              `User: arn:aws:iam::999999999999:user/portal is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
            )
          : undefined;
      const clients = fromConfig(config);
      const options = {
        account: '222222222222',
        region: 'eu-west-1',
        purpose: 'read',
      } as const;

      await expect(clients.forAccount(options)).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringMatching(
          new RegExp(
            `The portal may not assume ${refused} in account 222222222222: .*${key}.*is not authorized to perform: sts:AssumeRole`,
          ),
        ),
      });
      fakeSts.refuse = undefined;
      await expect(clients.forAccount(options)).resolves.toBeDefined();
    },
  );

  it('names the role that was refused, not the one that is assumed with it', async () => {
    fakeSts.refuse = () =>
      denied(
        'User: x is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::012345678901:role/backstage-portal',
      );
    const failed = await fromConfig(withRoles)
      .forAccount({
        account: '012345678901',
        region: 'eu-west-1',
        purpose: 'deploy',
      })
      .catch(error => error);
    expect(failed.message).toMatch(
      /^The portal may not assume arn:aws:iam::012345678901:role\/backstage-portal .* under aws\.accounts and aws\.accountDefaults; caused by AccessDenied/,
    );
    expect(failed.message).not.toContain('portal/deployer');
  });

  it('says so when AWS does not know the keys of the portal itself', async () => {
    fakeSts.refuse = () =>
      HttpResponse.xml(
        '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code><Message>The security token included in the request is invalid.</Message></Error></ErrorResponse>',
        { status: 403 },
      );
    const failed = fromConfig(configured).forAccount({
      account: '012345678901',
      region: 'eu-west-1',
      purpose: 'read',
    });
    await expect(failed).rejects.toThrow(
      'AWS does not accept the credentials that the portal has for account 012345678901: correct aws.mainAccount, or the entry of the account under aws.accounts; caused by InvalidClientTokenId: The security token included in the request is invalid.',
    );
    await expect(failed).rejects.toHaveProperty('name', 'NotAllowedError');
  });

  it('tells an observer of every call, and of each attempt that AWS throttles', async () => {
    let throttles = 2;
    server.use(
      http.post(/^https:\/\/iam\./, () =>
        throttles-- > 0
          ? HttpResponse.xml(
              '<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>',
              { status: 400 },
            )
          : HttpResponse.xml(
              '<GetRoleResponse><GetRoleResult><Role><RoleName>a</RoleName></Role></GetRoleResult></GetRoleResponse>',
            ),
      ),
    );
    const heard: string[] = [];
    const write = (call: ObservedCall) =>
      `${call.service} ${call.operation} ${call.account} ${call.region}`;
    const observer: AwsCallObserver = {
      async observe(call, make) {
        const answer = await make();
        heard.push(write(call));
        return answer;
      },
      throttled: call => heard.push(`${write(call)} throttled`),
    };
    const clients = DefaultAwsClients.fromConfig(
      mockServices.rootConfig({ data: withRoles as never }),
      { observer },
    );
    const { iam } = await clients.forAccount({
      account: '222222222222',
      region: 'eu-west-1',
      purpose: 'read',
    });
    await iam.send(new GetRoleCommand({ RoleName: 'a' }));
    const at = '222222222222 eu-west-1';
    expect(heard).toEqual([
      `STS AssumeRole ${at}`,
      `STS GetCallerIdentity ${at}`,
      `IAM GetRole ${at} throttled`,
      `IAM GetRole ${at} throttled`,
      `IAM GetRole ${at}`,
    ]);
  });

  it("does not use another account's credentials", async () => {
    fakeSts.accountOf = () => '333333333333';
    await expect(
      fromConfig(configured).forAccount({
        account: '222222222222',
        region: 'eu-west-1',
        purpose: 'deploy',
      }),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /configured for account 222222222222 are those of account 333333333333/,
      ),
    });
  });

  it('deploys to configured accounts only, and reads others', async () => {
    const clients = fromConfig(configured);
    const other = { account: '555555555555', region: 'eu-west-1' };
    await expect(
      clients.forAccount({ ...other, purpose: 'deploy' }),
    ).rejects.toThrow(
      /Account 555555555555 is not listed under crossAccountPipelines\.accounts/,
    );
    await expect(
      clients.forAccount({ ...other, purpose: 'read' }),
    ).resolves.toBeDefined();
  });

  it('names the account that may read the organization', () => {
    const naming = (organizationAccount?: unknown) =>
      fromConfig({
        ...configured,
        crossAccountPipelines: {
          ...configured.crossAccountPipelines,
          organizationAccount,
        },
      }).organizationAccount;
    expect(naming()).toBeUndefined();
    expect(naming('012345678901')).toBe('012345678901');
    expect(() => naming(12345678901)).toThrow(
      "crossAccountPipelines.organizationAccount is the number 12345678901: put the account id in quotes, '012345678901'",
    );
  });

  it('survives throttling', async () => {
    let calls = 0;
    server.use(
      http.post(/^https:\/\/sts\./, () => {
        calls += 1;
        return calls <= 2
          ? HttpResponse.xml(
              '<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>',
              { status: 400 },
            )
          : undefined;
      }),
    );
    await expect(
      fromConfig(configured).forAccount({
        account: '222222222222',
        region: 'eu-west-1',
        purpose: 'read',
      }),
    ).resolves.toBeDefined();
    expect(calls).toBeGreaterThan(2);
  });
});
