import {
  parseTemplate,
  resolveTemplate,
  stackSetInstances,
  type TemplateBody,
  type TemplateState,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { bridgeStackSets, retagsRoles } from './bridgeStackSets';

const dev = '012345678901';
const prod = '222222222222';

interface Inner {
  actions: string[];
  team?: string;
}

function roleText({ actions, team }: Inner): string {
  return JSON.stringify({
    Parameters: { Bucket: { Type: 'String' } },
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'r',
          AssumeRolePolicyDocument: { Statement: [] },
          ...(team && { Tags: [{ Key: 'team', Value: team }] }),
          Policies: [
            {
              PolicyName: 'p',
              PolicyDocument: {
                Statement: actions.map(Action => ({
                  Effect: 'Allow',
                  Action,
                  Resource: { Ref: 'Bucket' },
                })),
              },
            },
          ],
        },
      },
    },
  });
}

type Group = {
  accounts: string[];
  region?: string;
  bucket?: string;
  targets?: object;
};

/** A stack whose StackSet makes a role in each account. */
function stackWith(inner: Inner, groups: Group[]): TemplateState {
  const text = JSON.stringify({
    Resources: {
      Targets: {
        Type: 'AWS::CloudFormation::StackSet',
        Properties: {
          StackSetName: 's',
          Parameters: [{ ParameterKey: 'Bucket', ParameterValue: 'home' }],
          StackInstancesGroup: groups.map(
            ({ accounts, region = 'eu-west-1', bucket, targets }) => ({
              DeploymentTargets: { ...targets, Accounts: accounts },
              Regions: [region],
              ...(bucket && {
                ParameterOverrides: [
                  { ParameterKey: 'Bucket', ParameterValue: bucket },
                ],
              }),
            }),
          ),
          TemplateBody: roleText(inner),
        },
      },
    },
  });
  const template = parseTemplate({ file: 'stack.json', text });
  return { template, parameters: {}, resolved: resolve(template, {}) };
}

function resolve(
  template: TemplateState['template'],
  parameters: Record<string, string>,
  place = { account: '111111111111', region: 'eu-west-1' },
) {
  return resolveTemplate({ ...place, template, stackName: 's', parameters });
}

/** What roles of a StackSet allow, by account and Region. */
function allowed(body: TemplateBody): Record<string, string[]> {
  const template = parseTemplate({
    file: 'bridge.json',
    text: JSON.stringify(body),
  });
  return Object.fromEntries(
    stackSetInstances(resolve(template, {})).map(instance => {
      const { account, region, parameters, template: text } = instance;
      const inner = parseTemplate({ file: 'inner.json', text });
      const { resources, problems } = resolve(inner, parameters, instance);
      expect(problems).toEqual([]);
      const { Policies }: any = resources.Role.properties;
      return [
        `${account} ${region}`,
        Policies[0].PolicyDocument.Statement.map(
          ({ Action, Resource }: any) => `${Action} ${Resource}`,
        ).sort(),
      ];
    }),
  );
}

const bridge = (before: TemplateState, after: TemplateState) =>
  bridgeStackSets({ before, after, parse: parseTemplate });

