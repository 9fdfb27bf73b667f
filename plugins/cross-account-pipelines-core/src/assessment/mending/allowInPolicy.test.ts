import { documentAt } from '../documents/documentReference';
import type { HopRequest } from '../../pipeline';
import { appended, nearMisses } from './allowInPolicy';
import type { Grant } from './Grant';
import type { Statement } from './PolicyDocument';

const role = 'arn:aws:iam::222222222222:role/reader';
const request: HopRequest = {
  action: 'kms:Decrypt',
  resource: 'arn:aws:kms:eu-west-1:111111111111:key/abc',
  need: 'required',
};
const grant: Grant = {
  requests: [request],
  allRequests: [request],
  principal: {
    type: 'role',
    arn: role,
    account: '222222222222',
    partition: 'aws',
  },
  namesResources: true,
  resource: '*',
  context: { 'aws:PrincipalArn': role, 'aws:PrincipalOrgID': 'o-example' },
};

const keyPolicy = documentAt(
  'key policy',
  'arn:aws:kms:eu-west-1:111111111111:key/k',
);

function mended(statement: Statement, changes: Partial<Grant> = {}) {
  const document = { Version: '2012-10-17', Statement: [statement] };
  return [...nearMisses(document, { ...grant, ...changes })].map(
    ({ after, summary }) => ({
      after: (after.Statement as Statement[])[0],
      summary: summary(keyPolicy).text,
    }),
  );
}

describe('nearMisses', () => {
  const reading: Statement = {
    Sid: 'Read',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::333333333333:role/other' },
    Action: ['kms:Decrypt'],
    Resource: '*',
  };

  it('names the principal in a statement that allows no more than is needed', () => {
    expect(mended(reading)).toContainEqual({
      after: {
        ...reading,
        Principal: { AWS: ['arn:aws:iam::333333333333:role/other', role] },
      },
      summary: `Let statement Read of the key policy of arn:aws:kms:eu-west-1:111111111111:key/k name ${role}.`,
    });
  });

  it.each(['kms:*', '*', 'kms:PutKeyPolicy'])(
    'lets nobody else have a statement about %s',
    Action => {
      const wide: Statement = {
        ...reading,
        Action,
        Condition: {
          ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::3:role/x' },
        },
      };
      expect(
        mended(wide).filter(each => JSON.stringify(each).includes(role)),
      ).toEqual([]);
    },
  );

  it('names a root and the role in a condition where the statement does so', () => {
    const merged: Statement = {
      ...reading,
      Principal: { AWS: ['arn:aws:iam::333333333333:root'] },
      Condition: {
        ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::333333333333:role/x'] },
      },
    };
    expect(mended(merged).map(({ after }) => after)).toContainEqual({
      ...merged,
      Principal: {
        AWS: [
          'arn:aws:iam::333333333333:root',
          'arn:aws:iam::222222222222:root',
        ],
      },
      Condition: {
        ArnLike: {
          'aws:PrincipalArn': ['arn:aws:iam::333333333333:role/x', role],
        },
      },
    });
  });

  it('puts the name of a role in place of an id that nobody has any more', () => {
    const dead: Statement = {
      ...reading,
      Principal: { AWS: 'AROAGONE000000000001' },
    };
    expect(mended(dead).map(({ after }) => after)).toContainEqual({
      ...dead,
      Principal: { AWS: 'arn:aws:iam::222222222222:root' },
      Condition: { ArnEquals: { 'aws:PrincipalArn': role } },
    });
  });

  it('accepts a value that is sent, and asks for none that is not', () => {
    const asking: Statement = {
      ...reading,
      Principal: '*',
      Condition: {
        StringEquals: {
          'aws:PrincipalOrgID': 'o-other',
          'aws:SourceVpce': 'vpce-1',
        },
      },
    };
    expect(mended(asking).map(({ after }) => after.Condition)).toEqual([
      {
        StringEquals: {
          'aws:PrincipalOrgID': ['o-other', 'o-example'],
          'aws:SourceVpce': 'vpce-1',
        },
      },
      { StringEquals: { 'aws:PrincipalOrgID': 'o-other' } },
      { StringEquals: { 'aws:PrincipalOrgID': ['o-other', 'o-example'] } },
    ]);
  });

  it('does not give an action on other resources than the one', () => {
    const identity: Statement = {
      Effect: 'Allow',
      Action: 'kms:DescribeKey',
      Resource: [
        request.resource,
        'arn:aws:kms:eu-west-1:111111111111:key/else',
      ],
    };
    const changes = { principal: undefined, resource: undefined };
    expect(mended(identity, changes)).toEqual([]);
    const exact = { ...identity, Resource: request.resource };
    expect(mended(exact, changes)).toHaveLength(1);
  });
});

describe('appended', () => {
  it('narrows a foreign role by its ARN under its account', () => {
    expect(appended(undefined, grant).after).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::222222222222:root' },
          Action: 'kms:Decrypt',
          Resource: '*',
          Condition: { ArnEquals: { 'aws:PrincipalArn': role } },
        },
      ],
    });
  });
});
