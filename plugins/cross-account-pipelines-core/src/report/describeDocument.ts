import type { DocumentReference } from './DocumentReference';

/**
 * The name of a document in words, with the alias of a key where it is known, e.g.
 * `trust policy of arn:aws:iam::222222222222:role/orders-action`.
 *
 * @public
 */
export function describeDocument(document: DocumentReference): string {
  switch (document.type) {
    case 'inline policy':
    case 'managed policy':
      return `${document.type} ${document.name} of ${document.roleArn}`;
    case 'permissions boundary':
      return [document.type, document.name, 'of', document.roleArn]
        .filter(Boolean)
        .join(' ');
    case 'service control policy':
    case 'resource control policy':
      return `${document.type} ${document.name} at level ${document.level} of account ${document.account}`;
    case 'service control policies':
    case 'resource control policies':
      return `${document.type} of account ${document.account}`;
    case 'resource policy':
      return `policy of ${document.name}`;
    case 'thing':
    case 'service':
      return document.name;
    case 'identity policies':
      return `policies of ${document.arn}`;
    case 'repository policy':
      return `policy of repository ${document.arn}`;
    case 'event bus policy':
      return `policy of event bus ${document.arn}`;
    case 'key sharing policy':
      return `policy AWS_RAM of ${keyOf(document)}`;
    case 'key grants':
      return `grants of ${keyOf(document)}`;
    case 'trust policy':
    case 'key policy':
    case 'bucket policy':
    case 'pipeline definition':
      return `${document.type} of ${keyOf(document)}`;
    default:
      return `${document.type} ${document.arn}`;
  }
}

/** Each Region may have a key of that alias. */
function keyOf({ arn, alias }: { arn: string; alias?: string }): string {
  const [, , , region, account] = arn.split(':');
  return alias ? `${alias} in ${account}, ${region}` : arn;
}

/**
 * The same text for the same document, and for no other, whatever it is called. It is for comparing,
 * neither for showing nor for reading back.
 *
 * @alpha
 */
export function documentKey(document: DocumentReference): string {
  const { alias: _, ...same } = document as DocumentReference & {
    alias?: string;
  };
  return JSON.stringify(Object.entries(same).sort());
}
