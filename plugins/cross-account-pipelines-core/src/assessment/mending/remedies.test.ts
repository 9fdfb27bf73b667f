import fc from 'fast-check';
import { hopsOf, type HopVerdict } from '../../report';
import type { Estate } from '../../estate';
import { applyRemedy } from './applyRemedy';
import { assessPipeline } from '../assessPipeline';
import { breakages, mendedProviders } from '../fixtures/brokenProviders';
import { everyProvider, everyProviderNames } from '../fixtures/everyProvider';
import { damaged, damages, statementPaths } from '../fixtures/damagedEstates';
import { healthyEstate, healthyNames } from '../fixtures/healthyEstate';

const { pipelineArn } = everyProviderNames;

function ailing(estate: Estate, arn: string): HopVerdict[] {
  return hopsOf(assessPipeline({ estate, pipelineArn: arn })).filter(
    ({ health }) => health !== 'healthy',
  );
}

/** Says of each hop that ails what its remedy does not mend. */
function unmended(estate: Estate, arn: string): unknown[] {
  return ailing(estate, arn).flatMap((verdict): object[] => {
    const { id, health, reason, remedy } = verdict;
    if (!remedy) {
      return [{ id, health, reason, remedy }];
    }
    const mended = applyRemedy({ estate, remedy });
    const left = ailing(mended, arn).find(each => each.id === id);
    return left ? [{ id, health, reason, remedy, left: left.reason }] : [];
  });
}

const healthy = healthyEstate();

describe('remedies', () => {
  it('let a pipeline with every provider work that starts with no permission at all', () => {
    const estate = mendedProviders();
    const report = assessPipeline({ estate, pipelineArn });
    expect(hopsOf(report).filter(({ health }) => health !== 'healthy')).toEqual(
      [],
    );
    expect(new Set(hopsOf(report).map(({ hop }) => hop))).toEqual(
      new Set([
        'H0',
        'H1',
        'H2',
        'H3',
        'H4',
        'H5',
        'H6',
        'H7',
        'H8',
        'H9',
        'H10',
        'H11',
      ]),
    );
  });

  it('mend every single hop of a pipeline that starts with no permission at all', () => {
    expect(unmended(everyProvider(), pipelineArn)).toEqual([]);
  });

  describe.each(Object.entries(damages))(
    'where a statement %s',
    (_, damage) => {
      it.each(statementPaths(healthy).map(path => [path.join('/'), path]))(
        'mend %s',
        (__, path) => {
          expect(
            unmended(
              damaged(healthy, path as string[], damage),
              healthyNames.pipelineArn,
            ),
          ).toEqual([]);
        },
      );
    },
  );

  describe.each(Object.entries(breakages))('where %s', (_, breakDown) => {
    const broken = () => {
      const estate = mendedProviders();
      breakDown(estate);
      return estate;
    };

    it('break something', () => {
      const verdicts = ailing(broken(), pipelineArn);
      expect(verdicts.map(({ health }) => health)).toContain('broken');
    });

    it('mend it', () => {
      expect(unmended(broken(), pipelineArn)).toEqual([]);
    });
  });

  it('mend whatever several damages break among all providers', () => {
    const healed = mendedProviders();
    const paths = statementPaths(healed);
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom(...paths),
            fc.constantFrom(...Object.values(damages)),
          ),
          { minLength: 1, maxLength: 3 },
        ),
        spoiled => {
          const estate = spoiled.reduce((at, [path, damage]) => {
            try {
              return damaged(at, path, damage);
            } catch {
              return at;
            }
          }, healed);
          expect(unmended(estate, pipelineArn)).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  });
});
