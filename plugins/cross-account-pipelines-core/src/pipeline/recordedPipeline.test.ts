import { join } from 'node:path';
import { asData, readRecorded } from '../fixtures/readRecorded';
import {
  exampleAction,
  exampleConfigurations,
} from '../providers/exampleActions';
import { listLinks } from './listing/listLinks';
import { pipelineSpecJsonSchema } from './spec/pipelineSpecJsonSchema';
import type { PipelineDefinition } from './vocabulary/PipelineDefinition';

const recorded = (name: string) => join(__dirname, 'fixtures', `${name}.json`);

const tools = '111111111111';
const regions = ['eu-west-1', 'us-east-1'];

/** A pipeline with an action of every kind, here and in a target account. */
function everyKind(own: boolean): PipelineDefinition {
  const kinds = Object.keys(exampleConfigurations).filter(
    kind => !kind.startsWith('Rule/'),
  );
  const actionOf = (kind: string) => {
    const { action, configuration, roleArn } = exampleAction(kind);
    return {
      ...action,
      name: kind.replace('/', '-'),
      configuration,
      ...(!own && { roleArn }),
    };
  };
  const isSource = (kind: string) => kind.startsWith('Source/');
  return {
    name: 'orders',
    pipelineType: 'V2',
    roleArn: `arn:aws:iam::${tools}:role/service`,
    artifactStores: Object.fromEntries(
      regions.map(region => [
        region,
        {
          type: 'S3',
          location: `artifacts-${region}`,
          encryptionKey: {
            id: `arn:aws:kms:${region}:${tools}:key/${region}`,
            type: 'KMS',
          },
        },
      ]),
    ),
    stages: [
      { name: 'Source', actions: kinds.filter(isSource).map(actionOf) },
      {
        name: 'Rest',
        actions: kinds
          .filter(kind => !isSource(kind))
          .map(kind => ({ ...actionOf(kind), region: regions[1] })),
      },
    ],
  };
}

it.each([
  ['Own', true],
  ['Foreign', false],
])('is recorded which hops actions of %s accounts need', (name, own) => {
  const links = listLinks(everyKind(own), {
    pipelineArn: `arn:aws:codepipeline:${regions[0]}:${tools}:orders`,
  });
  expect(asData(links)).toEqual(
    readRecorded(recorded(`recordedLinks${name}`), links),
  );
});

it('is recorded what a spec may say', () => {
  expect(asData(pipelineSpecJsonSchema())).toEqual(
    readRecorded(recorded('recordedSpec'), pipelineSpecJsonSchema()),
  );
});
