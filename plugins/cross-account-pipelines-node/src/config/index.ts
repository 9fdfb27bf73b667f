export * from './matchesAny';
export * from './readConfiguredAccounts';
export * from './readFindingPolicy';
export * from './readGuardrails';
export * from './readStackRules';
