import fc from 'fast-check';
import {
  accessInput,
  contextValues,
  denyingStatement,
  type Document,
} from '../__testUtils__/accessArbitraries';
import type { AccessDecision, Decision } from './AccessDecision';
import type { AccessInput, PolicySource } from '../request/AccessRequest';
import { evaluateAccess } from './evaluateAccess';

const RUNS = { numRuns: 750, seed: 20240601 };
const MANY_RUNS = { ...RUNS, numRuns: 2000 };

function decisionOf(input: AccessInput): Decision {
  return evaluateAccess(input).decision;
}

const DENIALS: Decision[] = ['ImplicitlyDenied', 'ExplicitlyDenied'];
const ALL: Decision[] = ['Allowed', 'Undetermined', ...DENIALS];

/** What a decision may become when more is known. */
const MAY_BECOME: Record<Decision, Decision[]> = {
  Allowed: ['Allowed'],
  ExplicitlyDenied: ['ExplicitlyDenied'],
  ImplicitlyDenied: DENIALS,
  Undetermined: ALL,
};

/** What a decision may become when less is allowed or more denied. */
function mayBecomeStricter(decision: Decision): Decision[] {
  return decision === 'Allowed' ? ALL : ALL.filter(each => each !== 'Allowed');
}

function isDocument(source: unknown): source is Document {
  return typeof source === 'object' && source !== null && 'Statement' in source;
}

