/**
 * The engine of the cross-account pipelines suite: decide access as AWS does,
 * assess trust links, explain errors. Plain data in, plain data out, so that it
 * runs in a browser, a Lambda function or a command line alike.
 *
 * @packageDocumentation
 */
export * from './policy';
export * from './template';
export * from './report';
export * from './pipeline';
export * from './providers';
export * from './estate';
export * from './assessment';
export * from './explaining';
export * from './checking';
