export * from './readConfiguredAccounts';
export * from './readFindingPolicy';
export * from './readGuardrails';
