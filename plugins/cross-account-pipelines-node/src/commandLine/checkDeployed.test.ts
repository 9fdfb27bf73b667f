import { createMockDirectory } from '@backstage/backend-test-utils';
import { setupServer } from 'msw/node';
import { stringify } from 'yaml';
import {
  failure,
  FakeCloudFormation,
} from '../deployment/__testUtils__/FakeCloudFormation';
import { assumedRoles } from './__testUtils__/assumedRoles';
import { runHere } from './__testUtils__/runBin';

// The validating engine takes a few seconds to start, more on a busy machine.
jest.setTimeout(120_000);

const tools = '111111111111';
const dev = '012345678901';
const region = 'eu-west-1';

const keyTemplate = `
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Version: '2012-10-17'
        Statement:
          - Sid: Administer
            Effect: Allow
            Principal: { AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:root' }
            Action: kms:*
            Resource: '*'
Outputs:
  KeyArn: { Value: !GetAtt Key.Arn }
`;

const roleTemplate = `
Parameters:
  KeyArn: { Type: String }
Conditions:
  Reads: !Equals [a, b]
Resources:
  Deployer:
    Type: AWS::IAM::Role
    Properties:
      RoleName: deployer
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: { Service: cloudformation.amazonaws.com }
            Action: sts:AssumeRole
      Policies:
        - PolicyName: Deploy
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - !If
                - Reads
                - { Effect: Allow, Action: 's3:ListBucket', Resource: '*' }
                - !Ref AWS::NoValue
              - Sid: Decrypt
                Effect: Allow
                Action: kms:Decrypt
                Resource: !Ref KeyArn
              - Sid: NoUsers
                Effect: Deny
                Action: iam:*
                Resource: '*'
`;

const keyArn = `arn:aws:kms:${region}:${tools}:key/1234`;
const foundation = { account: tools, region, stackName: 'foundation' };

const aws = new FakeCloudFormation();
const server = setupServer(assumedRoles, aws.handler);
const folder = createMockDirectory();

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterAll(() => server.close());
beforeEach(() => {
  aws.fault = undefined;
  aws.add(tools, 'foundation', {
    template: keyTemplate,
    outputs: { KeyArn: keyArn },
  });
  aws.add(dev, 'target', {
    template: roleTemplate,
    parameters: { KeyArn: keyArn },
  });
  folder.setContent({
    'app-config.yaml': stringify({
      aws: {
        mainAccount: { accessKeyId: '${KEY_ID}', secretAccessKey: '${KEY}' },
        accountDefaults: { roleName: 'reader' },
      },
    }),
    'policy.yaml': stringify({
      version: 1,
      rules: [
        {
          rule: 'pipeline-missing',
          waive: 'the pipeline is made elsewhere',
          until: '2999-12-31',
        },
        { rule: 'wider-permission', account: dev, level: 'error' },
      ],
    }),
    'set-up': {
      'manifest.yaml': stringify({
        version: 1,
        stacks: [
          { ...foundation, phase: 'foundation', template: 'key.yaml' },
          {
            phase: 'target',
            account: dev,
            region,
            stackName: 'target',
            template: 'role.yaml',
            parameters: {
              KeyArn: { fromStack: foundation, output: 'KeyArn' },
            },
          },
        ],
      }),
      'key.yaml': keyTemplate,
      'role.yaml': roleTemplate,
    },
  });
});

const run = (...args: string[]) =>
  runHere(['check', ...args, '--config', 'app-config.yaml'], {
    folder: folder.path,
    env: { KEY_ID: 'AKIA999999999999', KEY: 'secret' },
  });

const runJson = async (...args: string[]) => {
  const { code, stdout } = await run('set-up', '--deployed', '--json', ...args);
  const { findings, plan } = JSON.parse(stdout);
  return {
    code,
    plan,
    findings: findings.filter(({ rule }: { rule: string }) =>
      ['wider-permission', 'not-compared'].includes(rule),
    ),
  };
};

const widen = () =>
  folder.addContent({
    'set-up/role.yaml': roleTemplate
      .replace('Action: kms:Decrypt', "Action: ['kms:Decrypt', 'kms:Encrypt']")
      .replace(/ {14}- Sid: NoUsers[^]*$/, ''),
  });

const lineOf = (text: string, part: string) =>
  text.slice(0, text.indexOf(part)).split('\n').length;

