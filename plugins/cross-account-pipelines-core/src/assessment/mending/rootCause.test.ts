import type { Estate, EstateAccount, RoleState } from '../../estate';
import { hopsOf, type PipelineReport } from '../../report';
import { applyRemedy } from './applyRemedy';
import { assessPipeline } from '../assessPipeline';
import { everyProvider, everyProviderNames } from '../fixtures/everyProvider';
import { healthyEstate, healthyNames } from '../fixtures/healthyEstate';

/** One thing wrong in an estate that was healthy. */
interface Break {
  kind: string;
  what: string;
  estate: Estate;
}

function ailing(report: PipelineReport) {
  return hopsOf(report).filter(
    ({ health }) => health === 'broken' || health === 'unknown',
  );
}

/** The pipeline with every provider, as the remedies of root causes leave it. */
function providersWithoutCause(): Estate {
  const { pipelineArn } = everyProviderNames;
  let estate = everyProvider();
  for (let step = 0; step < 200; step++) {
    const { rootCause } = assessPipeline({ estate, pipelineArn });
    if (!rootCause) {
      return estate;
    }
    estate = applyRemedy({ estate, remedy: rootCause.remedy });
  }
  throw new Error('The remedies come to no end.');
}

/** Every place in a value for which a change has another value. */
function* changesIn(
  value: any,
  change: (key: string, child: any) => any[],
  path: string[] = [],
): Generator<{ path: string[]; value: any }> {
  for (const [key, child] of Object.entries<any>(value ?? {})) {
    for (const other of change(key, child)) {
      yield { path: [...path, key], value: other };
    }
    if (typeof child === 'object') {
      yield* changesIn(child, change, [...path, key]);
    }
  }
}

function withValue(estate: Estate, path: string[], value: unknown): Estate {
  const copy = structuredClone(estate);
  const parent = path.slice(0, -1).reduce((at: any, key) => at[key], copy);
  parent[path.at(-1)!] = value;
  return copy;
}

/** What people get wrong in the names of a definition. */
function wrongNames(key: string, name: any, accounts: string[]): string[] {
  if (typeof name !== 'string') {
    return [];
  }
  switch (key) {
    case 'roleArn':
    case 'RoleArn':
      return [
        ...accounts.map(id => name.replace(/\d{12}/, id)),
        name.replace(/\d{12}/, '999999999999'),
        name.replace(/::0(\d{11}):/, '::$1:'),
        name.slice(0, -1),
        name.replace(':role/', ':role/team/'),
      ].filter(other => other !== name);
    case 'ProjectName':
    case 'location':
    case 'ConnectionArn':
      return [name.slice(0, -1), `${name}x`];
    case 'id':
      return [
        name.slice(0, -1),
        name.split('/').at(-1)!,
        'alias/unknown',
        name.replace(/:key\/.*/, ':alias/unknown'),
        'arn:aws:kms:eu-west-1:111111111111:alias/aws/s3',
      ];
    default:
      return [];
  }
}

function* breakDefinition(estate: Estate, arn: string): Generator<Break> {
  const account = arn.split(':')[4];
  const path = ['accounts', account, 'pipelines', arn, 'definition'];
  const { definition } = estate.accounts[account].pipelines[arn];
  const accounts = Object.keys(estate.accounts);
  const found = changesIn(definition, (key, name) =>
    wrongNames(key, name, accounts),
  );
  for (const { path: inner, value } of found) {
    yield {
      kind: 'definition',
      what: `${inner.join('.')} = ${value}`,
      estate: withValue(estate, [...path, ...inner], value),
    };
  }
}

