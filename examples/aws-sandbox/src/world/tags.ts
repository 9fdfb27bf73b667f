/** Tags as most services take and give them. */
export interface Tag {
  Key?: string;
  Value?: string;
}

export function tagRecord(tags: readonly Tag[] = []): Record<string, string> {
  return Object.fromEntries(
    tags.map(({ Key, Value }) => [Key ?? '', Value ?? '']),
  );
}

export function tagList(
  tags: Readonly<Record<string, string>>,
): Array<{ Key: string; Value: string }> {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** The condition keys of a request that sets tags. */
export function requestTags(
  tags: Readonly<Record<string, string>>,
): Record<string, string | string[]> {
  const keys = Object.keys(tags);
  return {
    ...Object.fromEntries(
      keys.map(key => [`aws:RequestTag/${key}`, tags[key]]),
    ),
    ...(keys.length > 0 && { 'aws:TagKeys': keys }),
  };
}

/**
 * A key that only AWS may set.
 * See `tag-editor/latest/userguide/tagging`.
 */
export function reservedTag(
  tags: Readonly<Record<string, string>>,
): string | undefined {
  return Object.keys(tags).find(key => /^aws:/i.test(key));
}
