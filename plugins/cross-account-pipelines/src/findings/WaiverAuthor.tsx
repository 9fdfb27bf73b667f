import { EntityRefLink } from '@backstage/plugin-catalog-react';

/** Who puts up with something: a user, or a service by its name. */
export function WaiverAuthor({ author }: { author: string }) {
  return author.startsWith('user:') ? (
    <EntityRefLink entityRef={author} />
  ) : (
    <>{author}</>
  );
}
