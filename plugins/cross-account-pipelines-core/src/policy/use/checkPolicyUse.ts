import { findServicePrincipalProblem } from './findServicePrincipalProblem';
import { isJsonObject } from '../isJsonObject';
import { listOf, type ListItem } from '../listOf';
import { DocumentPath } from '../document/PolicyProblem';
import type { PolicyUse } from './PolicyUse';
import { s3BucketActions, s3ObjectActions } from './s3Actions';
import { unforeseenPart } from '../unforeseen';
import { Wildcard } from '../matching/Wildcard';

type Statement = Record<string, unknown>;

type StatementCheck = (
  statement: Statement,
  path: DocumentPath,
  use: PolicyUse,
) => void;

/** The texts of an element that are known before AWS writes the document. */
function textsOf(
  statement: Statement,
  element: string,
  path: DocumentPath,
): Array<ListItem & { value: string }> {
  return statement[element] === undefined
    ? []
    : listOf(statement[element], path.child(element)).filter(
        (item): item is ListItem & { value: string } =>
          typeof item.value === 'string' && !unforeseenPart(item.value),
      );
}

function isGiven(statement: Statement, ...elements: string[]): boolean {
  return elements.some(element => statement[element] !== undefined);
}

const requirePrincipal: StatementCheck = (statement, path) => {
  if (!isGiven(statement, 'Principal', 'NotPrincipal')) {
    path.error('has no Principal, which AWS requires here');
  }
};

const requireResource: StatementCheck = (statement, path) => {
  if (!isGiven(statement, 'Resource', 'NotResource')) {
    path.error('has no Resource, which AWS requires here');
  }
};

/** `IAM/latest/UserGuide/reference_policies_elements_principal` */
const refusePrincipal: StatementCheck = (statement, path) => {
  for (const element of ['Principal', 'NotPrincipal']) {
    if (isGiven(statement, element)) {
      path
        .child(element)
        .error('must not be in the policy of a role, user or group');
    }
  }
};

/** `IAM/latest/UserGuide/id_roles_create_for-custom` */
const refuseResource: StatementCheck = (statement, path) => {
  for (const element of ['Resource', 'NotResource']) {
    if (isGiven(statement, element)) {
      path
        .child(element)
        .error('is prohibited in a trust policy, which is about its role');
    }
  }
};

/** What a trust policy may let others do. */
const TRUST_ACTIONS = [
  'sts:AssumeRole',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
  'sts:SetContext',
  'sts:SetSourceIdentity',
  'sts:TagSession',
];

function fitsAny(pattern: string, names: readonly string[]): boolean {
  const wildcard = Wildcard.compile(pattern.toLowerCase());
  return names.some(name => wildcard.matches(name.toLowerCase()));
}

const trustActions: StatementCheck = (statement, path) => {
  for (const { value, path: place } of textsOf(statement, 'Action', path)) {
    if (!fitsAny(value, TRUST_ACTIONS)) {
      place.error(
        `"${value}" is no action of AWS STS to assume a role, and a trust policy may have no other`,
      );
    }
  }
};

const servicePrincipals: StatementCheck = (statement, path) => {
  for (const element of ['Principal', 'NotPrincipal']) {
    const who = statement[element];
    if (isJsonObject(who)) {
      const named = textsOf(who, 'Service', path.child(element));
      for (const { value, path: place } of named) {
        const problem = findServicePrincipalProblem(value);
        if (problem !== undefined) {
          place.error(problem);
        }
      }
    }
  }
};

/** `AmazonS3/latest/userguide/security_iam_service-with-iam` */
const bucketActions: StatementCheck = (statement, path) => {
  for (const element of ['Action', 'NotAction']) {
    for (const { value, path: place } of textsOf(statement, element, path)) {
      if (value !== '*' && !/^s3:/i.test(value)) {
        place.error(
          `"${value}" is no action of S3, and a bucket policy may have no other`,
        );
      }
    }
  }
};

const BUCKET_ARN = /^arn:[^:]*:s3:::([^/]*)/;

