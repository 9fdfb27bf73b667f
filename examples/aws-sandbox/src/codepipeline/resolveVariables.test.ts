import { resolveVariables } from './resolveVariables';

describe('resolveVariables', () => {
  it('fills in what is known and leaves the rest', () => {
    expect(
      resolveVariables(
        { Text: '#{Build.VERSION} and #{Build.NOTHING} of #{nobody.x}' },
        { Build: { VERSION: '7' } },
      ),
    ).toEqual({ Text: '7 and #{Build.NOTHING} of #{nobody.x}' });
  });
});
