import { addAwsPolicies } from './addAwsPolicies';
import { deniesNothing } from './awsManagedPolicies';
import { emptyAccount } from './emptyAccount';
import type { Estate, RolePolicy } from './Estate';

const account = '111111111111';
const aws = 'arn:aws:iam::aws:policy';
const document = { Version: '2012-10-17', Statement: [] };

function estateWith(policies: RolePolicy[], boundary?: RolePolicy): Estate {
  const arn = `arn:aws:iam::${account}:role/Deploy`;
  const role = {
    arn,
    trustPolicy: {},
    policies,
    permissionsBoundary: boundary,
  };
  return {
    origin: 'predicted',
    accounts: {
      [account]: { ...emptyAccount(account), roles: { [arn]: role } },
    },
  };
}

const unread = (arn: string): RolePolicy => ({
  name: 'any',
  arn,
  unreadable: 'it is in none of the templates',
});

describe('addAwsPolicies', () => {
  it('adds what nobody has read', async () => {
    const policies = [
      unread(`${aws}/PowerUserAccess`),
      unread(`${aws}/service-role/Task`),
      unread(`${aws}/constructor`),
      unread(`arn:aws:iam::${account}:policy/PowerUserAccess`),
      { name: 'read', arn: `${aws}/PowerUserAccess`, document: 'as read' },
      { name: 'inline', unreadable: 'denied' },
    ];
    const boundary = unread('arn:aws-cn:iam::aws:policy/PowerUserAccess');
    await addAwsPolicies(estateWith(policies, boundary), async () => ({
      PowerUserAccess: document,
      'service-role/Task': document,
    }));
    expect(policies.map(each => each.document)).toEqual([
      document,
      document,
      undefined,
      undefined,
      'as read',
      undefined,
    ]);
    expect(policies.map(each => each.unreadable !== undefined)).toEqual([
      false,
      false,
      true,
      true,
      false,
      true,
    ]);
    expect(boundary.document).toBe(document);
  });

  it('loads nothing where there is nothing to add', async () => {
    const load = jest.fn();
    await addAwsPolicies(estateWith([{ name: 'inline', document }]), load);
    expect(load).not.toHaveBeenCalled();
  });
});

describe('deniesNothing', () => {
  it.each([
    [`${aws}/PowerUserAccess`, true],
    [`${aws}/MadeNextYear`, true],
    ['arn:aws-us-gov:iam::aws:policy/job-function/Billing', true],
    [`${aws}/AWSDenyAll`, false],
    [`${aws}/AWSCompromisedKeyQuarantineV3`, false],
    [`arn:aws:iam::${account}:policy/PowerUserAccess`, false],
    ['PowerUserAccess', false],
  ])('says of %s: %s', (arn, expected) => {
    expect(deniesNothing(arn)).toBe(expected);
  });
});
