import { ActionFailure } from '../ActionFailure';
import type { RuleProvider } from './RuleProvider';

const operators: Record<string, (actual: string, given: string) => boolean> = {
  EQ: (actual, given) => actual === given,
  NE: (actual, given) => actual !== given,
  CONTAINS: (actual, given) => actual.includes(given),
  MATCHES: (actual, given) => new RegExp(`^(?:${given})$`).test(actual),
};

/** Compares an output variable with a value. */
export const variableCheck: RuleProvider = {
  provider: 'VariableCheck',
  check({
    configuration: { Variable = '', Value = '', Operator = 'EQ' },
    run,
  }) {
    const operator = operators[Operator];
    if (!operator) {
      throw new ActionFailure(
        'ConfigurationError',
        `Operator must be one of ${Object.keys(operators).join(', ')}`,
      );
    }
    const fits = operator(Variable, Value);
    run.summary = `${Variable} ${Operator} ${Value}: ${fits}`;
    if (!fits) {
      throw new ActionFailure(
        'RuleConditionNotMet',
        `Variable check failed: ${Variable} ${Operator} ${Value}`,
      );
    }
  },
};
