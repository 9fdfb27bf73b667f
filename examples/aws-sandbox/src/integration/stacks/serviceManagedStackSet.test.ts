import {
  ActivateOrganizationsAccessCommand,
  DeactivateOrganizationsAccessCommand,
  ListStackInstancesCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { DeleteRolePolicyCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import {
  MoveAccountCommand,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import {
  assessPipeline,
  hopsOf,
} from 'backstage-plugin-cross-account-pipelines-core';
import { parseTemplate } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  checkRendered,
  collectEstate,
  type DeployManifestOptions,
  formatDeploymentEvent,
  isWhole,
  lookUpEstate,
  planDeployment,
  planManifest,
  removePipeline,
  repairPipeline,
  type RenderedPipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import { readFile } from 'node:fs/promises';
import { clientsOf } from '../../__testUtils__/clientsOf';
import { packageFolder } from '../../packageFolder';
import { putIdleSource } from '../../seed/putIdleSource';
import type { Sandbox } from '../../Sandbox';
import { deployAccess } from '../__testUtils__/deployAccess';
import {
  deployOrders,
  DEV,
  pace,
  portalClients,
  REGION,
  renderOrders,
  stageIn,
  STAGING,
  startOrdersSandbox,
  TOOLS,
} from '../__testUtils__/ordersPipeline';

const MANAGEMENT = '999999999999';
const PRODUCTION_ACCOUNT = '333333333333';
const WORKLOADS = 'ou-sand-workload';
const PRODUCTION = 'ou-sand-producti';
const ROOT = 'r-sand';
const OTHER_REGION = 'us-east-1';
const name = 'orders-target';

const ordersIn = (
  accounts: string[],
  stackSet: object = {},
  own: object = {},
) =>
  renderOrders('orders', {
    stages: accounts.map((account, index) => stageIn(account, `Stage${index}`)),
    stackSet: {
      permissionModel: 'SERVICE_MANAGED',
      organizationalUnits: [WORKLOADS],
      ...stackSet,
    },
    ...own,
  });

describe('target accounts of a StackSet with service-managed permissions', () => {
  let sandbox: Sandbox;

  const management = () => clientsOf(sandbox, { account: MANAGEMENT });

  beforeEach(async () => {
    sandbox = await startOrdersSandbox({ delay: 2 });
    await management().cloudFormation.send(
      new ActivateOrganizationsAccessCommand({}),
    );
    await management().organizations.send(
      new RegisterDelegatedAdministratorCommand({
        AccountId: TOOLS,
        ServicePrincipal: 'member.org.stacksets.cloudformation.amazonaws.com',
      }),
    );
    await deployAccess(sandbox, 'stack-set-access', {
      AdministrationRoleName: '',
      ManagementAccountId: MANAGEMENT,
    });
    await putIdleSource(sandbox);
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  const deploy = async (
    pipeline: RenderedPipeline,
    options: Partial<DeployManifestOptions> = {},
  ) => {
    const lines: string[] = [];
    const result = await deployOrders(sandbox, pipeline, {
      onEvent: event => lines.push(formatDeploymentEvent(event)),
      ...options,
    });
    return { ...result, lines };
  };

  const instances = async (StackSetName = name) => {
    const { cloudFormation } = clientsOf(sandbox, { account: TOOLS });
    const { Summaries = [] } = await cloudFormation.send(
      new ListStackInstancesCommand({
        StackSetName,
        CallAs: 'DELEGATED_ADMIN',
      }),
    );
    return Summaries.map(
      ({ Account, Region, Status }) => `${Account} ${Region} ${Status}`,
    ).sort();
  };

  const stacksOf = async (account: string, region = REGION) => {
    const { cloudFormation } = clientsOf(sandbox, { account, region });
    const { StackSummaries = [] } = await cloudFormation.send(
      new ListStacksCommand({}),
    );
    return StackSummaries.filter(
      ({ StackStatus, StackName }) =>
        StackStatus !== 'DELETE_COMPLETE' && !StackName!.endsWith('-access'),
    ).map(({ StackName }) => StackName!.replace(/[0-9a-f-]{37}$/, ''));
  };

  /** What AWS itself made to get in stays. */
  const rolesOf = async (account: string) => {
    const { Roles = [] } = await clientsOf(sandbox, { account }).iam.send(
      new ListRolesCommand({}),
    );
    return Roles.map(({ RoleName }) => RoleName!)
      .filter(role => !role.startsWith('stacksets-exec-'))
      .sort();
  };

  const ailing = async ({ pipelineArn }: RenderedPipeline) => {
    const estate = await collectEstate({
      clients: portalClients(sandbox),
      pipelineArn,
    });
    return hopsOf(assessPipeline({ estate, pipelineArn }))
      .filter(({ health }) => ['broken', 'unknown'].includes(health))
      .map(({ id, reason }) => `${id} ${reason}`);
  };

  const current = (...accounts: string[]) =>
    accounts.map(account => `${account} ${REGION} CURRENT`);

  it('get what stacks of their own would give them, told account by account', async () => {
    const orders = await ordersIn([DEV, STAGING]);
    const { report } = await checkRendered(orders, {
      lookUp: (estate, arns) =>
        lookUpEstate(estate, arns, { clients: portalClients(sandbox) }),
    });
    expect(
      hopsOf(report)
        .filter(({ health }) => health !== 'healthy')
        .map(({ id, reason }) => `${id} ${reason}`),
    ).toEqual([]);

    const { lines, stacks } = await deploy(orders);
    expect(stacks.map(({ stackName }) => stackName)).toEqual([
      'orders-foundation',
      name,
      'orders-pipeline',
    ]);
    expect(await instances()).toEqual(current(DEV, STAGING));
    expect(await stacksOf(DEV)).toEqual([`StackSet-${name}`]);
    // Another account of the unit is none of the pipeline's.
    expect(await stacksOf(PRODUCTION_ACCOUNT)).toEqual([]);
    expect(await ailing(orders)).toEqual([]);
    for (const account of [DEV, STAGING]) {
      expect(lines).toContainEqual(
        expect.stringMatching(
          new RegExp(
            `\\(\\d/2\\) SUCCEEDED \\[${account} ${REGION} ${name}\\]`,
          ),
        ),
      );
    }
    const again = await deploy(orders);
    expect(again.stacks.map(({ outcome }) => outcome)).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
    ]);
  });

  it('are planned one by one', async () => {
    const plan = async (pipeline: RenderedPipeline) =>
      (
        await planManifest({
          manifest: pipeline.manifest,
          templates: pipeline.files,
          clients: portalClients(sandbox),
        })
      )
        .filter(({ phase }) => phase === 'target')
        .map(({ account, outcome }) => `${account} ${outcome}`);

    const one = await ordersIn([DEV]);
    expect(await plan(one)).toEqual([`${TOOLS} created`, `${DEV} created`]);
    await deploy(one);
    expect(await plan(one)).toEqual([`${TOOLS} unchanged`]);
    expect(await plan(await ordersIn([DEV, STAGING]))).toEqual([
      `${TOOLS} updated`,
      `${DEV} unchanged`,
      `${STAGING} created`,
    ]);
  });

  it('come and go with the spec, and are left as they were when it is removed', async () => {
    const accounts = [DEV, STAGING, TOOLS];
    const before = await Promise.all(accounts.map(rolesOf));
    await deploy(await ordersIn([DEV]));
    const both = await ordersIn([DEV, STAGING]);
    await deploy(both);
    expect(await instances()).toEqual(current(DEV, STAGING));
    expect(await ailing(both)).toEqual([]);

    const one = await ordersIn([DEV]);
    await deploy(one, { allowLoss: true });
    expect(await instances()).toEqual(current(DEV, STAGING));
    await deploy(one, { allowLoss: true, removeLeftovers: {} });
    expect(await instances()).toEqual(current(DEV));
    expect(await stacksOf(STAGING)).toEqual([]);
    expect(await ailing(one)).toEqual([]);

    await removePipeline({
      manifest: one.manifest,
      templates: one.files,
      clients: portalClients(sandbox),
      emptyBuckets: true,
      pace,
    });
    for (const account of accounts) {
      expect(await stacksOf(account)).toEqual([]);
    }
    expect(await Promise.all(accounts.map(rolesOf))).toEqual(before);
  });

  it('have a StackSet for each Region, which goes with the Region', async () => {
    const inRegions = (regions: string[]) =>
      ordersIn(
        [],
        {},
        {
          stages: regions.map((region, index) => {
            const stage = stageIn(DEV, `Stage${index}`);
            return { ...stage, targets: [{ ...stage.targets[0], region }] };
          }),
        },
      );
    const two = await inRegions([REGION, OTHER_REGION]);
    await deploy(two);
    const there = [`${DEV} ${OTHER_REGION} CURRENT`];
    expect(await instances()).toEqual(current(DEV));
    expect(await instances(`${name}-${OTHER_REGION}`)).toEqual(there);
    expect(await ailing(two)).toEqual([]);

    const one = await inRegions([REGION]);
    await deploy(one, { allowLoss: true });
    expect(await instances(`${name}-${OTHER_REGION}`)).toEqual(there);
    await deploy(one, { allowLoss: true, removeLeftovers: {} });
    expect(await stacksOf(DEV, OTHER_REGION)).toEqual([]);
    expect(await instances()).toEqual(current(DEV));
    expect(await ailing(one)).toEqual([]);
  });

  it('get their stacks by themselves where whole units are deployed to', async () => {
    const orders = await ordersIn([DEV], { autoDeployment: { enabled: true } });
    await deploy(orders);
    expect(await instances()).toContain(`${DEV} ${REGION} CURRENT`);
    const move = async (from: string, to: string) => {
      await management().organizations.send(
        new MoveAccountCommand({
          AccountId: PRODUCTION_ACCOUNT,
          SourceParentId: from,
          DestinationParentId: to,
        }),
      );
      const { stackSets } = sandbox.world
        .account(MANAGEMENT)
        .region(REGION).cloudFormation;
      await stackSets.get(name)!.running?.settled;
    };
    // Production is within the unit.
    expect(await stacksOf(PRODUCTION_ACCOUNT)).toEqual([`StackSet-${name}`]);
    await move(PRODUCTION, ROOT);
    expect(await stacksOf(PRODUCTION_ACCOUNT)).toEqual([]);
    await move(ROOT, WORKLOADS);
    expect(await stacksOf(PRODUCTION_ACCOUNT)).toEqual([`StackSet-${name}`]);

    // What has its stack by now is a target from then on.
    await deploy(
      await ordersIn([DEV, STAGING], { autoDeployment: { enabled: true } }),
    );
    await removePipeline({
      manifest: orders.manifest,
      templates: orders.files,
      clients: portalClients(sandbox),
      emptyBuckets: true,
      pace,
    });
    for (const account of [DEV, STAGING, PRODUCTION_ACCOUNT, TOOLS]) {
      expect(await stacksOf(account)).toEqual([]);
    }
  });

  it('are repaired through the StackSet', async () => {
    const orders = await ordersIn([DEV, STAGING]);
    await deploy(orders);
    await clientsOf(sandbox, { account: DEV }).iam.send(
      new DeleteRolePolicyCommand({
        RoleName: 'orders-pipeline-action',
        PolicyName: 'ReadArtifacts',
      }),
    );
    const repair = await repairPipeline({
      pipelineArn: orders.pipelineArn,
      manifest: orders.manifest,
      templates: orders.files,
      clients: portalClients(sandbox),
      appliesTemplates: true,
      pace,
      roleSettling: { firstWait: 20 },
    });
    expect(repair.stacks.flatMap(({ rewritten }) => rewritten)).toEqual([
      'Targets/ActionRole',
    ]);
    expect(isWhole(repair)).toBe(true);
    expect(await ailing(orders)).toEqual([]);
  });

  it('do not change hands between roles of AWS and roles of your own', async () => {
    await deploy(await ordersIn([DEV]));
    await expect(
      deploy(await ordersIn([DEV], {}, { stackSet: {} }), {
        allowUnknown: true,
      }),
    ).rejects.toThrow(/AWSCloudFormationStackSet/);
  });

  describe('are not begun with, and the plan says so,', () => {
    /** What deployment and plan say, and what there is of it afterwards. */
    const refusalOf = async (orders: RenderedPipeline) => {
      const error: Error = await deploy(orders).then(
        () => new Error('deployed'),
        caught => caught,
      );
      const { conflict } = await planDeployment({
        manifest: orders.manifest,
        templates: orders.files,
        clients: portalClients(sandbox),
        purpose: 'read',
      });
      return {
        deployment: error.message,
        plan: conflict,
        stacks: await stacksOf(TOOLS),
      };
    };

    const refusal = (reason: string | RegExp) => ({
      deployment: expect.stringMatching(reason),
      plan: expect.stringMatching(reason),
      stacks: [],
    });

    it('where trusted access is off', async () => {
      await management().cloudFormation.send(
        new DeactivateOrganizationsAccessCommand({}),
      );
      expect(await refusalOf(await ordersIn([DEV]))).toEqual(
        refusal(
          /trusted access is DISABLED. Activate it .*Nothing was changed/,
        ),
      );
    });

    it('where the account is no delegated administrator', async () => {
      sandbox.world.organization.delegatedAdministrators.clear();
      expect(await refusalOf(await ordersIn([DEV]))).toEqual(
        refusal(
          /Account 111111111111 does not act as a delegated administrator/,
        ),
      );
    });

    it('where the account is not the management account that it is said to be', async () => {
      expect(
        await refusalOf(await ordersIn([DEV], { callAs: 'SELF' })),
      ).toEqual(refusal(/Make it DELEGATED_ADMIN/));
    });

    it('where a target is the management account', async () => {
      expect(
        await refusalOf(
          await ordersIn([DEV, MANAGEMENT], { organizationalUnits: [ROOT] }),
        ),
      ).toEqual(
        refusal(
          `never deploys to the organization's management account, ${MANAGEMENT}`,
        ),
      );
    });

    it('where a target is in none of the units', async () => {
      expect(await refusalOf(await ordersIn([DEV, TOOLS], {}))).toEqual(
        refusal(
          new RegExp(`not in the organizational units of stackSet.*: ${TOOLS}`),
        ),
      );
    });
  });

  it('need what stack-set-access allows, and nothing that it does not', async () => {
    const from = sandbox.world.trail.events.length;
    await deploy(await ordersIn([DEV]));
    await deploy(await ordersIn([DEV, STAGING]));
    await deploy(await ordersIn([DEV]), {
      allowLoss: true,
      removeLeftovers: {},
    });
    const orders = await ordersIn([DEV], {
      operationPreferences: { maxConcurrentCount: 1 },
    });
    await deploy(orders);
    await removePipeline({
      manifest: orders.manifest,
      templates: orders.files,
      clients: portalClients(sandbox),
      pace,
    });
    const asked = new Set(
      sandbox.world.trail.events
        .slice(from)
        .map(({ action }) => action)
        .filter(action =>
          /StackSet|StackInstance|OrganizationsAccess|^organizations/.test(
            action,
          ),
        ),
    );
    const file = 'stack-set-access.yaml';
    const { body } = parseTemplate({
      file,
      text: await readFile(
        packageFolder(`../../templates/portal-access/${file}`),
        'utf8',
      ),
    });
    const { Statement } = (body.Resources.SeeOrganization.Properties as any)
      .PolicyDocument;
    const seen = [...asked].filter(
      action => !action.startsWith('cloudformation:') || /Access$/.test(action),
    );
    expect(seen.sort()).toEqual(Statement[0].Action);
  });
});
