import { emptyAccount, type Estate, type RoleState } from '../../estate';
import { EstateView } from '../EstateView';
import {
  contextOfEveryCall,
  guardrailPolicies,
  organizationContext,
  resourceContext,
  tagContext,
  tagsOf,
  unseenGuardrail,
} from './accessContext';

const account = '111111111111';
const organization = {
  ...emptyAccount(account),
  organizationId: 'o-a',
  organizationPath: 'o-a/r-b/ou-c/',
};
const role: RoleState = {
  arn: `arn:aws:iam::${account}:role/action`,
  trustPolicy: {},
  policies: [],
};

function viewOf(
  known: Partial<Estate['accounts'][string]>,
  origin: Estate['origin'] = 'observed',
): EstateView {
  return new EstateView({
    origin,
    accounts: { [account]: { ...emptyAccount(account), ...known } },
  });
}

it('says how services of AWS call', () => {
  expect(contextOfEveryCall).toEqual({
    'aws:SecureTransport': 'true',
    's3:TlsVersion': '1.2',
    's3:signatureversion': 'AWS4-HMAC-SHA256',
  });
});

it.each([
  ['principal', 'aws:PrincipalOrgID', 'aws:PrincipalOrgPaths'],
  ['resource', 'aws:ResourceOrgID', 'aws:ResourceOrgPaths'],
  ['source', 'aws:SourceOrgID', 'aws:SourceOrgPaths'],
] as const)('tells of the organization of a %s', (of, id, paths) => {
  const { organizationId, organizationPath } = organization;
  const context = { [id]: 'o-a', [paths]: ['o-a/r-b/ou-c/'] };
  expect(organizationContext(organization, of)).toEqual({
    context,
    unknown: [],
  });
  expect(
    organizationContext({ ...emptyAccount(account), organizationId }, of),
  ).toEqual({ context: { [id]: 'o-a' }, unknown: [paths] });
  expect(
    organizationContext({ ...emptyAccount(account), organizationPath }, of),
  ).toEqual({ context: { [paths]: ['o-a/r-b/ou-c/'] }, unknown: [id] });
  expect(organizationContext(undefined, of)).toEqual({
    context: {},
    unknown: [id, paths],
  });
});

it('tells of tags, or that nobody read them', () => {
  const tags = { team: 'a', cost: 'b' };
  expect(tagContext('principal', tags)).toEqual({
    context: { 'aws:PrincipalTag/team': 'a', 'aws:PrincipalTag/cost': 'b' },
    unknown: [],
  });
  expect(tagContext('resource', tags)).toEqual({
    context: {
      'aws:ResourceTag/team': 'a',
      'iam:ResourceTag/team': 'a',
      'aws:ResourceTag/cost': 'b',
      'iam:ResourceTag/cost': 'b',
    },
    unknown: [],
  });
  expect(tagContext('principal', undefined)).toEqual({
    context: {},
    unknown: ['aws:PrincipalTag/*'],
  });
  expect(tagContext('resource', undefined)).toEqual({
    context: {},
    unknown: ['aws:ResourceTag/*', 'iam:ResourceTag/*'],
  });
});

it('takes a role of a template for one without tags where it sets none', () => {
  expect(tagsOf(viewOf({}), role)).toBeUndefined();
  expect(tagsOf(viewOf({}, 'predicted'), role)).toEqual({});
  const tagged = { ...role, tags: { team: 'a' } };
  expect(tagsOf(viewOf({}), tagged)).toEqual({ team: 'a' });
  expect(tagsOf(viewOf({}, 'predicted'), tagged)).toEqual({ team: 'a' });
});

it('puts together what the account and the tags of a resource say', () => {
  const tagged = { ...role, tags: { team: 'a' } };
  expect(resourceContext(viewOf(organization), account, tagged)).toEqual({
    context: {
      'aws:ResourceOrgID': 'o-a',
      'aws:ResourceOrgPaths': ['o-a/r-b/ou-c/'],
      'aws:ResourceTag/team': 'a',
      'iam:ResourceTag/team': 'a',
    },
    unknown: [],
  });
  expect(resourceContext(viewOf({}), account, undefined)).toEqual({
    context: {},
    unknown: [
      'aws:ResourceOrgID',
      'aws:ResourceOrgPaths',
      'aws:ResourceTag/*',
      'iam:ResourceTag/*',
    ],
  });
});

describe('guardrails', () => {
  const policy = (name: string) => ({
    name,
    arn: `arn:aws:organizations::1:policy/${name}`,
    document: { Version: '2012-10-17', Statement: [] },
  });
  const guardrails = {
    serviceControlPolicies: [[policy('root')], [policy('a'), policy('b')]],
    resourceControlPolicies: [[policy('rcp')]],
  };

  it.each([
    ['serviceControlPolicies', 'service control policy', ['root', 'a', 'b']],
    ['resourceControlPolicies', 'resource control policy', ['rcp']],
  ] as const)('%s bind level by level', (kind, type, names) => {
    const levels = guardrailPolicies(viewOf({ guardrails }), account, kind)!;
    expect(levels.map(level => level.length)).toEqual(
      guardrails[kind].map(level => level.length),
    );
    expect(
      levels.flat().map(source => (source as { origin: unknown }).origin),
    ).toEqual(
      names.map((name, index) => ({
        type,
        account,
        name,
        level: Math.min(index, 1),
      })),
    );
    expect(unseenGuardrail(viewOf({ guardrails }), account, kind)).toBe(
      undefined,
    );
  });

  it('are remembered', () => {
    const view = viewOf({ guardrails });
    const ask = () =>
      guardrailPolicies(view, account, 'serviceControlPolicies');
    expect(ask()).toBe(ask());
  });

  it.each([
    ['serviceControlPolicies', 'service control policies'],
    ['resourceControlPolicies', 'resource control policies'],
  ] as const)('%s that nobody saw are said', (kind, type) => {
    for (const view of [viewOf({}), viewOf({ guardrails: {} })]) {
      expect(guardrailPolicies(view, account, kind)).toBeUndefined();
      expect(unseenGuardrail(view, account, kind)).toEqual({ type, account });
    }
  });

  it('do not bind the management account', () => {
    const view = viewOf({
      guardrails: { ...guardrails, isManagementAccount: true },
    });
    expect(
      guardrailPolicies(view, account, 'serviceControlPolicies'),
    ).toBeUndefined();
    expect(
      unseenGuardrail(
        viewOf({ guardrails: { isManagementAccount: true } }),
        account,
        'serviceControlPolicies',
      ),
    ).toBeUndefined();
  });
});
