import {
  shortName,
  withoutStatements,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { KeptPolicy } from './AttachmentRecord';

/** The text of a policy as it would be had nothing been merged into it. */
export function textWithout(
  now: string | undefined,
  before: KeptPolicy | undefined,
): string | undefined {
  if (!before) {
    return now;
  }
  const { type, arn, text, statements } = before;
  const was = parseText(text);
  const left = withoutStatements({
    name: `${type} of ${shortName(arn)}`,
    document: parseText(now),
    before: was,
    statements,
  });
  if (left === was) {
    return text;
  }
  return left === undefined ? undefined : JSON.stringify(left);
}

export function parseText(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}
