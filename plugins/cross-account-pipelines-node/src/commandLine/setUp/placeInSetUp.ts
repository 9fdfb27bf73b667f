import { join } from 'node:path';
import type {
  CheckFinding,
  FilePlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { SetUp } from './readSetUp';

/** Names places as the person named the folder or the spec. */
export function placeInSetUp(
  { place, rendered, ...finding }: CheckFinding,
  { folder = '', renderedFrom }: SetUp,
): CheckFinding {
  if (!place) {
    return renderedFrom
      ? { ...finding, place: { file: renderedFrom.file } }
      : finding;
  }
  if (renderedFrom !== undefined) {
    return { ...finding, place: { file: renderedFrom.file }, rendered: place };
  }
  const inFolder = (each: FilePlace) => ({
    ...each,
    file: join(folder, each.file),
  });
  // The line of a program is where that is, and its template in the folder.
  return rendered
    ? { ...finding, place, rendered: inFolder(rendered) }
    : { ...finding, place: inFolder(place) };
}
