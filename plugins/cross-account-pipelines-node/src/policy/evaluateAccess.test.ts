import vectors from './fixtures/access-vectors.json';
import type { AccessInput } from './AccessRequest';
import { evaluateAccess } from './evaluateAccess';

describe('evaluateAccess', () => {
  it.each(vectors.map(vector => [vector.id, vector.title, vector] as const))(
    '%s: %s',
    (_id, _title, { expected, ...input }) => {
      expect(evaluateAccess(input as unknown as AccessInput).decision).toBe(
        expected,
      );
    },
  );
});
