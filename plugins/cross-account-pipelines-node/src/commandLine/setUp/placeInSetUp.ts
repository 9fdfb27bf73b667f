import { join } from 'node:path';
import type { CheckFinding } from 'backstage-plugin-cross-account-pipelines-core';
import type { SetUp } from './readSetUp';

/** Names places as the person named the folder or the spec. */
export function placeInSetUp(
  { place, ...finding }: CheckFinding,
  { folder = '', renderedFrom }: SetUp,
): CheckFinding {
  if (!place) {
    return renderedFrom
      ? { ...finding, place: { file: renderedFrom.file } }
      : finding;
  }
  return renderedFrom === undefined
    ? { ...finding, place: { ...place, file: join(folder, place.file) } }
    : { ...finding, place: { file: renderedFrom.file }, rendered: place };
}
