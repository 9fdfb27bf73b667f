import { join } from 'node:path';
import * as z from 'zod';
import { asData, readRecorded } from '../fixtures/readRecorded';
import { awsProviders } from './awsProviders';
import {
  deploySchema,
  targetKindOf,
  type DeploySpec,
} from './deploy/targetKinds';
import { exampleAction, exampleConfigurations } from './exampleActions';
import {
  moreConfigurations,
  sourceSpecs,
  targetSpecs,
} from './fixtures/specsOfProviders';
import { sourceKindOf, sourceSchema } from './source/sourceKinds';

/** Where all that the providers say is kept, row by row. */
const recorded = (name: string) => join(__dirname, 'fixtures', `${name}.json`);

/** Of plain data itself, of a function what it answers. */
function tell(kind: object, ...asked: unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(kind).map(([name, value]) => [
      name,
      typeof value === 'function' ? value.call(kind, ...asked) ?? null : value,
    ]),
  );
}

it('is recorded what each action does', () => {
  const configurations = [
    ...Object.entries(exampleConfigurations),
    ...moreConfigurations,
  ];
  const told = Object.fromEntries(
    configurations.map(([kind, configuration]) => {
      const { artifacts, starts, ...provider } = awsProviders[kind]!;
      const place = exampleAction(kind, configuration);
      return [
        `${kind} ${JSON.stringify(configuration)}`,
        {
          ...tell(provider, place),
          artifacts: artifacts && tell(artifacts, place),
          starts: starts?.(configuration),
        },
      ];
    }),
  );
  expect(asData(told)).toEqual(readRecorded(recorded('recordedActions'), told));
});

it('is recorded what each target of a spec becomes', () => {
  const place = {
    partition: 'aws',
    account: '222222222222',
    region: 'eu-west-1',
    pipeline: 'orders',
    artifact: 'Built',
  };
  const deploys = targetSpecs.map(each => deploySchema.parse(each));
  const told = Object.fromEntries(
    deploys.map(deploy => {
      const { actions, context, ...kind } = targetKindOf(deploy);
      const alike = deploys.filter(each => each.provider === deploy.provider);
      return [
        JSON.stringify(deploy),
        {
          ...tell(kind, deploy, place),
          actions: actions.call(kind, deploy, place, alike as DeploySpec[]),
          context: context.call(kind, [deploy], place),
          contextOfAll: context.call(kind, alike, place),
        },
      ];
    }),
  );
  expect(asData(told)).toEqual(readRecorded(recorded('recordedTargets'), told));
});

it('is recorded what each source of a spec is', () => {
  const place = {
    partition: 'aws',
    account: '111111111111',
    region: 'eu-west-1',
  };
  const told = Object.fromEntries(
    sourceSpecs
      .map(each => sourceSchema.parse(each))
      .map(source => [
        JSON.stringify(source),
        tell(sourceKindOf(source), source, place),
      ]),
  );
  expect(asData(told)).toEqual(readRecorded(recorded('recordedSources'), told));
});

it('is recorded what a spec may say of each', () => {
  const { $schema, ...told } = z.toJSONSchema(
    z.object({ source: sourceSchema, deploy: deploySchema }),
    { io: 'input', unrepresentable: 'any' },
  );
  expect(asData(told)).toEqual(readRecorded(recorded('recordedSchema'), told));
});

it.each([
  [{ provider: 'EKS', cluster: 'c' }],
  [
    {
      provider: 'EKS',
      cluster: 'c',
      manifests: ['a'],
      helm: { release: 'r', chart: 'c' },
    },
  ],
  [
    {
      provider: 'EC2',
      tagKey: 'k',
      instanceRoleArn: 'arn:aws:iam::222222222222:role/r',
    },
  ],
  [
    {
      provider: 'EC2',
      tagKey: 'k',
      instanceRoleArn: 'arn:aws:iam::222222222222:role/r',
      deploySpec: 'd',
      targetDirectory: '/d',
    },
  ],
  [
    {
      provider: 'EC2',
      tagKey: 'k',
      instanceRoleArn: 'arn:aws:iam::222222222222:role/r',
      deploySpec: 'd',
      postScript: 'p',
    },
  ],
  [
    {
      provider: 'EC2',
      tagKey: 'k',
      instanceRoleArn: 'arn:aws:iam::222222222222:role/r',
      targetDirectory: '/d',
    },
  ],
  [{ provider: 'LambdaDeploy', function: 'f', strategy: 'AllAtOnce' }],
  [{ provider: 'LambdaDeploy', function: 'f', alarms: ['a'] }],
  [{ provider: 'LambdaDeploy', function: 'f', version: '1' }],
  [
    {
      provider: 'CodeDeploy',
      application: 'a',
      deploymentGroup: 'g',
      create: { instanceTags: {} },
    },
  ],
  [
    {
      provider: 'CodeDeploy',
      application: 'a',
      deploymentGroup: 'g',
      create: { instanceTags: { a: '1', b: '2', c: '3', d: '4' } },
    },
  ],
  [{ provider: 'Nothing' }],
])('is refused: %j', spec => {
  expect(deploySchema.safeParse(spec).success).toBe(false);
});
