import type { AccessInput } from './AccessRequest';
import { findInputProblem } from './findInputProblem';

const request = {
  principal: 'arn:aws:iam::222222222222:role/Deploy',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::artifacts/a.zip',
  resourceAccount: '111111111111',
  context: {},
};
const input = { request, identityPolicies: [] };
const longest = 'a'.repeat(4096);

/** As callers that are not checked by TypeScript give it. */
function problemOf(given: unknown) {
  return findInputProblem(given as AccessInput);
}

function problemWith(changes: object) {
  return problemOf({ ...input, request: { ...request, ...changes } });
}

describe('findInputProblem', () => {
  it.each([
    ['the least there is', input],
    [
      'all there is',
      {
        request: {
          ...request,
          principalIds: ['AROA1'],
          unknownContextKeys: ['aws:SourceVpc*'],
        },
        identityPolicies: [{}],
        serviceControlPolicies: [[{}], []],
        resourceControlPolicies: [],
      },
    ],
    [
      'names of 4096 characters',
      {
        ...input,
        request: {
          ...request,
          principal: longest,
          action: longest,
          resource: longest,
        },
      },
    ],
  ])('takes %s', (_title, given) => {
    expect(problemOf(given)).toBeUndefined();
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', [input]],
    ['no request', { identityPolicies: [] }],
    ['a request that is null', { ...input, request: null }],
    ['a request that is a list', { ...input, request: [request] }],
    ['a request that is a text', { ...input, request: 'GetObject' }],
  ])('finds no request in %s', (_title, given) => {
    expect(problemOf(given)).toBe('There is no request');
  });

  it.each(['principal', 'action', 'resource', 'resourceAccount'])(
    'asks for the %s as a text',
    name => {
      for (const value of [undefined, null, 1, [longest], { name }]) {
        expect(problemWith({ [name]: value })).toBe(
          `The ${name} of the request must be a text`,
        );
      }
    },
  );

  it.each(['principal', 'action', 'resource'])(
    'takes no %s that is longer than any name',
    name => {
      expect(problemWith({ [name]: `${longest}a` })).toBe(
        `The ${name} of the request is longer than 4096 characters`,
      );
    },
  );

  it.each([[undefined], [null], ['text'], [['a']], [1]])(
    'takes no context that is %j',
    context => {
      expect(problemWith({ context })).toBe(
        'The context of the request must be an object',
      );
    },
  );

  it.each(['principalIds', 'unknownContextKeys'])(
    'asks for the %s as texts',
    name => {
      for (const value of [null, 'text', {}, [1], ['text', null]]) {
        expect(problemWith({ [name]: value })).toBe(
          `The ${name} of the request must be a list of texts`,
        );
      }
    },
  );

  it('asks for the identity policies', () => {
    for (const identityPolicies of [undefined, null, {}]) {
      expect(problemOf({ request, identityPolicies })).toBe(
        'The identityPolicies must be a list',
      );
    }
  });

  it.each(['serviceControlPolicies', 'resourceControlPolicies'])(
    'asks for the %s by level',
    name => {
      for (const value of [null, {}, [{}], [[], {}]]) {
        expect(problemOf({ ...input, [name]: value })).toBe(
          `The ${name} must be a list of lists, one a level`,
        );
      }
    },
  );
});
