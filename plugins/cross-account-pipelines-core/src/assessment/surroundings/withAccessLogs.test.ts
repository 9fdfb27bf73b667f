import { assessPipeline } from '../assessPipeline';
import {
  artifactBucket,
  changed,
  HOME,
  HUB,
  PIPELINE,
  referenceEstate,
} from '../fixtures/failure-cases/referenceEstate';
import { withAccessLogs } from './withAccessLogs';

it('adds to a report what is wrong with access logs, and lowers its health', () => {
  const estate = changed(referenceEstate({}), ({ accounts }) => {
    const { buckets } = accounts[HUB];
    buckets[artifactBucket(HOME)].accessLogs = { bucket: 'logs', prefix: '' };
    buckets.logs = { name: 'logs', region: 'us-east-1' };
  });
  const report = assessPipeline({ estate, pipelineArn: PIPELINE });
  const added = withAccessLogs(report, estate);
  expect(added.findings.map(({ rule }) => rule)).toEqual([
    ...report.findings.map(({ rule }) => rule),
    'access-logs-refused',
  ]);
  expect(report.health).not.toBe('broken');
  expect(added.health).toBe('broken');
});

it('leaves a report as it is where nothing is logged', () => {
  const estate = referenceEstate({});
  const report = assessPipeline({ estate, pipelineArn: PIPELINE });
  expect(withAccessLogs(report, estate)).toBe(report);
});