describe('bridgeStackSets', () => {
  it('is none where nothing is taken away', () => {
    expect(
      bridge(
        stackWith({ actions: ['s3:GetObject'] }, [{ accounts: [dev] }]),
        stackWith({ actions: ['s3:GetObject', 's3:PutObject'] }, [
          { accounts: [dev, prod] },
        ]),
      ),
    ).toBeUndefined();
  });

  it('allows what roles of either side may, in accounts of either side', () => {
    const body = bridge(
      stackWith({ actions: ['s3:GetObject'] }, [{ accounts: [dev, prod] }]),
      stackWith({ actions: ['s3:PutObject'] }, [{ accounts: [dev] }]),
    );
    const both = ['s3:GetObject home', 's3:PutObject home'];
    expect(allowed(body!)).toEqual({
      [`${dev} eu-west-1`]: both,
      [`${prod} eu-west-1`]: both,
    });
  });

  it('keeps an account that goes where no role loses anything', () => {
    const inner = { actions: ['s3:GetObject'] };
    const body = bridge(
      stackWith(inner, [{ accounts: [dev, prod] }]),
      stackWith(inner, [{ accounts: [dev] }]),
    );
    expect(Object.keys(allowed(body!))).toEqual([
      `${dev} eu-west-1`,
      `${prod} eu-west-1`,
    ]);
  });

  it('keeps in each Region what was there before', () => {
    const groups = (suffix: string): Group[] => [
      { accounts: [dev], bucket: `eu${suffix}` },
      { accounts: [dev], region: 'us-east-1', bucket: `us${suffix}` },
    ];
    const body = bridge(
      stackWith({ actions: ['s3:GetObject'] }, groups('-old')),
      stackWith({ actions: ['s3:GetObject'] }, groups('-new')),
    );
    expect(allowed(body!)).toEqual({
      [`${dev} eu-west-1`]: ['s3:GetObject eu-new', 's3:GetObject eu-old'],
      [`${dev} us-east-1`]: ['s3:GetObject us-new', 's3:GetObject us-old'],
    });
  });

  it('keeps in each account what was there before, where they had different values', () => {
    const groups = (suffix: string): Group[] => [
      { accounts: [dev], bucket: `one${suffix}` },
      { accounts: [prod, '333333333333'], bucket: `two${suffix}` },
      { accounts: [dev], region: 'us-east-1', bucket: `us${suffix}` },
    ];
    const body = bridge(
      stackWith({ actions: ['s3:GetObject'] }, groups('-old')),
      stackWith({ actions: ['s3:GetObject'] }, groups('-new')),
    );
    const both = (bucket: string) => [
      `s3:GetObject ${bucket}-new`,
      `s3:GetObject ${bucket}-old`,
    ];
    expect(allowed(body!)).toEqual({
      [`${dev} eu-west-1`]: both('one'),
      [`${prod} eu-west-1`]: both('two'),
      ['333333333333 eu-west-1']: both('two'),
      [`${dev} us-east-1`]: both('us'),
    });
  });

  it('keeps an account in the units in which it has been', () => {
    const inner = { actions: ['s3:GetObject'] };
    const ou = (unit: string) => ({
      OrganizationalUnitIds: [unit],
      AccountFilterType: 'INTERSECTION',
    });
    const body = bridge(
      stackWith(inner, [
        { accounts: [dev], targets: ou('ou-1') },
        { accounts: [prod], targets: ou('ou-2') },
      ]),
      stackWith(inner, [{ accounts: [dev], targets: ou('ou-1') }]),
    );
    expect(body!.Resources.Targets.Properties!.StackInstancesGroup).toEqual([
      {
        DeploymentTargets: { ...ou('ou-1'), Accounts: [dev] },
        Regions: ['eu-west-1'],
      },
      {
        DeploymentTargets: { ...ou('ou-2'), Accounts: [prod] },
        Regions: ['eu-west-1'],
      },
    ]);
  });
});

describe('retagsRoles', () => {
  const states = (now: string) => ({
    before: stackWith({ actions: [], team: 'red' }, [{ accounts: [dev] }]),
    after: stackWith({ actions: [], team: now }, [{ accounts: [dev] }]),
  });
  const options = { keys: new Set(['team']), parse: parseTemplate };

  it('sees a role of an instance that gets another value', () => {
    expect(retagsRoles(states('blue'), options)).toBe(true);
    expect(retagsRoles(states('red'), options)).toBe(false);
  });

  it('lets the bridge keep the old value', () => {
    const { before, after } = states('blue');
    const body = bridgeStackSets({
      before,
      after,
      keptTags: options.keys,
      parse: parseTemplate,
    });
    expect(JSON.stringify(body)).toContain('red');
    expect(JSON.stringify(body)).not.toContain('blue');
  });
});
