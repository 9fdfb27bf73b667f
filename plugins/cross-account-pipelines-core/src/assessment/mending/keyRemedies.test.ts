import type { Estate } from '../../estate';
import { hopsOf } from '../../report';
import { applyRemedy } from './applyRemedy';
import { assessPipeline } from '../assessPipeline';
import { healthyEstate, healthyNames } from '../fixtures/healthyEstate';

const { pipelineArn, pipelineAccount, keyArn, bucket, projectArn } =
  healthyNames;
const alias = keyArn.replace(/:key\/.*/, ':alias/orders');

function changed(change: (estate: Estate) => void): Estate {
  const estate = structuredClone(healthyEstate());
  change(estate);
  return estate;
}

const tools = (estate: Estate) => estate.accounts[pipelineAccount];

/** What is told to do, and what is left after the first of it. */
function remediesOf(estate: Estate) {
  const report = assessPipeline({ estate, pipelineArn });
  const remedies = hopsOf(report).flatMap(({ remedy }) => remedy ?? []);
  const [first] = remedies;
  const mended = applyRemedy({ estate, remedy: report.rootCause!.remedy });
  return {
    remedies,
    first,
    left: hopsOf(assessPipeline({ estate: mended, pipelineArn })).filter(
      ({ health }) => health === 'broken',
    ),
  };
}

it.each<[string, (estate: Estate) => void]>([
  [
    'the store names an alias',
    estate => {
      const { definition } = tools(estate).pipelines[pipelineArn];
      definition.artifactStore!.encryptionKey!.id = 'alias/orders';
    },
  ],
  [
    "the store names an alias's ARN",
    estate => {
      const { definition } = tools(estate).pipelines[pipelineArn];
      definition.artifactStore!.encryptionKey!.id = alias;
    },
  ],
  [
    'the store names no key, and its bucket an alias',
    estate => {
      const { definition } = tools(estate).pipelines[pipelineArn];
      delete definition.artifactStore!.encryptionKey;
      tools(estate).buckets[bucket].encryption!.keyArn = alias;
    },
  ],
  [
    'the store and the project name an alias, and another key',
    estate => {
      const { definition } = tools(estate).pipelines[pipelineArn];
      definition.artifactStore!.encryptionKey!.id = alias;
      tools(estate).projects![projectArn].encryptionKey = 'alias/aws/s3';
    },
  ],
  [
    'the project is gone, and the store names an alias',
    estate => {
      const { definition } = tools(estate).pipelines[pipelineArn];
      definition.artifactStore!.encryptionKey!.id = alias;
      delete tools(estate).projects![projectArn];
    },
  ],
])('never names a key by an alias: %s', (_, change) => {
  const { remedies } = remediesOf(changed(change));
  expect(remedies.length).toBeGreaterThan(0);
  for (const { after } of remedies) {
    expect(after).not.toContain('alias/orders');
  }
});

it('mends an alias at once', () => {
  const { left, first } = remediesOf(
    changed(estate => {
      const { definition } = tools(estate).pipelines[pipelineArn];
      definition.artifactStore!.encryptionKey!.id = 'alias/orders';
    }),
  );
  expect(first.summary).toContain(keyArn);
  expect(left).toEqual([]);
});
