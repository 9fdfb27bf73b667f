import {
  documentName,
  readDocumentName,
  type DocumentReference,
} from './DocumentReference';

describe('documentName', () => {
  const role = 'arn:aws:iam::012345678901:role/team/orders';
  it.each<DocumentReference>([
    { type: 'trust policy', arn: role },
    { type: 'policy', name: 'what it may do', arn: role },
    { type: 'permissions boundary', name: 'policy of all', arn: role },
    {
      type: 'key policy',
      arn: 'arn:aws:kms:eu-west-1:012345678901:key/abc',
    },
    { type: 'bucket policy', arn: 'arn:aws:s3:::artifacts' },
    {
      type: 'service control policy',
      name: 'Deny all, of course',
      level: 2,
      account: '012345678901',
    },
    {
      type: 'resource control policy',
      name: 'RCPFullAWSAccess',
      level: 0,
      account: '012345678901',
    },
    {
      type: 'pipeline definition',
      arn: 'arn:aws:codepipeline:eu-west-1:012345678901:orders',
    },
    { type: 'role', arn: role },
    { type: 'bucket', arn: 'arn:aws:s3:::artifacts' },
  ])('is understood again: %j', reference => {
    expect(readDocumentName(documentName(reference))).toEqual(reference);
  });

  it.each(['', 'orders', 'policies of everybody', 'role orders'])(
    'is not read into %j',
    name => {
      expect(readDocumentName(name)).toBeUndefined();
    },
  );
});