/** What stands in the wrong order: stages, and the actions of a stage. */
function* breakOrder(estate: Estate, arn: string): Generator<Break> {
  const account = arn.split(':')[4];
  const path = ['accounts', account, 'pipelines', arn, 'definition', 'stages'];
  const { stages } = estate.accounts[account].pipelines[arn].definition;
  for (const [first] of stages.entries()) {
    for (const [second] of stages.entries()) {
      if (first < second) {
        const swapped = [...stages];
        swapped[first] = stages[second];
        swapped[second] = stages[first];
        yield {
          kind: 'order',
          what: `${stages[second].name} before ${stages[first].name}`,
          estate: withValue(estate, path, swapped),
        };
      }
    }
    const { actions } = stages[first];
    if (actions.some(({ runOrder = 1 }) => Number(runOrder) > 1)) {
      yield {
        kind: 'order',
        what: `all of ${stages[first].name} at once`,
        estate: withValue(
          estate,
          [...path, String(first), 'actions'],
          actions.map(({ runOrder: _, ...action }) => action),
        ),
      };
    }
  }
}

const elsewhere = 'arn:aws:iam::999999999999:root';

/** What people get wrong in a statement; nothing takes it away. */
function wrongStatements(statement: any): unknown[] {
  const { Action, Resource, Principal, Effect } = statement;
  if (Effect !== 'Allow') {
    return [];
  }
  return [
    undefined,
    { ...statement, Effect: 'Deny' },
    ...(Array.isArray(Action)
      ? Action.map(left => ({
          ...statement,
          Action: Action.filter(action => action !== left),
        }))
      : []),
    ...(Resource && Resource !== '*'
      ? [{ ...statement, Resource: 'arn:aws:s3:::elsewhere/*' }]
      : []),
    ...(Principal?.AWS
      ? [
          {
            ...statement,
            Principal: { AWS: elsewhere },
          },
        ]
      : []),
    ...(Principal
      ? [
          {
            ...statement,
            Condition: {
              ...statement.Condition,
              StringEquals: { 'sts:ExternalId': 'secret' },
            },
          },
        ]
      : []),
  ];
}

/** By what the path to a statement leads through. */
const policyKinds = [
  ['keys', 'key policy'],
  ['guardrails', 'guardrail'],
  ['trustPolicy', 'trust policy'],
  ['buckets', 'bucket policy'],
];

function* breakPolicies(estate: Estate): Generator<Break> {
  const found = changesIn(estate, (key, statements) =>
    key === 'Statement' && Array.isArray(statements)
      ? statements.flatMap((statement, index) =>
          wrongStatements(statement).map(wrong =>
            statements.flatMap((each, at) =>
              at === index ? wrong ?? [] : [each],
            ),
          ),
        )
      : [],
  );
  for (const { path, value } of found) {
    const kind =
      policyKinds.find(([part]) => path.includes(part))?.[1] ??
      'identity policy';
    yield {
      kind,
      what: path.join('.'),
      estate: withValue(estate, path, value),
    };
  }
}

function* breakThings(estate: Estate): Generator<Break> {
  for (const account of Object.values(estate.accounts)) {
    for (const record of ['roles', 'keys', 'buckets', 'projects'] as const) {
      for (const id of Object.keys(account[record] ?? {})) {
        const { [id]: _, ...left } = account[record]!;
        const without = { ...account, [record]: left };
        yield {
          kind: 'existence',
          what: id,
          estate: withAccount(estate, { ...without, missing: [id] }),
        };
      }
    }
    for (const key of Object.values(account.keys)) {
      for (const state of ['Disabled', 'PendingDeletion']) {
        const keys = { ...account.keys, [key.arn]: { ...key, state } };
        yield {
          kind: 'key',
          what: `${key.arn} ${state}`,
          estate: withAccount(estate, { ...account, keys }),
        };
      }
    }
    for (const role of Object.values(account.roles)) {
      for (const broken of boundaries(role)) {
        const roles = { ...account.roles, [role.arn]: broken };
        yield {
          kind: 'boundary',
          what: `${role.arn} ${broken.permissionsBoundary!.name}`,
          estate: withAccount(estate, { ...account, roles }),
        };
      }
    }
  }
}

