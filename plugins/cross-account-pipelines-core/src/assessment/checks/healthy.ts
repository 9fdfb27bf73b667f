import type { Judgement } from '../Judgement';

/** The verdict about a rule that is kept. */
export const healthy: Judgement = { health: 'healthy', evidence: [] };
