import fc from 'fast-check';
import type {
  AccessInput,
  AccessRequest,
  PolicySource,
} from '../request/AccessRequest';

/** A small world, so that policies often are about the request. */
const accounts = ['111111111111', '012345678901'] as const;
const [here, there] = accounts;

const requesters = accounts.flatMap(account => [
  `arn:aws:iam::${account}:role/Pipeline`,
  `arn:aws:iam::${account}:role/svc/Pipeline`,
  `arn:aws:sts::${account}:assumed-role/Pipeline/run`,
  `arn:aws:iam::${account}:user/alice`,
  `arn:aws:sts::${account}:federated-user/bob`,
  `arn:aws:iam::${account}:root`,
]);

const services = ['codepipeline.amazonaws.com', 'cloudtrail.amazonaws.com'];

const resources = [
  'arn:aws:s3:::artifacts/alice/a.zip',
  `arn:aws:kms:eu-west-1:${here}:key/1234`,
  `arn:aws:iam::${here}:role/Deploy`,
];

const actions = [
  's3:GetObject',
  'kms:Decrypt',
  'sts:AssumeRole',
  'sts:TagSession',
  'iam:PassRole',
];

const uniqueIds = ['AROADBQP57FF2AEXAMPLE', 'AIDACKCEVSQ6C2EXAMPLE'];

/** Condition keys that do not follow from the principal, with some values. */
export const contextValues: Record<string, Array<string | string[]>> = {
  'aws:PrincipalTag/team': ['blue', 'red', '*'],
  'aws:SecureTransport': ['true', 'false'],
  'aws:SourceIp': ['203.0.113.7', '198.51.100.1', 'AWS Internal'],
  'aws:SourceArn': [`arn:aws:codepipeline:eu-west-1:${here}:orders`],
  'aws:PrincipalOrgID': ['o-a1b2c3d4e5', 'o-zzzzzzzzzz'],
  'aws:CurrentTime': ['2024-06-01T00:00:00Z', '2020-01-01T00:00:00Z'],
  'aws:RequestTag/env': ['prod', 'dev'],
  'aws:CalledVia': [['athena.amazonaws.com', 'kms.amazonaws.com'], []],
  's3:max-keys': ['10', '11', 'many'],
};

function oneOrMore<T>(values: readonly T[]): fc.Arbitrary<T | T[]> {
  const one = fc.constantFrom(...values);
  return fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }));
}

const condition = fc
  .array(
    fc.constantFrom<Record<string, Record<string, unknown>>>(
      { StringEquals: { 'aws:PrincipalTag/team': ['blue', 'green'] } },
      { StringNotEquals: { 'aws:PrincipalTag/team': 'blue' } },
      { StringLike: { 'aws:PrincipalTag/team': 'b*' } },
      { Null: { 'aws:PrincipalTag/team': 'true' } },
      { Bool: { 'aws:SecureTransport': 'false' } },
      { BoolIfExists: { 'aws:SecureTransport': 'true' } },
      { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      { IpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' } },
      { ArnLike: { 'aws:SourceArn': 'arn:aws:codepipeline:*:*:orders' } },
      { ArnNotLikeIfExists: { 'aws:PrincipalArn': 'arn:*:iam::*:role/P*' } },
      { StringEquals: { 'aws:PrincipalAccount': [here] } },
      { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      { DateGreaterThan: { 'aws:CurrentTime': '2024-01-01' } },
      { NumericLessThanEquals: { 's3:max-keys': '10' } },
      { StringLike: { 'aws:userid': 'AROADBQP57FF2AEXAMPLE:*' } },
      { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'kms.amazonaws.com' } },
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['env'] } },
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } },
      { 'ForAnyValue:StringLike': { 'aws:TagKeys': ['e*'] } },
      { StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } },
      { StringEquals: { 'aws:CalledVia': 'kms.amazonaws.com' } },
      { StringEquals: { 'aws:PrincipalTag/team': '${aws:RequestTag/env}' } },
      { StringSortOfEquals: { 'aws:PrincipalTag/team': 'blue' } },
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map(parts => Object.assign({}, ...parts) as Record<string, unknown>);

const actionPatterns = ['*', 's3:*', 'kms:De*', 'sts:*', ...actions];
const resourcePatterns = [
  '*',
  'arn:aws:s3:::artifacts/*',
  'arn:aws:s3:::artifacts/${aws:username}/*',
  "arn:aws:s3:::artifacts/${aws:PrincipalTag/team, 'alice'}/*",
  ...resources,
];

