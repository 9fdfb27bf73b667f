import {
  hopsOf,
  parsePipelineSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import { DEV, PROD_EU, PROD_US, shapes } from './fixtures/shapes';
import { checkRendered } from './plan/checkRendered';
import type { PipelineTemplates } from './templates/PipelineTemplates';
import { readTemplateFolder } from './templates/readTemplateFolder';
import { renderPipeline } from './renderPipeline';

// The validating engine takes a few seconds to start, more on a busy machine.
jest.setTimeout(120_000);

let templates: PipelineTemplates;

beforeAll(async () => {
  templates = await readTemplateFolder();
});

function render(name: string) {
  return renderPipeline({ spec: parsePipelineSpec(shapes[name]), templates });
}

/** Nothing is unknown but what hangs on parts that no template makes. */
const notOurs =
  /is there already, and no template says|it is in none of the templates|was not read|AWS was not asked whether|permissions boundary \S+ of \S+ could not be read/;

describe.each(Object.keys(shapes))('%s', name => {
  it('is valid, and every hop works or hangs on what is not ours', async () => {
    const { findings, report } = await checkRendered(render(name));
    expect(findings.filter(({ level }) => level !== 'note')).toEqual([]);
    const hops = hopsOf(report);
    expect(hops.length).toBeGreaterThan(5);
    expect(
      hops
        .filter(({ health }) => health !== 'healthy')
        .filter(
          ({ health, reason = '' }) =>
            health !== 'unknown' || !notOurs.test(reason),
        ),
    ).toEqual([]);
    expect(report.findings).toEqual([]);
  });

  it('gives every parameter of a template a value, and no other', () => {
    const { manifest, files } = render(name);
    for (const { template, parameters = {} } of manifest.stacks) {
      const declared = files[template]
        .split(/^Resources:/m)[0]
        .match(/^ {2}(\w+):$/gm)!
        .map(line => line.trim().slice(0, -1));
      expect(Object.keys(parameters).sort()).toEqual(declared.sort());
    }
  });
});

describe('what a shape reaches', () => {
  async function links(name: string) {
    const { report } = await checkRendered(render(name));
    return report.links.map(
      ({ account, region, hops }) =>
        `${account.id} ${region}: ${[...new Set(hops.map(({ hop }) => hop))]
          .sort()
          .join(' ')}`,
    );
  }

  it('is one link for each Region of an account', async () => {
    expect(await links('change sets in two accounts and two Regions')).toEqual([
      `${DEV} eu-west-1: H1 H2 H3 H4 H5 H6 H7 H8`,
      `${PROD_EU} eu-west-1: H1 H2 H3 H4 H5 H6 H7 H8`,
      `${PROD_US} us-east-1: H1 H2 H3 H4 H5 H6 H7 H8`,
      `${PROD_US} eu-west-1: H1 H2 H3 H4 H5 H6 H7 H8`,
    ]);
  });

  it('includes instances that read the revision themselves', async () => {
    expect(await links('CodeDeploy to instances that are made ready')).toEqual([
      expect.stringContaining('H10'),
    ]);
  });

  it('includes the account of the source', async () => {
    expect(await links('CodeCommit of another account, with events')).toEqual([
      expect.stringContaining(PROD_EU),
      expect.stringContaining(DEV),
    ]);
  });
});