const bucketResources: StatementCheck = (statement, path, { arn = '' }) => {
  const [, bucket] = BUCKET_ARN.exec(arn) ?? [];
  if (bucket === undefined || unforeseenPart(bucket)) {
    return;
  }
  for (const { value, path: place } of textsOf(statement, 'Resource', path)) {
    const [, named] = BUCKET_ARN.exec(value) ?? [];
    if (named !== undefined && !Wildcard.compile(named).matches(bucket)) {
      place.error(`is not about the bucket ${bucket}, whose policy this is`);
    }
  }
};

/** S3 refuses an action that fits none of the resources of its statement. */
const bucketShapes: StatementCheck = (statement, path) => {
  const resources = listOf(statement.Resource, path).map(({ value }) => value);
  const areArns = resources.every(
    each =>
      typeof each === 'string' &&
      BUCKET_ARN.test(each) &&
      // Nobody knows how it goes on.
      !unforeseenPart(each),
  );
  if (!areArns) {
    return;
  }
  const onObjects = resources.some(each => /[/*]|\$\{/.test(String(each)));
  const onBucket = resources.some(each => !String(each).includes('/'));
  for (const { value, path: place } of textsOf(statement, 'Action', path)) {
    const forObjects = fitsAny(value, s3ObjectActions);
    const forBucket = fitsAny(value, s3BucketActions);
    if (forObjects && !forBucket && !onObjects) {
      place.error(
        `"${value}" is about objects, and no resource of the statement is one: they are ${resources[0]}/*`,
      );
    } else if (forBucket && !forObjects && !onBucket) {
      place.error(
        `"${value}" is about the bucket itself, and the statement is only about its objects`,
      );
    }
  }
};

/**
 * KMS refuses a policy under which nobody of the account could change it again.
 * `kms/latest/developerguide/key-policy-default`
 */
function checkLockOut(
  statements: Statement[],
  path: DocumentPath,
  { arn = '' }: PolicyUse,
): void {
  const account = arn.split(':')[4];
  const mayChange = statements.some(statement => {
    const actions = textsOf(statement, 'Action', path).map(item => item.value);
    return (
      statement.Effect !== 'Deny' &&
      (isGiven(statement, 'NotAction', 'NotPrincipal') ||
        !areKnown(statement.Action) ||
        actions.some(action => fitsAny(action, ['kms:PutKeyPolicy']))) &&
      mayBeOf(statement.Principal, account)
    );
  });
  if (!mayChange) {
    path.error(
      `lets nobody${
        account ? ` of ${account}` : ''
      } change the key policy again (kms:PutKeyPolicy), which KMS refuses`,
    );
  }
}

function areKnown(value: unknown): boolean {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.every(
    each => typeof each === 'string' && !unforeseenPart(each),
  );
}

/** Whether a principal may be one of an account, where it is known. */
function mayBeOf(principal: unknown, account: string | undefined): boolean {
  if (!isJsonObject(principal)) {
    return true;
  }
  const { AWS: named } = principal;
  if (named === undefined) {
    return false;
  }
  const names: unknown[] = Array.isArray(named) ? named : [named];
  return names.some(
    name =>
      !account ||
      typeof name !== 'string' ||
      unforeseenPart(name) !== undefined ||
      name === '*' ||
      !/\d{12}/.test(name) ||
      name.includes(account),
  );
}

const CHECKS: Record<PolicyUse['type'], StatementCheck[]> = {
  'identity policy': [refusePrincipal, requireResource],
  'trust policy': [
    requirePrincipal,
    refuseResource,
    trustActions,
    servicePrincipals,
  ],
  'bucket policy': [
    requirePrincipal,
    requireResource,
    bucketActions,
    bucketResources,
    bucketShapes,
    servicePrincipals,
  ],
  'key policy': [requirePrincipal, requireResource, servicePrincipals],
};

/** Reports what AWS refuses in a document for what it is used as. */
export function checkPolicyUse(
  document: unknown,
  use: PolicyUse,
  root: DocumentPath,
): void {
  if (!isJsonObject(document)) {
    return;
  }
  const path = root.child('Statement');
  const statements = listOf(document.Statement, path).filter(
    (item): item is ListItem & { value: Statement } => isJsonObject(item.value),
  );
  for (const { value, path: place } of statements) {
    for (const check of CHECKS[use.type]) {
      check(value, place, use);
    }
  }
  if (use.type === 'key policy' && statements.length > 0) {
    checkLockOut(
      statements.map(({ value }) => value),
      path,
      use,
    );
  }
}
