import { InputError } from '@backstage/errors';
import { CODEPIPELINE_TAGS_ANNOTATION } from 'backstage-plugin-cross-account-pipelines-common';

/** As many may be asked for at once. */
const MAX_TAGS = 50;

const MAX_KEY = 128;

const MAX_VALUE = 256;

/**
 * The tags that an annotation asks for, by key. A value may be empty, and hold
 * `=`, as AWS lets it.
 *
 * See `resourcegroupstagging/latest/APIReference/API_GetResources` and
 * `tag-editor/latest/userguide/best-practices-and-strats`.
 *
 * @throws InputError that names what is wrong
 */
export function parsePipelineTags(text: string): Record<string, string> {
  const parts = text
    .split(',')
    .map(part => part.trim())
    .filter(Boolean);
  if (parts.length === 0 || parts.length > MAX_TAGS) {
    throw refuse(`and names ${parts.length} tags of 1 to ${MAX_TAGS}`);
  }
  const tags = new Map<string, string>();
  for (const part of parts) {
    const [, key, value] = /^([^=]*)=(.*)$/s.exec(part) ?? [];
    const shown = JSON.stringify(part.slice(0, MAX_KEY));
    if (key === undefined || value === undefined) {
      throw refuse(`and ${shown} has no =`);
    }
    if (!key.trim() || key.trim().length > MAX_KEY) {
      throw refuse(
        `and the key in ${shown} has not 1 to ${MAX_KEY} characters`,
      );
    }
    if (value.trim().length > MAX_VALUE) {
      throw refuse(
        `and the value in ${shown} has more than ${MAX_VALUE} characters`,
      );
    }
    if (tags.has(key.trim())) {
      throw refuse(`and ${shown} names a key for the second time`);
    }
    tags.set(key.trim(), value.trim());
  }
  return Object.fromEntries(tags);
}

/** The same text for the same tags, in whatever order they were written. */
export function writePipelineTags(tags: Record<string, string>): string {
  return Object.keys(tags)
    .sort()
    .map(key => `${key}=${tags[key]}`)
    .join(',');
}

function refuse(why: string): InputError {
  return new InputError(
    `The annotation ${CODEPIPELINE_TAGS_ANNOTATION} has to name tags like component=payments,tier=web, ${why}`,
  );
}
