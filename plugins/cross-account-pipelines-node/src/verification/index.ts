export * from './readSettledReport';
export * from './waitUntil';
