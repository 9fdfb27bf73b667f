import fc from 'fast-check';
import { accessInput } from '../__testUtils__/accessArbitraries';
import {
  anyDocument,
  elementNames,
  graft,
  texts,
} from '../__testUtils__/malformedDocuments';
import type { AccessInput, PolicySource } from '../request/AccessRequest';
import { checkPolicy } from '../use/checkPolicy';
import { evaluateAccess } from './evaluateAccess';

const DECISIONS = [
  'Allowed',
  'ImplicitlyDenied',
  'ExplicitlyDenied',
  'Undetermined',
];

/** Generous: what takes longer does not grow in proportion to its input. */
const SLOWEST_MS = 10_000;

/** Decides, and fails where that takes too long. */
function decideInTime(input: AccessInput): string {
  const start = performance.now();
  const { decision } = evaluateAccess(input);
  expect(performance.now() - start).toBeLessThan(SLOWEST_MS);
  return decision;
}

describe('evaluateAccess and checkPolicy, on anything', () => {
  it('answer to any document', () => {
    fc.assert(
      fc.property(accessInput, anyDocument, (input, document) => {
        const source = document as PolicySource;
        const named = { name: 'any', document };
        expect(() => checkPolicy(document)).not.toThrow();
        for (const policies of [
          { identityPolicies: [...input.identityPolicies, named] },
          { resourcePolicy: named },
          { permissionsBoundary: [source], sessionPolicy: named },
          { serviceControlPolicies: [[named]] },
          { resourceControlPolicies: [[source]] },
        ]) {
          const decision = decideInTime({ ...input, ...policies });
          expect(DECISIONS).toContain(decision);
        }
      }),
      { numRuns: 1000, seed: 7 },
    );
  });

  it('answer to policies of which a part was replaced', () => {
    const places = fc.array(fc.nat(20), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(accessInput, places, anyDocument, (input, path, scion) => {
        const { request, ...policies } = input;
        const grafted = graft(policies, [0, ...path], scion);
        const { identityPolicies } = grafted as AccessInput;
        const decision = decideInTime({
          ...(grafted as AccessInput),
          request,
          identityPolicies: Array.isArray(identityPolicies)
            ? identityPolicies
            : [],
        });
        expect(DECISIONS).toContain(decision);
      }),
      { numRuns: 2000, seed: 8 },
    );
  });

  it('answer to requests of any texts', () => {
    const context = fc.dictionary(
      fc.oneof(elementNames, fc.string()),
      fc.oneof(texts, fc.array(texts, { maxLength: 3 })),
    );
    fc.assert(
      fc.property(accessInput, texts, texts, context, (input, a, b, keys) => {
        const request = {
          ...input.request,
          principal: a,
          action: b,
          resource: a,
          context: keys,
          unknownContextKeys: [a, b, '*a*'],
        };
        expect(DECISIONS).toContain(decideInTime({ ...input, request }));
        const withContext = { ...input.request, context: keys };
        expect(DECISIONS).toContain(
          decideInTime({ ...input, request: withContext }),
        );
      }),
      { numRuns: 1000, seed: 9 },
    );
  });

  const request = {
    principal: 'arn:aws:iam::111111111111:role/Pipeline',
    action: 's3:GetObject',
    resource: `arn:aws:s3:::${'a'.repeat(1500)}`,
    resourceAccount: '111111111111',
    context: { 's3:prefix': 'a'.repeat(4000) },
  };

  function decideStatements(statements: unknown): string {
    return decideInTime({
      request,
      identityPolicies: [{ Version: '2012-10-17', Statement: statements }],
    });
  }

  const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
  const prefixLike = (value: unknown) => ({
    ...statement,
    Condition: { StringLike: { 's3:prefix': value } },
  });

  it.each([
    ['many stars', '*a'.repeat(2000)],
    ['stars and an end that never comes', `${'*a'.repeat(2000)}b`],
    ['holes', `*${'a?'.repeat(1000)}b*`],
    ['one long piece', `*${'a'.repeat(2000)}b*`],
  ])('answer in time to patterns of %s', (_what, pattern) => {
    const policy = Array.from({ length: 20 }, () => prefixLike([pattern]));
    expect(DECISIONS).toContain(decideStatements(policy));
  });

  it('answer in time to the largest policies', () => {
    const patterns = Array.from(
      { length: 25 },
      () => `*${'a?'.repeat(2000)}b*`,
    );
    expect(decideStatements([prefixLike(patterns)])).toBe('ImplicitlyDenied');
    expect(decideStatements([prefixLike([...patterns, ...patterns])])).toBe(
      'Undetermined',
    );
  });

  it('do not know what is longer than AWS takes', () => {
    const { context, ...others } = request;
    const long = 'a'.repeat(1_000_000);
    const input = {
      request: { ...others, context: { 's3:prefix': long } },
      identityPolicies: [
        { Version: '2012-10-17', Statement: [prefixLike('*')] },
      ],
    };
    expect(evaluateAccess(input)).toMatchObject({
      decision: 'Undetermined',
      undeterminedBy: ['s3:prefix'],
    });
    for (const part of ['principal', 'action', 'resource'] as const) {
      const longer = { ...request, [part]: `arn:aws:iam::1:role/${long}` };
      expect(decideInTime({ ...input, request: longer })).toBe('Undetermined');
    }
  });

  it('answer to what is no request at all', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSparseArray: true,
    });
    const parts = fc.constantFrom(
      'principal',
      'principalIds',
      'action',
      'resource',
      'resourceAccount',
      'context',
      'unknownContextKeys',
    );
    const layers = fc.constantFrom(
      'request',
      'identityPolicies',
      'resourcePolicy',
      'permissionsBoundary',
      'sessionPolicy',
      'serviceControlPolicies',
      'resourceControlPolicies',
    );
    fc.assert(
      fc.property(
        accessInput,
        parts,
        layers,
        anything,
        (input, part, layer, value) => {
          const changed = { ...input.request, [part]: value };
          for (const given of [
            value,
            { ...input, request: changed },
            { ...input, [layer]: value },
            { ...input, [layer]: [value] },
            { ...input, request: { ...changed, context: { 'aws:x': value } } },
          ]) {
            const decision = decideInTime(given as AccessInput);
            expect(DECISIONS).toContain(decision);
          }
        },
      ),
      { numRuns: 2000, seed: 10 },
    );
  });

  it.each([
    [undefined, 'There is no request'],
    [{ principal: 5 }, 'The principal of the request must be a text'],
    [{ action: undefined }, 'The action of the request must be a text'],
    [{ resource: {} }, 'The resource of the request must be a text'],
    [
      { resourceAccount: 111111111111 },
      'The resourceAccount of the request must be a text',
    ],
    [{ context: [] }, 'The context of the request must be an object'],
    [
      { principalIds: 'AROA' },
      'The principalIds of the request must be a list of texts',
    ],
    [
      { unknownContextKeys: [1] },
      'The unknownContextKeys of the request must be a list of texts',
    ],
    [
      { context: { 'aws:x': [Object.create(null)] } },
      'The request cannot be read: TypeError: Cannot convert object to primitive value',
    ],
  ])('say why a request of %j cannot be decided', (change, reason) => {
    const condition = { StringEquals: { 'aws:x': 'y' } };
    const input = {
      request: change && { ...request, ...change },
      identityPolicies: [
        {
          Version: '2012-10-17',
          Statement: [{ ...statement, Condition: condition }],
        },
      ],
    } as unknown as AccessInput;
    expect(evaluateAccess(input)).toEqual({
      decision: 'Undetermined',
      layer: 'identity',
      side: 'caller',
      undeterminedBy: [reason],
      layers: {},
    });
  });

  it.each([
    [{ identityPolicies: {} }, 'The identityPolicies must be a list'],
    [
      { serviceControlPolicies: [{}] },
      'The serviceControlPolicies must be a list of lists, one a level',
    ],
    [
      { resourceControlPolicies: 'none' },
      'The resourceControlPolicies must be a list of lists, one a level',
    ],
  ])('say why policies given as %j decide nothing', (change, reason) => {
    const input = { request, identityPolicies: [], ...change };
    expect(
      evaluateAccess(input as unknown as AccessInput).undeterminedBy,
    ).toEqual([reason]);
  });
});
