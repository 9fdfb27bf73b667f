import { decideOwner } from './decideOwner';

const early = '2026-11-20T10:00:00.000Z';
const late = '2026-11-20T11:00:00.000Z';
const claim = (entityRef: string, seenAt: string, owner?: string) => ({
  entityRef,
  seenAt,
  owner,
});
const byTags = (...claimed: Parameters<typeof claim>) => ({
  ...claim(...claimed),
  isByTags: true,
});

describe('decideOwner', () => {
  it.each([
    ['nothing at all', { registeredRefs: [], claims: [] }, undefined],
    [
      'the tag, whoever registered or claims it',
      {
        taggedRef: 'component:default/a',
        registeredRefs: ['component:default/b'],
        claims: [claim('component:default/c', early)],
      },
      'component:default/a',
    ],
    [
      'the first registration, whoever claims it',
      {
        registeredRefs: ['component:default/b', 'component:default/a'],
        claims: [claim('component:default/c', early)],
      },
      'component:default/b',
    ],
    [
      'the only claim',
      { registeredRefs: [], claims: [claim('component:default/c', late)] },
      'component:default/c',
    ],
    [
      'the earliest of several claims',
      {
        registeredRefs: [],
        claims: [
          claim('component:default/a', late, 'group:default/x'),
          claim('component:default/b', early, 'group:default/y'),
        ],
      },
      'component:default/b',
    ],
    [
      'the name, where somebody names tags at the same time',
      {
        registeredRefs: [],
        claims: [
          byTags('component:default/a', early, 'group:default/x'),
          claim('component:default/b', early, 'group:default/y'),
        ],
      },
      'component:default/b',
    ],
    [
      'tags, where somebody names it later',
      {
        registeredRefs: [],
        claims: [
          byTags('component:default/a', early, 'group:default/x'),
          claim('component:default/b', late, 'group:default/y'),
        ],
      },
      'component:default/a',
    ],
    [
      'the same tags of different owners at once',
      {
        registeredRefs: [],
        claims: [
          byTags('component:default/a', early, 'group:default/x'),
          byTags('component:default/b', early, 'group:default/y'),
        ],
      },
      undefined,
    ],
    [
      'several claims at once of one owner',
      {
        registeredRefs: [],
        claims: [
          claim('component:default/b', early, 'group:default/x'),
          claim('component:default/a', early, 'group:default/x'),
        ],
      },
      'component:default/a',
    ],
    [
      'several claims at once of different owners',
      {
        registeredRefs: [],
        claims: [
          claim('component:default/b', early, 'group:default/x'),
          claim('component:default/a', early, 'group:default/y'),
        ],
      },
      undefined,
    ],
    [
      'several claims at once of entities without an owner',
      {
        registeredRefs: [],
        claims: [
          claim('component:default/b', early),
          claim('component:default/a', early),
        ],
      },
      undefined,
    ],
  ])('goes by %s', (_, evidence, owner) => {
    expect(decideOwner({ tagsWereRead: true, ...evidence })).toBe(owner);
  });

  it('believes no annotation before AWS was asked', () => {
    const evidence = {
      tagsWereRead: false,
      registeredRefs: [],
      claims: [claim('component:default/a', early)],
    };
    expect(decideOwner(evidence)).toBeUndefined();
    expect(
      decideOwner({ ...evidence, registeredRefs: ['component:default/b'] }),
    ).toBe('component:default/b');
  });
});
