import { check, errors } from './__testUtils__/setUp';

// The validating engine takes a few seconds to start, more on a busy machine.
jest.setTimeout(120_000);

const aws = 'arn:aws:iam::aws:policy';

/** Gives the deploy role one of AWS's own policies. */
const attach = (name: string) =>
  [
    'target.yaml',
    'RoleName: deploy',
    `RoleName: deploy\n      ManagedPolicyArns: ["${aws}/${name}"]`,
  ] as const;

/** Takes from the deploy role what it may do with the key by itself. */
const deployRoleKey = [
  'target.yaml',
  `              - { Effect: Allow, Action: ['kms:Decrypt', 'kms:DescribeKey'], Resource: !Ref KeyArn }
              - { Effect: Allow, Action: 'sns:*'`,
  `              - { Effect: Allow, Action: 'sns:*'`,
] as const;

const keyHop = (report: Awaited<ReturnType<typeof check>>['report']) =>
  report.links[0].hops.find(
    ({ id }) => id.includes('H7:deploy') && id.endsWith(':key'),
  )!;

describe("AWS's own policies", () => {
  it.each([
    'PowerUserAccess',
    'AmazonS3FullAccess',
    'service-role/AWSLambdaBasicExecutionRole',
    'ReadOnlyAccess',
    // Of these the suite knows only that they deny nothing.
    'AmazonManagedBlockchainFullAccess',
    'service-role/MadeNextYear',
  ])('leave what is granted beside %s healthy', async name => {
    const { report, findings } = await check([...attach(name)]);
    expect(errors(findings)).toEqual([]);
    // As it is without: its trust policies ask for no source.
    expect(report.health).toBe('warning');
    expect(keyHop(report).health).toBe('healthy');
  });

  it.each([
    ['AWSDenyAll', 'warning'],
    ['AWSCompromisedKeyQuarantineV3', 'unknown'],
  ])(
    'are read where they deny, or known to deny something: %s',
    async (name, health) => {
      const { report } = await check([...attach(name)]);
      expect(keyHop(report).health).toBe(health);
    },
  );

  it('grant what their documents say', async () => {
    const { report } = await check(
      [...deployRoleKey],
      [...attach('PowerUserAccess')],
    );
    expect(keyHop(report).health).toBe('healthy');
  });

  it('grant nothing else', async () => {
    const { report } = await check(
      [...deployRoleKey],
      [...attach('AmazonS3FullAccess')],
    );
    expect(keyHop(report)).toMatchObject({ health: 'warning' });
  });

  it('may grant where they are not known', async () => {
    const { report } = await check(
      [...deployRoleKey],
      [...attach('MadeNextYear')],
    );
    expect(keyHop(report)).toMatchObject({
      health: 'unknown',
      reason: expect.stringContaining('MadeNextYear'),
    });
  });
});
