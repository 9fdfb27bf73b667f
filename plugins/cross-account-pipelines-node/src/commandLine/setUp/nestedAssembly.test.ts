import { join } from 'node:path';
import { checkSetUp } from './checkSetUp';
import { readAssembly } from './readAssembly';

jest.setTimeout(120_000);

/**
 * What the CDK (aws-cdk-lib 2.276) made of `program.txt`, run as `/shop/app.js`
 * with `CDK_DEBUG`: a pipeline whose artifact bucket is in a nested stack.
 */
// eslint-disable-next-line no-restricted-syntax
const folder = join(__dirname, '../fixtures');

async function check() {
  const setUp = await readAssembly({ assembly: 'nested-assembly', folder });
  if (Array.isArray(setUp)) {
    throw new Error(setUp.map(({ message }) => message).join('\n'));
  }
  return { setUp, ...(await checkSetUp(setUp)) };
}

describe('a cloud assembly with a nested stack', () => {
  it('is known with what the nested stack makes', async () => {
    const { setUp, reports } = await check();
    expect(Object.keys(setUp.templates)).toEqual([
      'Orders.template.json',
      'OrdersStorage7D12151B.nested.template.json',
    ]);
    const [{ hops, unseen }] = reports;
    expect(JSON.stringify(unseen)).not.toContain('nested');
    expect(
      hops.filter(({ gate }) => gate === 'artifacts' || gate === 'key'),
    ).not.toEqual([]);
    expect(
      hops
        .filter(({ gate }) => gate === 'artifacts' || gate === 'key')
        .map(({ health }) => health),
    ).not.toContain('unknown');
  });

  it('has findings where the program made things', async () => {
    const { findings } = await check();
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'service-trust-without-source',
        place: { file: '/shop/app.js', line: 20 },
        rendered: expect.objectContaining({
          file: join('nested-assembly', 'Orders.template.json'),
        }),
      }),
    );
    expect(findings).toContainEqual(
      expect.objectContaining({
        place: { file: '/shop/app.js', line: 7 },
        rendered: expect.objectContaining({
          file: join(
            'nested-assembly',
            'OrdersStorage7D12151B.nested.template.json',
          ),
        }),
      }),
    );
  });
});
