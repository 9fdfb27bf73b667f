import type { PolicyLayer } from '../decision/AccessDecision';
import type { AccessInput } from '../request/AccessRequest';
import { evaluateAccess } from '../decision/evaluateAccess';

/** A request with its policies, and what AWS answers. */
export interface AccessVector extends AccessInput {
  id: string;
  title?: string;
  expected: string;
  /** Which layer decides. */
  expectedLayer?: PolicyLayer;
  /** What `undeterminedBy` says. */
  expectedReasons?: string[];
}

/**
 * Reads a file of vectors: a JSON array.
 *
 * @throws Error that says what in the text is not as it has to be
 */
export function readAccessVectors(text: string): AccessVector[] {
  const vectors: unknown = JSON.parse(text);
  if (!Array.isArray(vectors) || vectors.length === 0) {
    throw new Error('It must hold a JSON array of at least one vector');
  }
  vectors.forEach((vector, index) => {
    for (const name of ['id', 'expected'] as const) {
      if (typeof vector?.[name] !== 'string') {
        throw new Error(`Vector ${index + 1} must have a text "${name}"`);
      }
    }
  });
  return vectors;
}

/** In what the engine decides another way than a vector says; else `undefined`. */
export function differenceFrom(vector: AccessVector): string | undefined {
  const answer = evaluateAccess(vector);
  const { decision, layer, undeterminedBy = [] } = answer;
  const { expected, expectedLayer, expectedReasons } = vector;
  if (decision !== expected) {
    const why =
      undeterminedBy.length > 0 ? `: ${undeterminedBy.join('; ')}` : '';
    return `expected ${expected}, decided ${decision} (${layer}${why})`;
  }
  if (expectedLayer !== undefined && layer !== expectedLayer) {
    return `expected the ${expectedLayer} layer to decide, not ${layer}`;
  }
  return expectedReasons !== undefined &&
    undeterminedBy.join('\n') !== expectedReasons.join('\n')
    ? `expected the reasons ${JSON.stringify(
        expectedReasons,
      )}, not ${JSON.stringify(undeterminedBy)}`
    : undefined;
}
