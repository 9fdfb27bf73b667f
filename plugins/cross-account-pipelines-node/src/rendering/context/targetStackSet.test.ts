import {
  estateFromTemplates,
  parsePipelineSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  parseTemplate,
  resolveManifest,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
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

async function filesOf(shape: string, stackSet: object) {
  return (await render(shape, stackSet)).templates;
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

const target = {
  account: '012345678901',
  region: 'eu-west-1',
  deploy: {
    provider: 'CloudFormation',
    stackName: 'orders',
    templatePath: 'template.yaml',
  },
};

const alike = [
  'change sets in two accounts and two Regions',
  'files for a bucket that is made',
];

const units = ['ou-ab12-11111111', 'ou-ab12-22222222'];

const serviceManaged = {
  permissionModel: 'SERVICE_MANAGED',
  organizationalUnits: units,
};

/** The resources of the stack that has the StackSets. */
function stackSetsOf(rendered: Awaited<ReturnType<typeof render>>) {
  return resolveManifest(rendered).stacks.find(
    ({ stack }) => stack.phase === 'target' && stack.account === '111111111111',
  )!.resolved.resources;
}

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

  describe('with service-managed permissions', () => {
    const shape = 'change sets in two accounts and two Regions';

    it.each([
      ['in the accounts of the spec', serviceManaged],
      [
        'in whole units',
        { ...serviceManaged, autoDeployment: { enabled: true } },
      ],
    ])('makes what stacks would make, %s', async (_, stackSet) => {
      expect(rolesOf(await render(shape, stackSet))).toEqual(
        rolesOf(await render(shape)),
      );
    });

    it('names the accounts within the units, and nothing of roles', async () => {
      const { Targets, TargetsUsEast1 } = stackSetsOf(
        await render(shape, serviceManaged),
      );
      expect(Targets.properties).toMatchObject({
        StackSetName: 'orders-target',
        PermissionModel: 'SERVICE_MANAGED',
        CallAs: 'DELEGATED_ADMIN',
        AutoDeployment: { Enabled: false },
        StackInstancesGroup: [
          {
            DeploymentTargets: {
              OrganizationalUnitIds: units,
              Accounts: ['012345678901', '333333333333', '444444444444'],
              AccountFilterType: 'INTERSECTION',
            },
            Regions: ['eu-west-1'],
          },
        ],
      });
      expect(TargetsUsEast1.properties).toMatchObject({
        StackSetName: 'orders-target-us-east-1',
        StackInstancesGroup: [
          {
            DeploymentTargets: { Accounts: ['444444444444'] },
            Regions: ['us-east-1'],
          },
        ],
      });
      for (const { properties } of [Targets, TargetsUsEast1]) {
        expect(Object.keys(properties)).not.toContain('AdministrationRoleARN');
        expect(Object.keys(properties)).not.toContain('ExecutionRoleName');
        expect(JSON.stringify(properties)).not.toContain('ParameterOverrides');
      }
    });

    it('asks for no role that somebody would have to make', async () => {
      const { manifest } = await render(shape, serviceManaged);
      expect(JSON.stringify(manifest.existing ?? [])).not.toContain('StackSet');
    });

    it('deploys to whole units where accounts get their stacks by themselves', async () => {
      const { Targets } = stackSetsOf(
        await render(shape, {
          ...serviceManaged,
          callAs: 'SELF',
          autoDeployment: {
            enabled: true,
            retainStacksOnAccountRemoval: true,
          },
        }),
      );
      expect(Targets).toMatchObject({
        metadata: {
          Accounts: {
            'eu-west-1': ['012345678901', '333333333333', '444444444444'],
          },
        },
        properties: {
          CallAs: 'SELF',
          AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: true },
        },
      });
      const [{ DeploymentTargets }] = Targets.properties
        .StackInstancesGroup as any[];
      expect(DeploymentTargets).toEqual({ OrganizationalUnitIds: units });
    });

    it('goes from Region to Region in the order that is asked for', async () => {
      const files = await filesOf(shape, {
        ...serviceManaged,
        operationPreferences: { regionOrder: ['us-east-1', 'eu-west-1'] },
      });
      const { Resources } = parseTemplate({
        file: 't',
        text: files['target-stack-set.yaml'],
      }).body;
      expect(Resources.Targets.DependsOn).toBe('TargetsUsEast1');
      expect(Resources.TargetsUsEast1.DependsOn).toBeUndefined();
      expect(Resources.Targets.Properties).toMatchObject({
        OperationPreferences: { RegionOrder: ['eu-west-1'] },
      });
    });

    it('takes the units by which rules name the targets', async () => {
      const { account, region, deploy } = target;
      const rule = { organizationalUnit: units[1] };
      const spec = {
        ...shapes[shape],
        deploy,
        stackSet: { permissionModel: 'SERVICE_MANAGED' },
        stages: [{ name: 'All', targets: [{ rule, region }] }],
      };
      const accounts = [
        {
          id: account,
          name: 'dev',
          regions: [region],
          uses: ['target' as const],
          organizationalUnit: units[1],
        },
        {
          id: '111111111111',
          name: 'tools',
          regions: [region],
          uses: ['pipeline' as const],
        },
      ];
      const rendered = renderPipeline({
        spec: parsePipelineSpec(spec, { accounts }),
        templates: await readTemplateFolder(),
      });
      const { Targets } = stackSetsOf({
        manifest: rendered.manifest,
        templates: rendered.files,
      });
      expect(JSON.stringify(Targets.properties)).toContain(
        JSON.stringify({
          OrganizationalUnitIds: [units[1]],
          Accounts: [account],
          AccountFilterType: 'INTERSECTION',
        }),
      );
    });

    it('is refused where accounts of a Region would need different values', async () => {
      await expect(
        render('files for a bucket that is made', {
          ...serviceManaged,
        }),
      ).resolves.toBeDefined();
      const { region } = target;
      const bucket = (account: string) => ({
        account,
        region,
        deploy: { provider: 'S3', bucket: `pages-${account}`, create: true },
      });
      const spec = {
        ...shapes['files for a bucket that is made'],
        accessLogs: {},
        stackSet: serviceManaged,
        stages: [
          {
            name: 'All',
            targets: [bucket('012345678901'), bucket('222222222222')],
          },
        ],
      };
      const templates = await readTemplateFolder();
      expect(() =>
        renderPipeline({ spec: parsePipelineSpec(spec), templates }),
      ).toThrow(
        /LogBucketName of 222222222222 in .* than that of 012345678901/,
      );
    });
  });
});