const actionElement = fc.oneof(
  { weight: 4, arbitrary: fc.record({ Action: oneOrMore(actionPatterns) }) },
  { weight: 1, arbitrary: fc.record({ NotAction: oneOrMore(actions) }) },
);

const resourceElement = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ Resource: oneOrMore(resourcePatterns) }),
  },
  { weight: 1, arbitrary: fc.record({ NotResource: oneOrMore(resources) }) },
);

const awsPrincipals = [here, there, ...requesters, ...uniqueIds];

const principals = fc.oneof(
  fc.constant('*'),
  fc.record({ AWS: oneOrMore(awsPrincipals) }),
  fc.record({ Service: oneOrMore(services) }),
);

const principalElement = fc.oneof(
  { weight: 6, arbitrary: fc.record({ Principal: principals }) },
  { weight: 1, arbitrary: fc.record({ NotPrincipal: principals }) },
);

type Statement = Record<string, unknown> & { Effect: 'Allow' | 'Deny' };

function statement(
  effect: fc.Arbitrary<'Allow' | 'Deny'>,
  who?: fc.Arbitrary<object>,
): fc.Arbitrary<Statement> {
  return fc
    .tuple(
      effect,
      actionElement,
      resourceElement,
      who ?? fc.constant({}),
      fc.option(condition, { nil: undefined, freq: 2 }),
    )
    .map(([Effect, action, resource, principal, Condition]) => ({
      Effect,
      ...principal,
      ...action,
      ...resource,
      ...(Condition && { Condition }),
    }));
}

const mostlyAllow = fc.constantFrom('Allow', 'Allow', 'Deny') as fc.Arbitrary<
  'Allow' | 'Deny'
>;

/** Any statement that denies, for the layer of resource-based policies or not. */
export const denyingStatement = {
  caller: statement(fc.constant('Deny')),
  resource: statement(fc.constant('Deny'), principalElement),
};

export interface Document {
  Version: string;
  Statement: Statement[];
}

function document(who?: fc.Arbitrary<object>): fc.Arbitrary<Document> {
  return fc
    .array(statement(mostlyAllow, who), { minLength: 1, maxLength: 3 })
    .map(Statement => ({ Version: '2012-10-17', Statement }));
}

const unreadable: fc.Arbitrary<PolicySource> = fc.constant({
  name: 'secret',
  unreadable: 'it was denied',
});

function source(who?: fc.Arbitrary<object>): fc.Arbitrary<PolicySource> {
  return fc.oneof(
    { weight: 12, arbitrary: document(who) },
    { weight: 1, arbitrary: unreadable },
  );
}

const fullAccess: Document = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** Guardrails that let at least something through. */
const levels = fc.array(
  fc
    .array(source(), { maxLength: 2 })
    .map(sources => [...sources, structuredClone(fullAccess)]),
  { maxLength: 2 },
);

const optional = <T>(arbitrary: fc.Arbitrary<T>, freq = 2) =>
  fc.option(arbitrary, { nil: undefined, freq });

const context = fc
  .record(
    Object.fromEntries(
      Object.entries(contextValues).map(([key, values]) => [
        key,
        fc.constantFrom(...values),
      ]),
    ),
    { requiredKeys: [] },
  )
  .map(values => ({ ...values } as Record<string, string | string[]>));

const request: fc.Arbitrary<AccessRequest> = fc
  .tuple(
    fc.constantFrom(...requesters, ...services),
    optional(fc.constantFrom(...uniqueIds.map(id => [id]))),
    fc.constantFrom(...actions),
    fc.constantFrom(...resources),
    fc.constantFrom(here, here, there),
    context,
    fc.subarray(Object.keys(contextValues)),
  )
  .map(
    ([principal, principalIds, action, resource, owner, values, unknown]) => ({
      principal,
      ...(principalIds && { principalIds }),
      action,
      resource,
      resourceAccount: owner,
      context: values,
      unknownContextKeys: unknown.filter(key => !(key in values)),
    }),
  );

/** Any request with any policies. */
export const accessInput: fc.Arbitrary<AccessInput> = fc.record(
  {
    request,
    identityPolicies: fc.array(source(), { maxLength: 2 }),
    resourcePolicy: source(principalElement),
    permissionsBoundary: source(),
    sessionPolicy: source(),
    serviceControlPolicies: levels,
    resourceControlPolicies: fc.array(
      fc.array(source(fc.constant({ Principal: '*' })), { maxLength: 2 }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['request', 'identityPolicies'] },
);
