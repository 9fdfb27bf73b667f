import fc from 'fast-check';
import type { Estate } from '../estate';
import { toPipelineDefinition } from '../estate/toPipelineDefinition';
import type { PipelineDefinition } from '../pipeline';
import { checkPolicy } from '../policy';
import { anyDocument, graft } from '../policy/__testUtils__/malformedDocuments';
import { assessPipeline } from './assessPipeline';
import { everyProvider, everyProviderNames } from './fixtures/everyProvider';
import { failureFixtures } from './fixtures/failure-cases/failureFixtures';
import {
  AWAY,
  changed,
  HOME,
  PIPELINE,
  referenceEstate,
} from './fixtures/failure-cases/referenceEstate';
import { healthyEstate, healthyNames } from './fixtures/healthyEstate';

const now = new Date('2026-11-20T00:00:00Z');

type Assessed = [estate: Estate, pipelineArn: string];

const healthy: Assessed[] = [
  [healthyEstate(), healthyNames.pipelineArn],
  [referenceEstate({ source: 'Connection' }), PIPELINE],
  [referenceEstate({ deploy: 'S3' }), PIPELINE],
  [referenceEstate({ deploy: 'CodeDeploy' }), PIPELINE],
  [referenceEstate({ regions: [HOME, AWAY] }), PIPELINE],
];

/** With broken ones, for which remedies are sought. */
const estates: Assessed[] = [
  ...healthy,
  [everyProvider(), everyProviderNames.pipelineArn],
  ...failureFixtures.flatMap(({ estates: broken = [] }) =>
    broken.map((each): Assessed => [each.broken, PIPELINE]),
  ),
];

/** Where an estate holds a document: in what, and by which name there. */
type Place = [holder: object, name: string];

/** Policies that a pipeline rests on. */
function policiesOf({ accounts }: Estate): Place[] {
  return Object.values(accounts).flatMap(
    ({ roles, keys, buckets }): Place[] => [
      ...Object.values(roles).flatMap(
        ({ policies, permissionsBoundary, ...role }): Place[] => [
          [roles[role.arn], 'trustPolicy'],
          ...[...policies, permissionsBoundary ?? []]
            .flat()
            .map((policy): Place => [policy, 'document']),
        ],
      ),
      ...Object.values(keys).map((key): Place => [key, 'policy']),
      ...Object.values(buckets).map((bucket): Place => [bucket, 'policy']),
    ],
  );
}

/** Documents that bear on it from around. */
function surroundingsOf({ accounts }: Estate): Place[] {
  return Object.values(accounts).flatMap((account): Place[] => [
    ...Object.values(account.eventBuses ?? {}).map(
      (bus): Place => [bus, 'policy'],
    ),
    ...Object.values(account.eventRules ?? {}).map(
      (rule): Place => [rule, 'eventPattern'],
    ),
    ...Object.values(account.repositories ?? {}).map(
      (each): Place => [each, 'policy'],
    ),
    ...[
      ...(account.guardrails?.serviceControlPolicies ?? []),
      ...(account.guardrails?.resourceControlPolicies ?? []),
    ]
      .flat()
      .map((policy): Place => [policy, 'document']),
  ]);
}

/** A part of one document of an estate, by chance, becomes something else. */
function grafted(
  sound: Estate,
  placesOf: (estate: Estate) => Place[],
  { which, path, scion }: { which: number; path: number[]; scion: unknown },
): { estate: Estate; document: unknown } {
  let document: unknown;
  const estate = changed(sound, copy => {
    const places = placesOf(copy);
    const [holder, name] = places[which % places.length];
    document = graft((holder as Record<string, unknown>)[name], path, scion);
    Object.assign(holder, { [name]: document });
  });
  return { estate, document };
}

/** A definition as a template has it, but for the case of its keys. */
function propertiesOf({
  artifactStores,
  ...rest
}: PipelineDefinition): Record<string, unknown> {
  return {
    ...rest,
    ...(artifactStores && {
      artifactStores: Object.entries(artifactStores).map(
        ([region, artifactStore]) => ({ region, artifactStore }),
      ),
    }),
  };
}

const change = fc.record({
  which: fc.nat(),
  path: fc.array(fc.nat(20), { maxLength: 7 }),
  scion: anyDocument,
});

/** By its place in a list: a whole estate tells nobody why a test failed. */
const oneOf = (list: Assessed[]) => fc.nat(list.length - 1);

describe('assessPipeline, on anything', () => {
  it('answers to policies of which a part was replaced', () => {
    fc.assert(
      fc.property(oneOf(estates), change, (choice, replaced) => {
        const [sound, pipelineArn] = estates[choice];
        const { estate } = grafted(
          sound,
          each => [...policiesOf(each), ...surroundingsOf(each)],
          replaced,
        );
        expect(assessPipeline({ estate, pipelineArn, now })).toMatchObject({
          pipelineArn,
        });
      }),
      { numRuns: 700, seed: 11 },
    );
  });

  it('answers to definitions of which a part was replaced', () => {
    fc.assert(
      fc.property(oneOf(estates), change, (choice, { path, scion }) => {
        const [sound, pipelineArn] = estates[choice];
        const estate = changed(sound, ({ accounts }) => {
          const pipeline = Object.values(accounts)
            .map(({ pipelines }) => pipelines[pipelineArn])
            .find(Boolean)!;
          const properties = graft(
            { properties: propertiesOf(pipeline.definition) },
            [0, 0, ...path],
            scion,
          ) as { properties: Record<string, unknown> };
          pipeline.definition = toPipelineDefinition(
            pipeline.definition.name,
            properties.properties,
          );
        });
        expect(assessPipeline({ estate, pipelineArn, now })).toMatchObject({
          pipelineArn,
        });
      }),
      { numRuns: 500, seed: 12 },
    );
  });

  it('calls nothing healthy that rests on a policy that AWS would refuse', () => {
    fc.assert(
      fc.property(oneOf(healthy), change, (choice, replaced) => {
        const [sound, pipelineArn] = healthy[choice];
        const { estate, document } = grafted(
          sound,
          each =>
            policiesOf(each).filter(
              ([holder, name]) =>
                (holder as Record<string, unknown>)[name] !== undefined,
            ),
          replaced,
        );
        // What AWS says of a variable that names nothing is not known.
        fc.pre(
          checkPolicy(document).some(
            ({ severity, message }) =>
              severity === 'error' && !message.includes('${'),
          ),
        );
        const report = assessPipeline({ estate, pipelineArn, now });
        expect(report.health).not.toBe('healthy');
      }),
      { numRuns: 1000, seed: 13 },
    );
  });
});
