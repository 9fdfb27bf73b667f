import type { Pattern } from './Pattern';

/** What KMS says of a key, and what services say for it. */
export const keyPatterns: Pattern[] = [
  {
    says: /can't access a secret from a different AWS account|default KMS service key|encrypt\w{0,4} (?:with|by|using) (?:the |an )?(?:default|AWS[ -]managed) (?:KMS |service |encryption )?key.{0,120}(?:shar|another|other|different|cross)|(?:shar\w{0,3}|cross).{0,80}(?:default|AWS[ -]managed) (?:KMS |service |encryption )?key/i,
    unless: /Artifact (?:Bucket|Store)|aws\/s3/i,
    means: ['default-key-not-shared'],
  },
  {
    says: /ciphertext refers to a (?:customer master key|KMS key|key)|Service or caller is not authorized to use the provided (?:AWS )?KMS key|not authorized to access the key because the resource does not exist in this Region/i,
    means: ['key-access-refused', 'key-gone', 'template-key-access'],
  },
  {
    says: /(?<resource>arn:aws[a-z-]{0,12}:kms:\S{1,200}) is (?<state>pending deletion|pending replica deletion|disabled|pending import|unavailable|creating)|KMS\.?(?:KMS)?InvalidState(?:Exception)?|KMS\.?DisabledException|KMSKeyDisabled|kms\.model\.DisabledException|(?:KMS|encryption) key .{0,200}(?:is disabled|is not enabled|pending deletion|pending import)|specified KMS key is not enabled/i,
    means: ['key-state'],
  },
  {
    says: /IncorrectKey(?:Exception)?|InvalidKeyUsage|(?:key|CMK) (?:ID in the request )?does not identify a (?:CMK|key) that can perform this operation|asymmetric .{0,60}(?:not supported|cannot be used)/i,
    means: ['key-wrong-use'],
  },
  {
    says: /KMS\.?NotFoundException|(?:Alias|Key) '?(?<resource>arn:aws[a-z-]{0,12}:kms:[^\s']{1,200})'? (?:is not found|does not exist|is not enabled)|Invalid (?:keyId|arn)\b|(?:NotFoundException|\bKMS).{0,120}(?:alias|key).{0,200}(?:not found|does not exist)|alias(?:es)? .{0,120}only in the account/i,
    unless: /specified key does not exist|Lambda|event bus|TargetArn/i,
    means: ['key-not-found', 'key-deleted'],
  },
  {
    says: /(?:encryptionKey|KMS key|KmsKeyId|KMSMasterKeyId|key (?:id|identifier)).{0,120}(?:must be|should be|is not|isn't) (?:a |an |in )?(?:valid |fully qualified |full )?(?:key )?(?:ARN|identifier)/i,
    means: ['key-arn-asked'],
  },
  {
    says: /Artifact (?:Bucket|Store).{0,40}must have a (?:KMS|customer).{0,30}key|(?:AWS[ -]managed key|aws\/s3|SSE-S3|AES256).{0,120}(?:other|another|cross|different).{0,20}account/i,
    means: ['no-customer-managed-key', 'definition-lacks-key'],
  },
  {
    says: /alias (?:with the name )?(?<resource>\S{0,200}) ?already exists|AWS::KMS::Alias.{0,200}already exists|alias already exists/i,
    means: ['alias-taken', 'alias-stack-rolled-back'],
  },
  {
    says: /KMS access was denied|Access to KMS (?:is not allowed|was denied)/i,
    unless: /KMS Exception: ?UnrecognizedClient/i,
    means: ['service-key-refused', 'workload-key-access'],
  },
  {
    says: /KMSAccessDenied(?:Exception)?|KMS\.AccessDenied|(?:unable|failed|not able) to (?:decrypt|use|access) .{0,80}KMS key/i,
    rank: 'frame',
    means: ['service-key-refused', 'workload-key-access'],
  },
];
