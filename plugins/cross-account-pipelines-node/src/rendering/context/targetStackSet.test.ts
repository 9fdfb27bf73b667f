import {
  estateFromTemplates,
  parsePipelineSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import { resolveManifest } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { shapes } from '../fixtures/shapes';
import { renderPipeline } from '../renderPipeline';
import { readTemplateFolder } from '../templates/readTemplateFolder';

async function render(shape: string, stackSet?: object) {
  const { manifest, files } = renderPipeline({
    spec: parsePipelineSpec({ ...shapes[shape], stackSet }),
    templates: await readTemplateFolder(),
  });
  return { manifest, templates: files };
}

/** All that roles are, but which stack they are of. */
function rolesOf(rendered: Awaited<ReturnType<typeof render>>) {
  const { estate, problems } = estateFromTemplates(rendered);
  expect(problems).toEqual([]);
  const roles = Object.values(estate.accounts).flatMap(account =>
    Object.values(account.roles),
  );
  // Where a document was written, and whose stacks it names, is not what it says.
  const text = JSON.stringify(
    roles.sort((one, other) => one.arn.localeCompare(other.arn)),
  ).replaceAll(/(:(?:cloudformation|logs):[\w-]+:)(?:\d{12}|\*)/g, '$1');
  return JSON.parse(text, (key, value) =>
    key === 'source' ? undefined : value,
  );
}

const alike = [
  'change sets in two accounts and two Regions',
  'files for a bucket that is made',
];

describe('targetStackSet', () => {
  it.each(alike)('makes what stacks would make: %s', async shape => {
    expect(rolesOf(await render(shape, {}))).toEqual(
      rolesOf(await render(shape)),
    );
  });

  it('takes the place of the stacks of all target accounts', async () => {
    const rendered = await render(
      'change sets in two accounts and two Regions',
      { operationPreferences: { maxConcurrentCount: 5 } },
    );
    const { stacks } = rendered.manifest;
    expect(stacks.filter(({ phase }) => phase === 'target')).toEqual([
      expect.objectContaining({
        account: '111111111111',
        stackName: 'orders-target',
      }),
    ]);
    const { resources } = resolveManifest(rendered).stacks.find(
      ({ stack }) => stack.stackName === 'orders-target',
    )!.resolved;
    expect(resources.Targets.properties).toMatchObject({
      StackSetName: 'orders-target',
      PermissionModel: 'SELF_MANAGED',
      AdministrationRoleARN:
        'arn:aws:iam::111111111111:role/AWSCloudFormationStackSetAdministrationRole',
      ExecutionRoleName: 'AWSCloudFormationStackSetExecutionRole',
      OperationPreferences: {
        MaxConcurrentCount: 5,
        FailureTolerancePercentage: 0,
        ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE',
        RegionConcurrencyType: 'PARALLEL',
      },
      StackInstancesGroup: [
        { Regions: ['eu-west-1'] },
        {
          Regions: ['us-east-1'],
          ParameterOverrides: expect.arrayContaining([
            expect.objectContaining({ ParameterKey: 'ArtifactBucketName' }),
          ]),
        },
      ],
    });
  });

  it('is the same in whichever order stages come', async () => {
    const shape = shapes['change sets in two accounts and two Regions'];
    const stages = [...(shape.stages as object[])].reverse();
    const [one, other] = await Promise.all(
      [shape, { ...shape, stages }].map(async spec =>
        renderPipeline({
          spec: parsePipelineSpec({ ...spec, stackSet: {} }),
          templates: await readTemplateFolder(),
        }),
      ),
    );
    expect(one.files['target-stack-set.yaml']).toBe(
      other.files['target-stack-set.yaml'],
    );
  });

  it('is refused where accounts get different parts, with their names', async () => {
    await expect(
      render('GitHub, triggers, conditions and waves', {}),
    ).rejects.toThrow(/\[\d{12} .*\] differs from \[/);
  });
});
