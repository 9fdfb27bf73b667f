/**
 * A document or a state that evidence and remedies speak of.
 *
 * Its name is what people read and what {@link readDocumentName} understands
 * again, so that a remedy that came over the wire can be applied.
 */
export type DocumentReference =
  | { type: 'trust policy'; arn: string }
  | { type: 'policy'; name: string; arn: string }
  | { type: 'permissions boundary'; name: string; arn: string }
  | { type: 'key policy'; arn: string }
  | { type: 'bucket policy'; arn: string }
  | {
      type: 'service control policy';
      name: string;
      level: number;
      account: string;
    }
  | {
      type: 'resource control policy';
      name: string;
      level: number;
      account: string;
    }
  | { type: 'pipeline definition'; arn: string }
  | { type: 'role'; arn: string }
  | { type: 'key'; arn: string }
  | { type: 'bucket'; arn: string }
  | { type: 'project'; arn: string }
  | { type: 'connection'; arn: string };

/** E.g. `trust policy of arn:aws:iam::222222222222:role/orders-action`. */
export function documentName(document: DocumentReference): string {
  switch (document.type) {
    case 'policy':
    case 'permissions boundary':
      return `${document.type} ${document.name} of ${document.arn}`;
    case 'service control policy':
    case 'resource control policy':
      return `${document.type} ${document.name} at level ${document.level} of account ${document.account}`;
    case 'trust policy':
    case 'key policy':
    case 'bucket policy':
    case 'pipeline definition':
      return `${document.type} of ${document.arn}`;
    default:
      return `${document.type} ${document.arn}`;
  }
}

const patterns: Array<[RegExp, (match: RegExpExecArray) => DocumentReference]> =
  [
    [
      /^(trust policy|key policy|bucket policy|pipeline definition) of (arn:\S+)$/,
      ([, type, arn]) => ({ type, arn } as DocumentReference),
    ],
    [
      /^(policy|permissions boundary) (.+) of (arn:\S+)$/,
      ([, type, name, arn]) => ({ type, name, arn } as DocumentReference),
    ],
    [
      /^(service control policy|resource control policy) (.+) at level (\d+) of account (\S+)$/,
      ([, type, name, level, account]) =>
        ({ type, name, level: Number(level), account } as DocumentReference),
    ],
    [
      /^(role|key|bucket|project|connection) (arn:\S+)$/,
      ([, type, arn]) => ({ type, arn } as DocumentReference),
    ],
  ];

/** The reverse of {@link documentName}; nothing for a name that it did not make. */
export function readDocumentName(name: string): DocumentReference | undefined {
  for (const [pattern, read] of patterns) {
    const match = pattern.exec(name);
    if (match) {
      return read(match);
    }
  }
  return undefined;
}
