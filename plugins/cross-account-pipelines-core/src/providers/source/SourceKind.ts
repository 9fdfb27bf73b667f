import * as z from 'zod';
import { text } from '../../pipeline/vocabulary/textSchema';

/**
 * How a new version of a source is noticed.
 */
export type ChangeDetection = 'polling' | 'events' | 'none';

/**
 * What a spec's source asks of a provider, beside what its actions ask of AWS.
 */
export interface SourceKind<S> {
  /** What a run is told to take the same source as another one. */
  revision: { type: string; variable: string };
  /** A connection notices pushes by itself, which its action calls detecting. */
  detection(source: S): ChangeDetection;
  /** See `codepipeline/latest/userguide/triggering`. */
  eventPattern?(
    source: S,
    place: { partition: string; account: string; region: string },
  ): unknown;
  /** What is used and not made: ARNs. */
  uses?(source: S, place: { partition: string }): string[];
}

export const branch = text({ max: 255 }).describe(
  'Branch whose commits are the source',
);

export const detectChanges = z
  .enum(['polling', 'events', 'none'], 'must be polling, events or none')
  .describe(
    'How something new is noticed: polling, events or none. In a bucket, events need its EventBridge notifications; for a repository of another account, a rule there. Default polling',
  )
  .optional();
