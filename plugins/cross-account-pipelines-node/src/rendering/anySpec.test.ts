import fc from 'fast-check';
import {
  assessPipeline,
  blockingFindings,
  estateFromTemplates,
  hopsOf,
  parsePipelineSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import { foldSpec } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { checkRendered } from './plan/checkRendered';
import { arbitrarySpec } from './__testUtils__/arbitrarySpec';
import type { PipelineTemplates } from './templates/PipelineTemplates';
import { readTemplateFolder } from './templates/readTemplateFolder';
import { renderPipeline } from './renderPipeline';

jest.setTimeout(300_000);

let templates: PipelineTemplates;

beforeAll(async () => {
  templates = await readTemplateFolder();
});

/** Nothing is unknown but what hangs on parts that no template makes. */
const notOurs =
  /is there already, and no template says|^Nothing that is checked makes .* AWS was not asked/;

function render(input: unknown) {
  return renderPipeline({ spec: parsePipelineSpec(input), templates });
}

describe('any valid spec', () => {
  it('renders to templates that resolve, and every hop works', () => {
    fc.assert(
      fc.property(arbitrarySpec(), input => {
        const { manifest, files, pipelineArn } = render(input);
        const { estate, problems, warnings } = estateFromTemplates({
          manifest,
          templates: files,
        });
        expect([...problems, ...warnings]).toEqual([]);
        const report = assessPipeline({ estate, pipelineArn });
        expect(
          hopsOf(report).filter(
            ({ health, reason = '' }) =>
              health !== 'healthy' &&
              !(health === 'unknown' && notOurs.test(reason)),
          ),
        ).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('renders to templates that CloudFormation takes', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySpec(), async input => {
        const { findings } = await checkRendered(render(input));
        expect(blockingFindings(findings)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('is the same after it was written as somebody would', () => {
    fc.assert(
      fc.property(arbitrarySpec(), input => {
        const spec = parsePipelineSpec(input);
        expect(parsePipelineSpec(foldSpec(spec))).toEqual(spec);
      }),
      { numRuns: 200 },
    );
  });

  it('renders to the same files every time', () => {
    fc.assert(
      fc.property(arbitrarySpec(), input => {
        expect(render(input).files).toEqual(render(input).files);
      }),
      { numRuns: 10 },
    );
  });
});
