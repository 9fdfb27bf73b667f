import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import {
  AttachRolePolicyCommand,
  CreateUserCommand,
  DetachRolePolicyCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import {
  collectEstate,
  deleteManifest,
  deployManifest,
  pipelineNames,
  planManifest,
  type AwsAccountClients,
  type AwsClients,
  type RenderedPipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import type { Sandbox } from '../Sandbox';
import { putSampleSources, sourceBucket } from '../seed/sampleSource';
import { startSandbox } from '../startSandbox';
import {
  DEV,
  portalClients,
  REGION,
  renderOrders,
  TOOLS,
} from './__testUtils__/ordersPipeline';

/**
 * The sandbox decides every call by the policies that templates/portal-access
 * made in its accounts.
 */
describe('the portal with the roles of templates/portal-access', () => {
  let sandbox: Sandbox;
  let clients: AwsClients;
  let orders: RenderedPipeline;
  const environment = process.env;

  const deploy = (options: { dryRun?: boolean } = {}) =>
    deployManifest({
      manifest: orders.manifest,
      templates: orders.files,
      clients,
      pace: { shortest: 5 },
      onBehalfOf: 'user:default/guest',
      ...options,
    });

  beforeAll(async () => {
    sandbox = await startSandbox();
    process.env = { ...environment, AWS_ENDPOINT_URL: sandbox.url };
    clients = portalClients(sandbox);
    await putSampleSources({
      sandbox,
      account: TOOLS,
      region: REGION,
      // Nothing to run on: the bucket stays empty and can be deleted.
      services: [],
    });
    orders = await renderOrders();
    await deploy();
  });

  afterAll(async () => {
    await sandbox.stop();
    process.env = environment;
  });

  const collect = () =>
    collectEstate({ clients, pipelineArn: orders.pipelineArn });

  const decisions = (role: string) =>
    sandbox.world.trail.events.filter(({ principal }) =>
      principal.includes(`:assumed-role/${role}/`),
    );

  const refusals = () =>
    sandbox.world.trail.events.filter(
      ({ principal, allowed }) =>
        /:assumed-role\/backstage-/.test(principal) && !allowed,
    );

  /** Of all its policies in an account, each action once, sorted. */
  async function allowedActions(account: string, RoleName: string) {
    const iam = new IAMClient({
      region: REGION,
      credentials: sandbox.administrator(account),
    });
    const { PolicyNames: policies } = await iam.send(
      new ListRolePoliciesCommand({ RoleName }),
    );
    const actions = await Promise.all(
      policies!.map(async PolicyName => {
        const { PolicyDocument } = await iam.send(
          new GetRolePolicyCommand({ RoleName, PolicyName }),
        );
        return JSON.parse(
          decodeURIComponent(PolicyDocument!),
        ).Statement.flatMap(
          ({ Action }: { Action: string | string[] }) => Action,
        ) as string[];
      }),
    );
    return [...new Set(actions.flat())].sort();
  }

  it('reads all that the health check and a plan ask for, and could read no more', async () => {
    const iam = new IAMClient({
      region: REGION,
      credentials: sandbox.administrator(DEV),
    });
    const attached = {
      RoleName: pipelineNames({ name: 'orders', account: TOOLS }).deployRole,
      PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    };
    await iam.send(new AttachRolePolicyCommand(attached));
    const { accounts } = await collect();
    await iam.send(new DetachRolePolicyCommand(attached));
    const plans = await planManifest({
      manifest: orders.manifest,
      templates: orders.files,
      clients,
      purpose: 'read',
    });
    expect(plans.map(({ outcome }) => outcome)).toEqual(
      Array(4).fill('unchanged'),
    );
    // What is not read shows in the estate in part only; the trail has it all.
    expect(refusals()).toEqual([]);
    expect(Object.keys(accounts)).toContain(DEV);
    const asked = decisions('backstage-reader').map(({ action }) => action);
    expect([...new Set(asked)].sort()).toEqual(
      await allowedActions(TOOLS, 'backstage-reader'),
    );
  });

  it('deploys, looks again, changes and takes down what it made', async () => {
    await deploy({ dryRun: true });
    const [foundation] = orders.manifest.stacks;
    orders = {
      ...orders,
      files: {
        ...orders.files,
        [foundation.template]: orders.files[foundation.template].replace(
          'ExpirationInDays: 90',
          'ExpirationInDays: 60',
        ),
      },
    };
    const { stacks } = await deploy();
    expect(stacks[0].outcome).toBe('updated');
    await deleteManifest({
      manifest: orders.manifest,
      clients,
      pace: { shortest: 5 },
    });
    expect(refusals()).toEqual([]);
    expect(decisions('backstage-deployer').length).toBeGreaterThan(100);
  });

  it.each<
    [string, 'read' | 'deploy', (found: AwsAccountClients) => Promise<unknown>]
  >([
    [
      'read what lies in a bucket',
      'read',
      ({ s3 }) =>
        s3.send(
          new GetObjectCommand({
            Bucket: sourceBucket(TOOLS),
            Key: 'orders.zip',
          }),
        ),
    ],
    [
      'read what lies in a bucket when it deploys',
      'deploy',
      ({ s3 }) =>
        s3.send(
          new GetObjectCommand({
            Bucket: sourceBucket(TOOLS),
            Key: 'orders.zip',
          }),
        ),
    ],
    [
      'make a user',
      'deploy',
      ({ iam }) => iam.send(new CreateUserCommand({ UserName: 'x' })),
    ],
    [
      'delete the stack of its own roles',
      'deploy',
      ({ cloudFormation }) =>
        cloudFormation.send(
          new DeleteStackCommand({ StackName: 'portal-access' }),
        ),
    ],
  ])('cannot %s', async (_, purpose, ask) => {
    const found = await clients.forAccount({
      account: TOOLS,
      region: REGION,
      purpose,
    });
    await expect(ask(found)).rejects.toMatchObject({
      name: expect.stringMatching(/AccessDenied/),
    });
  });
});
