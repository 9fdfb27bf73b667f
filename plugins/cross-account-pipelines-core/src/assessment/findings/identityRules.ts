import { accountOf, parseArn, shortName } from '../../pipeline';
import { unforeseenPart } from '../../policy';
import { say, type Words } from '../../report';
import { policyOf } from '../documents/documentReference';
import {
  isPolicyDocument,
  statementsOf,
  type Statement,
} from '../mending/PolicyDocument';
import {
  healthOf,
  type Issue,
  type RolePolicySubject,
  type RoleSubject,
} from './Issue';
import {
  actionsOf,
  allows,
  awsPrincipals,
  conditionKeys,
  covers,
  resourcesOf,
} from './readStatement';
import { judgeStatements, type StatementRule } from './StatementRule';
import { unlessSound } from './unlessSound';

type IdentityRule = StatementRule<RolePolicySubject>;
type StatementTest = IdentityRule['test'];

/** `*`, or every role of an account. */
function isAnyRole(resource: string): boolean {
  return (
    resource === '*' ||
    /:role\/\*+$/.test(resource) ||
    /:role\*$/.test(resource)
  );
}

function isTagged(statement: Statement): boolean {
  return conditionKeys(statement).some(
    ({ key }) =>
      key.startsWith('aws:resourcetag/') || key.startsWith('iam:resourcetag/'),
  );
}

const assumesAnyRole: StatementTest = (statement, { role, purpose }) =>
  purpose !== 'deploy role' &&
  allows(statement, 'sts:AssumeRole') &&
  resourcesOf(statement).some(isAnyRole) &&
  !isTagged(statement)
    ? say('finding.assumes-any', { role: shortName(role.arn) })
    : undefined;

const passesAnyRole: StatementTest = (statement, { role, purpose }) =>
  purpose !== 'deploy role' &&
  allows(statement, 'iam:PassRole') &&
  resourcesOf(statement).some(isAnyRole) &&
  !isTagged(statement)
    ? say(
        conditionKeys(statement).some(
          ({ key }) => key === 'iam:passedtoservice',
        )
          ? 'finding.passes-any'
          : 'finding.passes-any-anywhere',
        { role: shortName(role.arn) },
      )
    : undefined;

/** See `kms/latest/developerguide/alias-access`. */
const aliasAsResource: StatementTest = (statement, { role }) =>
  statement.Effect === 'Allow' &&
  resourcesOf(statement).some(resource => resource.includes(':alias/')) &&
  actionsOf(statement).some(action =>
    ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'].some(each =>
      covers(action, each),
    ),
  )
    ? say('finding.key-alias', { role: shortName(role.arn) })
    : undefined;

/** Whether the role may make data keys by another statement, or by the key's own policy. */
function makesDataKeys(
  keyArn: string,
  { role, view }: RolePolicySubject,
): boolean {
  const own = role.policies
    .flatMap(({ document }) =>
      isPolicyDocument(document) ? statementsOf(document) : [],
    )
    .filter(statement =>
      resourcesOf(statement).some(pattern => covers(pattern, keyArn)),
    );
  const found = view.key(keyArn);
  // Within one account the key's policy is enough.
  const policy =
    found.state === 'found' && found.account === accountOf(role.arn)
      ? found.value.policy
      : undefined;
  const named = (isPolicyDocument(policy) ? statementsOf(policy) : []).filter(
    statement =>
      awsPrincipals(statement).some(
        each => each === role.arn || each === role.uniqueId,
      ),
  );
  return [...own, ...named].some(statement =>
    allows(statement, 'kms:GenerateDataKey'),
  );
}

/** The keys that a statement lets somebody encrypt and decrypt with. */
function namedKeys(statement: Statement): string[] {
  return allows(statement, 'kms:Encrypt') && allows(statement, 'kms:Decrypt')
    ? resourcesOf(statement).filter(resource => resource.includes(':key/'))
    : [];
}

/** What can be wrong with a statement only as long as no other makes up for it. */
const dataKeyRules: readonly IdentityRule[] = [
  {
    rule: 'key-grant-without-generate-data-key',
    test: (statement, subject) =>
      namedKeys(statement).some(keyArn => !makesDataKeys(keyArn, subject))
        ? say('finding.role-without-data-key', {
            role: shortName(subject.role.arn),
          })
        : undefined,
  },
];

/** What is wrong with the keys that a policy of a role names. */
export function judgeDataKeys(subject: RolePolicySubject): Issue[] {
  const { document, view } = subject;
  const keys = isPolicyDocument(document)
    ? unlessSound(view, document, 'names keys', () =>
        statementsOf(document).flatMap(namedKeys),
      )
    : [];
  return keys.length > 0 ? judgeStatements(dataKeyRules, subject) : [];
}

