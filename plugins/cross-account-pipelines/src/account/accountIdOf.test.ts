import { accountIdOf } from './accountIdOf';

const account = (
  name: string,
  annotations: Record<string, string> = {},
  type = 'aws-account',
) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name, annotations },
  spec: { type },
});

describe('accountIdOf', () => {
  it.each([
    [account('aws-account-012345678901'), '012345678901'],
    [
      account('production', { 'aws.amazon.com/account-id': '222222222222' }),
      '222222222222',
    ],
    [account('production'), undefined],
    [account('aws-account-0123456789012'), undefined],
    [account('aws-account-012345678901', {}, 'database'), undefined],
    [{ ...account('aws-account-012345678901'), kind: 'Component' }, undefined],
  ])('%#', (entity, id) => {
    expect(accountIdOf(entity)).toBe(id);
  });
});
