import {
  deployManifest,
  removePipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import {
  DEV,
  portalClients,
  renderOrders,
  startOrdersSandbox,
} from '../integration/__testUtils__/ordersPipeline';
import { recreateRole } from '../faults/recreateRole';
import { describeEstate } from './describeEstate';

const pace = { shortest: 5, longest: 20 };

/** A world with a pipeline in it. */
async function build(concurrency: number) {
  const sandbox = await startOrdersSandbox();
  const { manifest, files } = await renderOrders();
  const options = {
    manifest,
    templates: files,
    clients: portalClients(sandbox),
    pace,
  };
  const empty = describeEstate(sandbox.world);
  await deployManifest({ ...options, concurrency });
  return { sandbox, options, empty };
}

describe('describeEstate', () => {
  it('is equal where the same was built, and tells every difference', async () => {
    const one = await build(1);
    const estate = describeEstate(one.sandbox.world);
    await one.sandbox.stop();
    const other = await build(10);
    const { world } = other.sandbox;
    expect(describeEstate(world)).toEqual(estate);

    const { iam } = world.account(DEV);
    const role = iam.roles.get('orders-pipeline-action')!;
    const before = role.current;
    role.set({ ...before, maxSessionDuration: 7_200 }, 0);
    expect(describeEstate(world)).not.toEqual(estate);
    role.set(before, 0);
    expect(describeEstate(world)).toEqual(estate);

    recreateRole(world, { account: DEV, name: 'backstage-reader' });
    expect(describeEstate(world)).toEqual(estate);

    await removePipeline(other.options);
    expect(describeEstate(world)).toEqual(other.empty);
    await other.sandbox.stop();
  });
});
