import { deployAccess } from '../__testUtils__/deployAccess';
import {
  CreateStackCommand,
  DescribeStacksCommand,
  ListStackInstancesCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  assessPipeline,
  hopsOf,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  checkRendered,
  collectEstate,
  type DeployManifestOptions,
  formatDeploymentEvent,
  isWhole,
  lookUpEstate,
  planManifest,
  removePipeline,
  repairPipeline,
  type RenderedPipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import { clientsOf, policyOf } from '../../__testUtils__/clientsOf';
import { putIdleSource } from '../../seed/putIdleSource';
import type { Sandbox } from '../../Sandbox';
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
import {
  makeAdministrationRole,
  makeExecutionRole,
} from '../__testUtils__/stackSetRoles';

const name = 'orders-target';

const ordersIn = (accounts: string[], own: object = {}) =>
  renderOrders('orders', {
    stages: accounts.map((account, index) => stageIn(account, `Stage${index}`)),
    stackSet: {},
    ...own,
  });

describe('target accounts of a StackSet in the sandbox', () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startOrdersSandbox({ delay: 2 });
    await deployAccess(sandbox, 'stack-set-access');
    await makeAdministrationRole(sandbox, TOOLS);
    await makeExecutionRole(sandbox, DEV, TOOLS);
    await makeExecutionRole(sandbox, STAGING, TOOLS);
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
    }).catch(error => {
      throw Object.assign(error, { lines });
    });
    return { ...result, lines };
  };

  const instances = async () => {
    const { cloudFormation } = clientsOf(sandbox, { account: TOOLS });
    const { Summaries = [] } = await cloudFormation.send(
      new ListStackInstancesCommand({ StackSetName: name }),
    );
    return Summaries.map(
      ({ Account, Status }) => `${Account} ${Status}`,
    ).sort();
  };

  const stacksOf = async (account: string) => {
    const { cloudFormation } = clientsOf(sandbox, { account });
    const { StackSummaries = [] } = await cloudFormation.send(
      new ListStacksCommand({}),
    );
    return StackSummaries.filter(
      ({ StackStatus, StackName }) =>
        StackStatus !== 'DELETE_COMPLETE' && !StackName!.endsWith('-access'),
    ).map(({ StackName }) => StackName!.replace(/[0-9a-f-]{37}$/, ''));
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

  it('get what stacks of their own would give them, told account by account', async () => {
    await putIdleSource(sandbox);
    const orders = await ordersIn([DEV, STAGING]);
    const { lines, stacks } = await deploy(orders);
    expect(stacks.map(({ stackName }) => stackName)).toEqual([
      'orders-foundation',
      name,
      'orders-pipeline',
    ]);
    expect(await instances()).toEqual([`${DEV} CURRENT`, `${STAGING} CURRENT`]);
    expect(await stacksOf(DEV)).toEqual([`StackSet-${name}`]);
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
    const calls = sandbox.world.trail.events.length;
    const again = await deploy(orders);
    expect(again.stacks.map(({ outcome }) => outcome)).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
    ]);
    expect(
      sandbox.world.trail.events
        .slice(calls)
        .map(({ action }) => action)
        .filter(action => /StackSet|StackInstances/.test(action)),
    ).toEqual([]);
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
    expect(
      await plan(await ordersIn([DEV], { principalTags: { team: 'x' } })),
    ).toEqual([`${TOOLS} updated`, `${DEV} updated`]);
  });

  it('name the account that fails, and why; the next run goes on from there', async () => {
    await putIdleSource(sandbox);
    await deploy(await ordersIn([DEV]));
    const orders = await ordersIn([DEV, STAGING]);
    const { iam } = clientsOf(sandbox, { account: STAGING });
    const RoleName = 'orders-pipeline-action';
    await iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: policyOf({
          Principal: { Service: 'ec2.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
      }),
    );
    await expect(deploy(orders)).rejects.toThrow(
      new RegExp(
        `account ${STAGING}, ${REGION}: .*${RoleName}.*already exists`,
      ),
    );
    // A connection that waited so long is closed.
    await clientsOf(sandbox, { account: STAGING }).iam.send(
      new DeleteRoleCommand({ RoleName }),
    );
    await deploy(orders);
    expect(await instances()).toEqual([`${DEV} CURRENT`, `${STAGING} CURRENT`]);
    expect(await ailing(orders)).toEqual([]);
  });

  it('say which account does not let StackSets in', async () => {
    const { iam } = clientsOf(sandbox, { account: STAGING });
    await iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: 'AWSCloudFormationStackSetExecutionRole',
        PolicyDocument: policyOf({
          Principal: { Service: 'ec2.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
      }),
    );
    await expect(deploy(await ordersIn([DEV, STAGING]))).rejects.toThrow(
      `Account ${STAGING} should have 'AWSCloudFormationStackSetExecutionRole' role`,
    );
  });

  it('come and go with the spec, and go last', async () => {
    await putIdleSource(sandbox);
    await deploy(await ordersIn([DEV]));
    const both = await ordersIn([DEV, STAGING]);
    await deploy(both);
    expect(await ailing(both)).toEqual([]);

    const one = await ordersIn([DEV]);
    const kept = await deploy(one, { allowLoss: true });
    expect(kept.lines.join('\n')).toContain(`StackSet-${name}`);
    expect(await instances()).toEqual([`${DEV} CURRENT`, `${STAGING} CURRENT`]);

    await deploy(one, { allowLoss: true, removeLeftovers: {} });
    expect(await instances()).toEqual([`${DEV} CURRENT`]);
    expect(await stacksOf(STAGING)).toEqual([]);
    expect(await ailing(one)).toEqual([]);
  });

  it('do not change hands between stacks and StackSets', async () => {
    await deploy(await ordersIn([DEV], { stackSet: undefined }));
    await expect(deploy(await ordersIn([DEV]))).rejects.toThrow(
      new RegExp(`${DEV} ${REGION}. Nothing was changed. Leave out stackSet`),
    );
  });

  it('are left as they were when the pipeline is removed', async () => {
    const orders = await ordersIn([DEV, STAGING]);
    await deploy(orders);
    await removePipeline({
      manifest: orders.manifest,
      templates: orders.files,
      clients: portalClients(sandbox),
      pace,
    });
    for (const account of [DEV, STAGING, TOOLS]) {
      expect(await stacksOf(account)).toEqual([]);
    }
  });

  it('go on where a run was interrupted', async () => {
    const orders = await ordersIn([DEV, STAGING]);
    const stop = new AbortController();
    const first = deploy(orders, {
      signal: stop.signal,
      onEvent: event => {
        if (event.type === 'instance-changed') {
          stop.abort();
        }
      },
    });
    await expect(first).rejects.toThrow();
    await deploy(orders);
    expect(await instances()).toEqual([`${DEV} CURRENT`, `${STAGING} CURRENT`]);
    const { cloudFormation } = clientsOf(sandbox, { account: TOOLS });
    const { Stacks } = await cloudFormation.send(
      new DescribeStacksCommand({ StackName: name }),
    );
    expect(Stacks![0].StackStatus).toBe('CREATE_COMPLETE');
  });

  it('are not begun with where a role of StackSets is missing', async () => {
    const { iam } = clientsOf(sandbox, { account: STAGING });
    const RoleName = 'AWSCloudFormationStackSetExecutionRole';
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'p' }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
    await expect(deploy(await ordersIn([DEV, STAGING]))).rejects.toThrow(
      `does not exist: role ${RoleName} in account ${STAGING}`,
    );
    expect(await stacksOf(TOOLS)).toEqual([]);
  });

  it('are foretold to be closed to StackSets, with the account', async () => {
    await putIdleSource(sandbox);
    const clients = portalClients(sandbox);
    const brokenHops = async () => {
      const { report } = await checkRendered(await ordersIn([DEV, STAGING]), {
        lookUp: (estate, arns) => lookUpEstate(estate, arns, { clients }),
      });
      return hopsOf(report)
        .filter(({ health }) => health !== 'healthy')
        .map(({ hop, account, sentence, reason }) => ({
          hop,
          account,
          sentence,
          reason,
        }));
    };
    expect(await brokenHops()).toEqual([]);
    await clientsOf(sandbox, { account: STAGING }).iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: 'AWSCloudFormationStackSetExecutionRole',
        PolicyDocument: policyOf({
          Principal: { AWS: DEV },
          Action: 'sts:AssumeRole',
        }),
      }),
    );
    expect(await brokenHops()).toEqual([
      {
        hop: 'H12',
        account: STAGING,
        sentence: expect.stringContaining(
          'AWSCloudFormationStackSetExecutionRole',
        ),
        reason: expect.stringContaining('trust'),
      },
    ]);
  });

  it('are repaired through the StackSet', async () => {
    await putIdleSource(sandbox);
    const orders = await ordersIn([DEV, STAGING]);
    await deploy(orders);
    const { iam } = clientsOf(sandbox, { account: DEV });
    await iam.send(
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

  it('stay whole while something needs a role of theirs', async () => {
    const orders = await ordersIn([DEV, STAGING]);
    await deploy(orders);
    const { cloudFormation } = clientsOf(sandbox, { account: DEV });
    await cloudFormation.send(
      new CreateStackCommand({
        StackName: 'orders',
        RoleARN: `arn:aws:iam::${DEV}:role/orders-pipeline-deploy`,
        TemplateBody: JSON.stringify({
          Resources: {
            Wait: { Type: 'AWS::CloudFormation::WaitConditionHandle' },
          },
        }),
      }),
    );
    const { kept } = await removePipeline({
      manifest: orders.manifest,
      templates: orders.files,
      clients: portalClients(sandbox),
      pace,
    });
    expect(
      kept.map(({ account, stackName }) => `${account} ${stackName}`),
    ).toEqual([`${DEV} orders`, `${TOOLS} ${name}`]);
    expect(await instances()).toEqual([`${DEV} CURRENT`, `${STAGING} CURRENT`]);
  });

  it('need what stack-set-access allows, and the portal may do nothing less', async () => {
    const orders = await ordersIn([DEV]);
    await deploy(orders);
    const before = sandbox.world.trail.events.length;
    await deploy(await ordersIn([DEV, STAGING]));
    const asked = new Set(
      sandbox.world.trail.events
        .slice(before)
        .map(({ action }) => action)
        .filter(action => /StackSet|StackInstances/.test(action)),
    );
    expect([...asked].sort()).toEqual([
      'cloudformation:CreateStackInstances',
      'cloudformation:ListStackSetOperationResults',
      'cloudformation:ListStackSetOperations',
    ]);
  });
});