function boundaries(role: RoleState): RoleState[] {
  const bounded = (name: string, ...Statement: unknown[]): RoleState => ({
    ...role,
    permissionsBoundary: {
      name,
      document: { Version: '2012-10-17', Statement },
    },
  });
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
  return [
    bounded('Narrow', { Effect: 'Allow', Action: 'ec2:*', Resource: '*' }),
    bounded('Denying', everything, {
      Effect: 'Deny',
      Action: ['s3:*', 'kms:*', 'iam:PassRole', 'sts:AssumeRole'],
      Resource: '*',
    }),
  ];
}

function withAccount(estate: Estate, account: EstateAccount): Estate {
  return {
    ...estate,
    accounts: { ...estate.accounts, [account.id]: account },
  };
}

/** The first remedy, and whether nothing is broken after it. */
function tryFirst({ estate }: Break, pipelineArn: string) {
  const report = assessPipeline({ estate, pipelineArn });
  const before = ailing(report);
  const remedy = report.rootCause?.remedy;
  if (!remedy) {
    return { before, left: before };
  }
  const mended = applyRemedy({ estate, remedy });
  const left = ailing(assessPipeline({ estate: mended, pipelineArn }));
  return { before, remedy, left };
}

describe.each([
  ['one provider', healthyEstate, healthyNames.pipelineArn],
  ['every provider', providersWithoutCause, everyProviderNames.pipelineArn],
])('one thing broken in an estate with %s', (name, make, pipelineArn) => {
  it('is mended by the first remedy, whatever it is', () => {
    const estate = make();
    expect(ailing(assessPipeline({ estate, pipelineArn }))).toEqual([]);
    const table = new Map<string, { tried: number; right: number }>();
    const wrong: unknown[] = [];
    for (const broken of [
      ...breakDefinition(estate, pipelineArn),
      ...breakPolicies(estate),
      ...breakThings(estate),
      ...breakOrder(estate, pipelineArn),
    ]) {
      const { before, remedy, left } = tryFirst(broken, pipelineArn);
      if (before.some(({ health }) => health === 'broken')) {
        const { kind, what } = broken;
        const row = table.get(kind) ?? { tried: 0, right: 0 };
        const isRight =
          left.length === 0 &&
          (!['definition', 'order'].includes(kind) ||
            remedy!.document.type === 'pipeline definition');
        row.tried += 1;
        row.right += isRight ? 1 : 0;
        table.set(kind, row);
        if (!isRight) {
          wrong.push({
            kind,
            what,
            remedy: [
              remedy?.summary,
              ...(remedy?.also ?? []).map(each => each.summary),
            ],
            left: left.map(({ id, reason }) => `${id}: ${reason}`).slice(0, 3),
          });
        }
      }
    }
    process.stdout.write(
      [
        `First remedy, ${name}:`,
        ...[...table].map(
          ([kind, { tried, right }]) =>
            `  ${kind.padEnd(16)} tried ${String(tried).padStart(
              4,
            )}, right ${right}`,
        ),
        '',
      ].join('\n'),
    );
    expect(wrong).toEqual([]);
  }, 300_000);
});

it('leads to no role that nobody lets in, whatever that role may do', () => {
  const { pipelineArn, serviceRoleArn, actionRoleArn, deployRoleArn, targets } =
    healthyNames;
  const [target] = targets;
  const estate = healthyEstate({ targets: [target] });
  const roleOf = (arn: string): RoleState =>
    estate.accounts[arn.split(':')[4]].roles[arn];
  roleOf(actionRoleArn(target)).policies = [];
  roleOf(serviceRoleArn).policies = [
    { name: 'own', unreadable: 'nobody may read it' },
  ];
  roleOf(deployRoleArn(target)).policies = [
    {
      name: 'everything',
      document: {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
      },
    },
  ];
  const { rootCause } = assessPipeline({ estate, pipelineArn });
  expect(rootCause!.remedy.document).toMatchObject({
    type: 'inline policy',
    roleArn: actionRoleArn(target),
  });
});
