import { ConfigReader } from '@backstage/config';
import { readConfiguredAccounts } from './readConfiguredAccounts';

const dev = { id: '012345678901', name: 'dev', regions: ['eu-west-1'] };

const read = (...accounts: object[]) =>
  readConfiguredAccounts(
    new ConfigReader({ crossAccountPipelines: { accounts } } as never),
  );

describe('readConfiguredAccounts', () => {
  it('reads accounts, keeps a leading zero and allows both uses by default', () => {
    expect(
      read(dev, {
        id: '111111111111',
        name: 'tools',
        environment: 'tools',
        regions: ['eu-west-1', 'us-gov-west-1', 'eu-west-1'],
        uses: ['pipeline'],
      }),
    ).toEqual([
      { ...dev, environment: undefined, uses: ['pipeline', 'target'] },
      {
        id: '111111111111',
        name: 'tools',
        environment: 'tools',
        regions: ['eu-west-1', 'us-gov-west-1'],
        uses: ['pipeline'],
      },
    ]);
  });

  it('reads by what rules may name an account', () => {
    const organizationPath = 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111';
    const tags = { team: 'orders', tier: '2' };
    expect(
      read({ ...dev, organizationPath: `${organizationPath}/`, tags }),
    ).toMatchObject([
      { organizationPath, organizationalUnit: 'ou-ab12-11111111', tags },
    ]);
    expect(
      read({ ...dev, organizationPath: 'o-a1b2c3d4e5/r-ab12' })[0],
    ).toMatchObject({ organizationalUnit: undefined });
  });

  it('takes no configuration as no accounts', () => {
    expect(readConfiguredAccounts(new ConfigReader({}))).toEqual([]);
  });

  it('explains what happens to an id without quotes', () => {
    expect(() => read(dev, { ...dev, id: 12345678901 })).toThrow(
      "crossAccountPipelines.accounts[1].id is the number 12345678901: put the account id in quotes, '012345678901'. YAML reads twelve bare digits as a number, and a leading zero goes",
    );
  });

  it.each([
    [
      { ...dev, id: '12345678901' },
      /accounts\[0\]\.id has to be .* "12345678901"/,
    ],
    [{ ...dev, id: undefined }, /accounts\[0\]\.id has to be/],
    [{ ...dev, name: undefined }, /accounts\[0\]\.name/],
    [{ ...dev, regions: [] }, /accounts\[0\]\.regions has to name/],
    [
      { ...dev, regions: ['eu-west-1', 'eu-west-9'] },
      /accounts\[0\]\.regions\[1\] is 'eu-west-9', which is no AWS Region/,
    ],
    [{ ...dev, uses: [] }, /accounts\[0\]\.uses is empty/],
    [
      { ...dev, uses: ['deploy'] },
      /accounts\[0\]\.uses\[0\] is 'deploy'; it can be pipeline or target/,
    ],
    [
      { ...dev, organizationPath: 'Workloads/Prod' },
      /accounts\[0\]\.organizationPath is "Workloads\/Prod"; it has to/,
    ],
    [
      { ...dev, tags: { tier: 2 } },
      /accounts\[0\]\.tags has to be a map of tags/,
    ],
    [{ ...dev, tags: ['tier'] }, /accounts\[0\]\.tags has to be a map/],
  ])('refuses %j', (account, message) => {
    expect(() => read(account)).toThrow(message);
  });

  it('refuses an account that is listed twice', () => {
    expect(() => read(dev, { ...dev, name: 'again' })).toThrow(
      /accounts\[1\]\.id is 012345678901, and so is crossAccountPipelines\.accounts\[0\]\.id/,
    );
  });
});
