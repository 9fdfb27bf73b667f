export * from './AwsClients';
export * from './DefaultAwsClients';
export * from './readConfiguredAccounts';
export * from './readFindingPolicy';
export * from './readGuardrails';
export * from './sessionName';
export * from './toReadableError';
