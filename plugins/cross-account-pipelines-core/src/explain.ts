/**
 * Explains error texts without the rest of the engine, for what has to start in
 * a fraction of a second.
 *
 * @packageDocumentation
 */
export { explainErrorText } from './explaining/explainErrorText';
export type { Explanation } from './explaining/Explanation';
