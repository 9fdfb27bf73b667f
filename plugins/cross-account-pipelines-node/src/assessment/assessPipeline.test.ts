import { assessPipeline } from './assessPipeline';
import { healthyEstate, healthyNames } from './fixtures/healthyEstate';

const { pipelineArn } = healthyNames;

describe('assessPipeline', () => {
  it('finds nothing wrong with a healthy pipeline', () => {
    const report = assessPipeline({ estate: healthyEstate(), pipelineArn });
    const ailing = [report, ...report.links]
      .flatMap(({ hops }) => hops)
      .filter(({ health }) => health !== 'healthy');
    expect(ailing).toEqual([]);
    expect(report.health).toBe('healthy');
    expect(report.unseen).toEqual([]);
  });
});
