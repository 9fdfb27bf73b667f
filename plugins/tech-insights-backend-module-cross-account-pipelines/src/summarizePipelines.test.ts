import type { EntityPipeline } from 'backstage-plugin-cross-account-pipelines-common';
import type {
  Finding,
  Health,
} from 'backstage-plugin-cross-account-pipelines-core';
import { summarizePipelines } from './summarizePipelines';

const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:payments';

/** A pipeline whose links have one hop each, and these findings. */
function pipelineOf(
  healths: Health[],
  findings: Array<Pick<Finding, 'rule' | 'waived'>> = [],
): EntityPipeline {
  const report = {
    hops: [],
    links: healths.map(health => ({ health, hops: [{ health }] })),
    findings,
  };
  return { pipelineArn, report: report as any };
}

describe('summarizePipelines', () => {
  it('counts over all pipelines of an entity', () => {
    const waived = { reason: 'agreed', until: '2999-01-01', by: 'user:x/y' };
    const pipelines = [
      pipelineOf(['healthy', 'broken'], [{ rule: 'no-rotation' }]),
      pipelineOf(
        ['warning', 'unknown', 'broken'],
        [
          { rule: 'no-rotation' },
          { rule: 'behind-rule' },
          { rule: 'agreed-on', waived },
        ],
      ),
    ];
    expect(summarizePipelines(pipelines, [true, undefined])).toEqual({
      pipelines: 2,
      links: 5,
      brokenLinks: 2,
      linksHealthy: false,
      findings: 3,
      findingRules: ['behind-rule', 'no-rotation'],
      templatesBehind: false,
    });
  });

  it.each<[Health[], boolean]>([
    [[], true],
    [['healthy', 'warning'], true],
    [['healthy', 'pending'], false],
    [['healthy', 'unknown'], false],
    [['broken'], false],
  ])('takes links that are %j for healthy: %s', (healths, linksHealthy) => {
    expect(summarizePipelines([pipelineOf(healths)], [])).toMatchObject({
      linksHealthy,
    });
  });

  it('takes nothing for healthy that was not read', () => {
    const unread = { pipelineArn, error: 'AWS could not be reached' };
    expect(
      summarizePipelines([pipelineOf(['healthy']), unread], []).linksHealthy,
    ).toBe(false);
  });

  it.each([
    [[undefined], undefined],
    [[true, undefined], false],
    [[true, false], true],
  ])('says of templates %j that they are behind: %s', (current, behind) => {
    expect(summarizePipelines([], current).templatesBehind).toBe(behind);
  });
});
