import type { ExplainedFailure, RunEvent } from './followRun';
import type { WatchedRun } from './watchRun';

/**
 * An event of a run as a line for a log.
 *
 * @public
 */
export function formatRunEvent(event: RunEvent): string {
  switch (event.type) {
    case 'stage-changed':
      return `Stage ${event.stage}: ${event.status}`;
    case 'approval-waits':
      return `${event.stage}/${event.action} waits for an approval`;
    case 'action-changed':
      return [
        `${event.stage}/${event.name}: ${event.status}`,
        event.error?.message,
        event.externalUrl,
      ]
        .filter(Boolean)
        .join(' - ');
    default:
      return `The run has ended: ${event.status}`;
  }
}

/**
 * Why an action failed, as lines: AWS's words, the hop and the side, what to do.
 *
 * @public
 */
export function formatFailure({
  stage,
  action,
  message,
  explanations,
}: ExplainedFailure): string[] {
  const [first] = explanations;
  return [
    `${stage}/${action} failed: ${message}`,
    ...(first
      ? [
          `  ${first.hop}${first.side ? ` (${first.side})` : ''}: ${
            first.verdict?.reason ?? first.sentence
          }`,
          `  To mend it: ${first.verdict?.remedy?.summary ?? first.change}`,
        ]
      : ['  Nothing that is known of the pipeline explains it']),
  ];
}

/**
 * How a run ended, as lines, with what explains each failure.
 *
 * @public
 */
export function formatWatchedRun({ run, failures }: WatchedRun): string[] {
  return [`Run ${run.id} is ${run.status}`, ...failures.flatMap(formatFailure)];
}
