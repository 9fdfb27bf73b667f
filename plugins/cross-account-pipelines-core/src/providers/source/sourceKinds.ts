import * as z from 'zod';
import { unknownProvider } from '../../pipeline/vocabulary/unknownProvider';
import { codeCommitSource, codeCommitSourceSchema } from './sourceCodeCommit';
import { connectionSource, connectionSourceSchema } from './sourceConnection';
import { ecrSource, ecrSourceSchema } from './sourceEcr';
import type { SourceKind } from './SourceKind';
import { s3Source, s3SourceSchema } from './sourceS3';

const kinds = {
  S3: s3Source,
  CodeConnections: connectionSource,
  CodeCommit: codeCommitSource,
  ECR: ecrSource,
};

/** One schema for each provider, so that a problem names what that one takes. */
export const sourceSchema = z.discriminatedUnion(
  'provider',
  [
    s3SourceSchema,
    connectionSourceSchema,
    codeCommitSourceSchema,
    ecrSourceSchema,
  ],
  { error: unknownProvider(Object.keys(kinds)) },
);

/**
 * Where a pipeline gets its source.
 *
 * @alpha
 */
export type SourceSpec = z.output<typeof sourceSchema>;

/**
 * What the suite knows of where a source comes from.
 *
 * @alpha
 */
export function sourceKindOf(source: SourceSpec): SourceKind<SourceSpec> {
  return kinds[source.provider];
}