function documentsOf(value: unknown): Document[] {
  if (isDocument(value)) {
    return [value];
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(documentsOf)
    : [];
}

/** A copy in which one document, at a place that the test chooses, differs. */
function changed(
  input: AccessInput,
  place: number,
  change: (document: Document) => void,
): AccessInput {
  const copy = structuredClone(input);
  const documents = documentsOf(copy);
  if (documents.length > 0) {
    change(documents[place % documents.length]);
  }
  return copy;
}

function namesPrincipals({ Statement }: Document): boolean {
  return Statement.some(each => 'Principal' in each || 'NotPrincipal' in each);
}

/** The same request, with a key that has a value, none, or one nobody knows. */
function withKey(
  { request, ...policies }: AccessInput,
  key: string,
  value: string | string[] | undefined | 'unknown',
): AccessInput {
  const { [key]: _, ...context } = request.context;
  const unknown = (request.unknownContextKeys ?? []).filter(
    name => name !== key,
  );
  if (value === 'unknown') {
    return {
      ...policies,
      request: { ...request, context, unknownContextKeys: [...unknown, key] },
    };
  }
  return {
    ...policies,
    request: {
      ...request,
      context: value === undefined ? context : { ...context, [key]: value },
      unknownContextKeys: unknown,
    },
  };
}

function summaryOf({ decision, layer, side, statement }: AccessDecision) {
  return { decision, layer, side, statement };
}

describe('evaluateAccess, whatever the policies', () => {
  it('comes to every decision among those that are tried', () => {
    const counts: Record<string, number> = {};
    fc.assert(
      fc.property(accessInput, input => {
        const decision = decisionOf(input);
        counts[decision] = (counts[decision] ?? 0) + 1;
      }),
      RUNS,
    );
    for (const decision of ALL) {
      expect(counts[decision]).toBeGreaterThan(RUNS.numRuns / 50);
    }
  });

  it('never allows because a Deny was added', () => {
    const { caller, resource } = denyingStatement;
    fc.assert(
      fc.property(
        accessInput,
        fc.nat(),
        caller,
        resource,
        (input, place, forCaller, forResource) => {
          const more = changed(input, place, document =>
            document.Statement.push(
              namesPrincipals(document) ? forResource : forCaller,
            ),
          );
          expect(mayBecomeStricter(decisionOf(input))).toContain(
            decisionOf(more),
          );
        },
      ),
      MANY_RUNS,
    );
  });

  it('never allows because an Allow was removed', () => {
    fc.assert(
      fc.property(accessInput, fc.nat(), fc.nat(), (input, place, which) => {
        const less = changed(input, place, document => {
          const allows = document.Statement.filter(
            ({ Effect }) => Effect === 'Allow',
          );
          const removed = allows[which % Math.max(allows.length, 1)];
          document.Statement = document.Statement.filter(
            each => each !== removed,
          );
        });
        expect(mayBecomeStricter(decisionOf(input))).toContain(
          decisionOf(less),
        );
      }),
      MANY_RUNS,
    );
  });

  it('does not depend on the numbers of accounts', () => {
    fc.assert(
      fc.property(accessInput, input => {
        const renamed: AccessInput = JSON.parse(
          JSON.stringify(input)
            .replaceAll('111111111111', '000000000042')
            .replaceAll('012345678901', '999999999999'),
        );
        expect(summaryOf(evaluateAccess(renamed))).toEqual(
          summaryOf(evaluateAccess(input)),
        );
      }),
      RUNS,
    );
  });

  it('does not depend on the order of statements and policies', () => {
    fc.assert(
      fc.property(accessInput, input => {
        const reversed = structuredClone(input);
        documentsOf(reversed).forEach(({ Statement }) => Statement.reverse());
        reversed.identityPolicies.reverse();
        reversed.serviceControlPolicies?.forEach(level => level.reverse());
        reversed.serviceControlPolicies?.reverse();
        const { decision, layer } = evaluateAccess(input);
        expect(evaluateAccess(reversed)).toMatchObject({ decision, layer });
      }),
      RUNS,
    );
  });

  it('does not depend on whether the policies were decided before', () => {
    fc.assert(
      fc.property(accessInput, input => {
        const first = evaluateAccess(input);
        expect(evaluateAccess(input)).toEqual(first);
        expect(evaluateAccess(structuredClone(input))).toEqual(first);
      }),
      RUNS,
    );
  });

  it.each(Object.keys(contextValues))(
    'holds for every value of %s that was unknown',
    key => {
      const values = fc.constantFrom(undefined, ...contextValues[key]);
      fc.assert(
        fc.property(accessInput, values, (input, value) => {
          const before = decisionOf(withKey(input, key, 'unknown'));
          const after = decisionOf(withKey(input, key, value));
          expect(MAY_BECOME[before]).toContain(after);
        }),
        RUNS,
      );
    },
  );

  it('holds for every document in place of one that could not be read', () => {
    const hidden: PolicySource = { name: 'hidden', unreadable: 'denied' };
    const layers = fc.constantFrom(
      'resourcePolicy' as const,
      'permissionsBoundary' as const,
      'sessionPolicy' as const,
      'identityPolicies' as const,
    );
    fc.assert(
      fc.property(accessInput, accessInput, layers, (input, other, layer) => {
        const [shown] = documentsOf(other[layer]);
        fc.pre(shown !== undefined);
        const decideWith = (source: PolicySource) =>
          decisionOf({
            ...input,
            [layer]:
              layer === 'identityPolicies'
                ? [...input.identityPolicies, source]
                : source,
          });
        expect(MAY_BECOME[decideWith(hidden)]).toContain(decideWith(shown));
      }),
      MANY_RUNS,
    );
  });

  it('names the side, the layer and what decided in it', () => {
    fc.assert(
      fc.property(accessInput, input => {
        const { decision, layer, side, statement, undeterminedBy, layers } =
          evaluateAccess(input);
        const said = Object.values(layers).map(each => each.decision);
        const isResource = layer === 'resource' || layer === 'RCP';
        expect({
          side,
          isDenied: decision === 'ExplicitlyDenied',
          isExplained: decision === 'Undetermined',
          denying: decision === 'ExplicitlyDenied' ? statement : undefined,
        }).toEqual({
          side: isResource ? 'resource' : 'caller',
          isDenied: said.includes('ExplicitlyDenied'),
          isExplained:
            undeterminedBy !== undefined && undeterminedBy.length > 0,
          denying:
            decision === 'ExplicitlyDenied'
              ? layers[layer]?.statement
              : undefined,
        });
      }),
      RUNS,
    );
  });
});
