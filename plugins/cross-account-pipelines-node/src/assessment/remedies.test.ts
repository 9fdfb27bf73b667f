import type {
  HopVerdict,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { Estate } from '../estate';
import { applyRemedy } from './applyRemedy';
import { assessPipeline } from './assessPipeline';
import { healthyEstate, healthyNames } from './fixtures/healthyEstate';

const { pipelineArn } = healthyNames;

function assess(estate: Estate): PipelineReport {
  return assessPipeline({ estate, pipelineArn });
}

function hopsOf(report: PipelineReport): HopVerdict[] {
  return [report, ...report.links].flatMap(({ hops }) => hops);
}

/** Removes one statement at a time from every document of the estate. */
function* withoutEachStatement(estate: Estate): Generator<[string, Estate]> {
  const text = JSON.stringify(estate);
  const visit = function* visit(
    value: any,
    path: string[],
  ): Generator<string[]> {
    if (Array.isArray(value?.Statement)) {
      for (const index of value.Statement.keys()) {
        yield [...path, 'Statement', String(index)];
      }
      return;
    }
    if (typeof value === 'object' && value !== null) {
      for (const key of Object.keys(value)) {
        yield* visit(value[key], [...path, key]);
      }
    }
  };
  for (const path of visit(estate, [])) {
    const copy = JSON.parse(text);
    const statements = path
      .slice(0, -1)
      .reduce((at: any, key) => at[key], copy);
    statements.splice(Number(path.at(-1)), 1);
    yield [path.join('/'), copy];
  }
}

describe('remedies', () => {
  const cases = [...withoutEachStatement(healthyEstate())];

  it.each(cases)('mends what breaks without %s', (_, estate) => {
    for (const verdict of hopsOf(assess(estate))) {
      if (verdict.health === 'healthy') {
        continue;
      }
      expect({ verdict, remedy: verdict.remedy?.after }).toEqual({
        verdict,
        remedy: expect.any(String),
      });
      const mended = assess(applyRemedy({ estate, remedy: verdict.remedy! }));
      const again = hopsOf(mended).find(({ id }) => id === verdict.id);
      expect({ verdict, again: again?.health }).toEqual({
        verdict,
        again: 'healthy',
      });
    }
  });
});
