export * from './AwsCallObserver';
export * from './AwsClients';
export * from './DefaultAwsClients';
export * from './sessionName';
export * from './SharedReads';
export * from './toReadableError';