describe('--deployed', () => {
  it('finds nothing where all is deployed', async () => {
    const { stdout } = await run('set-up', '--deployed');
    expect(stdout).toContain('Against what is deployed: nothing changes\n');
    expect(await runJson('--policy', 'policy.yaml')).toMatchObject({
      code: 0,
      findings: [],
      plan: [{ outcome: 'unchanged' }, { outcome: 'unchanged' }],
    });
    expect(aws.writes()).toEqual([]);
  });

  it('asks AWS nothing without the option', async () => {
    aws.calls.length = 0;
    const { stdout } = await run('set-up', '--json');
    expect(JSON.parse(stdout)).not.toHaveProperty('plan');
    expect(aws.calls).toEqual([]);
  });

  it('lists what changes, and warns of what gets wider at its line', async () => {
    widen();
    const { stdout } = await run('set-up', '--deployed');
    expect(stdout).toContain(
      [
        'Against what is deployed: 1 stack to update, 1 stack unchanged; 2 permissions get wider',
        `  [${dev} ${region} target] to update: 1 resource`,
        '    ~ change Deployer AWS::IAM::Role (Policies)',
        '',
      ].join('\n'),
    );
    const line = lineOf(roleTemplate, '- Sid: Decrypt');
    expect(stdout).toContain(
      [
        `warning  wider-permission  set-up/role.yaml:${line}:17`,
        `  Wider than what is deployed: Deployer of stack target in account ${dev}, ${region} allows kms:Encrypt on ${keyArn}.`,
        '',
      ].join('\n'),
    );
    expect((await runJson()).findings).toEqual([
      expect.objectContaining({ place: expect.objectContaining({ line }) }),
      {
        rule: 'wider-permission',
        level: 'warning',
        account: dev,
        message: `Wider than what is deployed: Deployer of stack target in account ${dev}, ${region} no longer denies iam:* on *.`,
        place: {
          file: 'set-up/role.yaml',
          line: lineOf(roleTemplate, '  Deployer:'),
          column: 3,
        },
      },
    ]);
  });

  it('lets a policy file decide what may get wider', async () => {
    widen();
    const { code, findings } = await runJson('--policy', 'policy.yaml');
    expect(findings.map(({ level }: { level: string }) => level)).toEqual([
      'error',
      'error',
    ]);
    expect(code).toBe(1);
  });

  it('gives scanners the rule and the line', async () => {
    widen();
    const { stdout } = await run('set-up', '--deployed', '--sarif');
    const [{ results, tool }] = JSON.parse(stdout).runs;
    expect(tool.driver.rules).toContainEqual({
      id: 'wider-permission',
      shortDescription: {
        text: 'Something is allowed that is not as it is deployed',
      },
      defaultConfiguration: { level: 'warning' },
    });
    expect(results).toContainEqual(
      expect.objectContaining({
        ruleId: 'wider-permission',
        level: 'warning',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'set-up/role.yaml' },
              region: {
                startLine: lineOf(roleTemplate, '- Sid: Decrypt'),
                startColumn: 17,
              },
            },
          },
        ],
      }),
    );
  });

  it('does not pass what it may not read', async () => {
    aws.fault = (action, account) =>
      action === 'GetTemplate' && account === tools
        ? failure('AccessDenied', 'not allowed', 403)
        : undefined;
    const { code, findings } = await runJson('--policy', 'policy.yaml');
    expect(findings).toMatchObject([
      {
        rule: 'not-compared',
        level: 'error',
        account: tools,
        message: expect.stringMatching(
          /^Cannot be compared with what is deployed: stack foundation in account 111111111111, eu-west-1: cloudformation:GetTemplate was denied/,
        ),
        place: { file: 'set-up/key.yaml' },
      },
      { rule: 'wider-permission', level: 'note', account: tools },
    ]);
    expect(code).toBe(1);
  });

  it('compares nothing of a set-up that cannot be deployed', async () => {
    folder.addContent({ 'set-up/role.yaml': 'Resources: [' });
    const { code, findings, plan } = await runJson();
    expect(plan).toBeUndefined();
    expect(findings).toMatchObject([
      {
        level: 'error',
        message: expect.stringContaining('Template role.yaml'),
        place: { file: 'set-up/manifest.yaml' },
      },
    ]);
    expect(code).toBe(1);
  });

  it.each([
    [['--live', `arn:aws:codepipeline:${region}:${tools}:x`, '--deployed']],
    [['explain', '--deployed', 'x']],
  ])('is of files only: %j', async args => {
    const { code, stderr } =
      args[0] === 'explain'
        ? await runHere(args, { folder: folder.path })
        : await run(...args);
    expect(stderr).toContain('--deployed');
    expect(code).toBe(2);
  });
});
