import type { PolicyLayer } from './AccessDecision';
import type { AccessInput } from './AccessRequest';
import { evaluateAccess } from './evaluateAccess';
import givenVectors from './fixtures/access-vectors.json';
import documentedVectors from './fixtures/documented-vectors.json';

interface Vector extends AccessInput {
  id: string;
  title: string;
  expected: string;
  /** Page of the AWS documentation that says so. */
  page?: string;
  expectedLayer?: PolicyLayer;
  /** `undeterminedBy`. */
  expectedReasons?: string[];
}

const vectors = [...givenVectors, ...documentedVectors] as unknown as Vector[];

describe('evaluateAccess', () => {
  it.each(vectors.map(vector => [vector.id, vector.title, vector] as const))(
    'decides %s: %s',
    (_id, _title, vector) => {
      const { decision, layer, undeterminedBy } = evaluateAccess(vector);
      expect(decision).toBe(vector.expected);
      expect(layer).toBe(vector.expectedLayer ?? layer);
      expect(undeterminedBy).toEqual(vector.expectedReasons ?? undeterminedBy);
    },
  );
});