/** An account id that is none, such as one that lost its leading zero. */
function malformedAccount(
  statement: Statement,
  { role }: RolePolicySubject,
): Words | undefined {
  const wrong = resourcesOf(statement).find(resource => {
    const account = accountOf(resource);
    return account && !/^(?:\d{12}|aws|cloudfront|.*[*?${].*)$/.test(account);
  });
  return wrong
    ? say('finding.account-id', {
        role: shortName(role.arn),
        resource: wrong,
      })
    : undefined;
}

/** Services whose actions are known to take only their own resources. */
const resourceServices: Record<string, string> = {
  codecommit: 'codecommit',
  codebuild: 'codebuild',
  codedeploy: 'codedeploy',
  cloudformation: 'cloudformation',
  ecr: 'ecr',
  kms: 'kms',
  lambda: 'lambda',
  s3: 's3',
  sts: 'iam',
};

/** See `AmazonS3/latest/userguide/using-with-s3-policy-actions`. */
const bucketActions =
  /^s3:(?:ListBucket(?:Versions|MultipartUploads)?|GetBucket\w+|GetEncryptionConfiguration)$/i;
const objectActions =
  /^s3:(?:(?:Get|Put|Delete)Object(?:Version)?(?:Acl|Tagging)?)$/i;

/** Says what is wrong with the shape of a statement's resources. */
export function wrongResource(statement: Statement): Words | undefined {
  const resources = resourcesOf(statement);
  if (
    statement.Effect !== 'Allow' ||
    resources.length === 0 ||
    resources.some(
      resource =>
        !resource.startsWith('arn:') ||
        resource.endsWith(':*') ||
        unforeseenPart(resource),
    )
  ) {
    return undefined;
  }
  const services = resources.map(resource => parseArn(resource)?.service);
  for (const action of actionsOf(statement)) {
    const service = resourceServices[action.split(':')[0].toLowerCase()];
    const fits = service
      ? resources.filter((_, index) => services[index] === service)
      : resources;
    if (service && fits.length === 0) {
      return say('wrong.nothing', { action, resources: resources.join(', ') });
    }
    if (bucketActions.test(action) && fits.every(each => each.includes('/'))) {
      return say('wrong.objects', { action, resources: fits.join(', ') });
    }
    if (
      objectActions.test(action) &&
      fits.every(each => !each.includes('/') && !each.endsWith('*'))
    ) {
      return say('wrong.bucket', { action, resources: fits.join(', ') });
    }
  }
  return undefined;
}

const onWrongResource: StatementTest = (statement, { role }) => {
  const wrong = wrongResource(statement);
  return (
    wrong &&
    say('finding.wrong-resource-in-role', { role: shortName(role.arn), wrong })
  );
};

/** What can be wrong with a policy of a role. */
export const identityRules: readonly IdentityRule[] = [
  { rule: 'assumes-any-role', test: assumesAnyRole },
  { rule: 'passes-any-role', test: passesAnyRole },
  { rule: 'key-alias-as-resource', test: aliasAsResource },
  { rule: 'action-on-wrong-resource', test: onWrongResource },
  {
    rule: 'account-id-malformed',
    test: (statement, subject) => {
      const message = malformedAccount(statement, subject);
      return message && { message, health: 'warning' };
    },
  },
];

function isEverything(statement: Statement): boolean {
  return (
    statement.Effect === 'Allow' &&
    actionsOf(statement).includes('*') &&
    resourcesOf(statement).includes('*') &&
    statement.Condition === undefined
  );
}

/** CloudFormation may do everything in the account, whatever a template says. */
export function judgeDeployRole({
  role,
  purpose,
  account,
  view,
}: RoleSubject): Issue[] {
  const rule = 'deploy-role-unbounded';
  if (purpose !== 'deploy role' || role.permissionsBoundary) {
    return [];
  }
  for (const policy of role.policies) {
    const { document } = policy;
    const [index = -1] = isPolicyDocument(document)
      ? unlessSound(view, document, 'allows everything', () =>
          statementsOf(document).flatMap((statement, place) =>
            isEverything(statement) ? [place] : [],
          ),
        )
      : [];
    const isAdministrator = policy.arn?.endsWith(':policy/AdministratorAccess');
    if (index >= 0 || isAdministrator) {
      return [
        {
          rule,
          health: healthOf(rule),
          message: say('finding.unbounded', {
            role: shortName(role.arn),
            account,
          }),
          account,
          document: policyOf(role.arn, policy),
          ...(index >= 0 ? { statement: index } : {}),
          source: policy.source ?? role.source,
        },
      ];
    }
  }
  return [];
}
