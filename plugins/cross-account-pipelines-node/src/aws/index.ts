export * from './AwsClients';
export * from './DefaultAwsClients';
export * from './sessionName';
export * from './toReadableError';
