import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import satisfies from 'spdx-satisfies';

const root = resolve(__dirname, '../../..');

/** Licences that ask for no more than their text and names to be kept. */
const allowed = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
];

/** What else is there, and why it may be. */
const looked: Record<string, { licence: string; because: string }> = {
  '@isomorphic-git/pgp-plugin': {
    licence: 'LGPL-3.0+',
    because:
      'comes with @backstage/plugin-scaffolder-node, as a package of its own that can be replaced; nothing of it is in what we pack',
  },
  '@remixicon/react': {
    licence: 'Remix Icon License 1.0',
    because:
      'icons of @backstage/ui, free to use in products but not to be sold as icons; nothing of it is in what we pack',
  },
  'rollup-plugin-dts': {
    licence: 'LGPL-3.0-only',
    because: 'builds packages with the Backstage CLI, and is not in them',
  },
  'caniuse-lite': {
    licence: 'CC-BY-4.0',
    because: 'data that builds read, with its authors named',
  },
  'spdx-exceptions': {
    licence: 'CC-BY-3.0',
    because: 'data that this test reads, with its authors named',
  },
  'spdx-ranges': {
    licence: '(MIT AND CC-BY-3.0)',
    because: 'data that this test reads, with its authors named',
  },
  'axe-core': {
    licence: 'MPL-2.0',
    because: 'judges pages in our browser tests, unchanged',
  },
  '@axe-core/playwright': {
    licence: 'MPL-2.0',
    because: 'judges pages in our browser tests, unchanged',
  },
  'fast-shallow-equal': {
    licence: 'none',
    because: 'its LICENSE file is the Unlicense',
  },
  pause: { licence: 'none', because: 'its Readme.md gives it under MIT' },
  'pause-stream': {
    licence: 'MIT OR Apache2',
    because: 'its LICENSE file is MIT and Apache 2',
  },
  'react-universal-interface': {
    licence: 'none',
    because: 'its LICENSE file is the Unlicense',
  },
  tosource: { licence: 'none', because: 'its LICENSE file is that of zlib' },
  'valid-url': { licence: 'none', because: 'its LICENSE file is MIT' },
};

interface Manifest {
  name: string;
  version: string;
  license?: Licence | Licence[];
  /** As packages wrote it before 2014. */
  licenses?: Licence[];
}

type Licence = string | { type: string };

/** An SPDX expression, where the manifest means one: several are a choice. */
function licenceOf({ license, licenses }: Manifest): string {
  const named = [license ?? licenses ?? []]
    .flat()
    .map(each => (typeof each === 'string' ? each : each.type));
  return named.length > 0 ? named.join(' OR ') : 'none';
}

/** Everything that is installed, in every place where a package can stand. */
function installed(folder: string): Manifest[] {
  const modules = join(folder, 'node_modules');
  if (!existsSync(modules)) {
    return [];
  }
  return readdirSync(modules, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(entry =>
      entry.name.startsWith('@')
        ? readdirSync(join(modules, entry.name), { withFileTypes: true })
            .filter(scoped => scoped.isDirectory())
            .map(scoped => join(modules, entry.name, scoped.name))
        : [join(modules, entry.name)],
    )
    .filter(each => existsSync(join(each, 'package.json')))
    .flatMap(each => [
      JSON.parse(readFileSync(join(each, 'package.json'), 'utf8')) as Manifest,
      ...installed(each),
    ]);
}

const ownFolders = ['plugins', 'examples']
  .flatMap(parent =>
    readdirSync(join(root, parent)).map(name => join(root, parent, name)),
  )
  .filter(folder => existsSync(join(folder, 'package.json')));

const packages = [root, ...ownFolders].flatMap(installed);

function isAllowed(licence: string): boolean {
  try {
    return satisfies(licence, allowed);
  } catch {
    // Not a name of the SPDX list.
    return false;
  }
}

describe('licences', () => {
  it('sees the whole tree', () => {
    expect(packages.length).toBeGreaterThan(2_000);
    expect(packages.map(({ name }) => name)).toContain(
      '@backstage/backend-defaults',
    );
  });

  it('are all on the list, or looked at one by one', () => {
    const others = packages
      .map(manifest => ({ ...manifest, licence: licenceOf(manifest) }))
      .filter(
        ({ name, licence }) =>
          !isAllowed(licence) && looked[name]?.licence !== licence,
      )
      .map(({ name, version, licence }) => `${name} ${version}: ${licence}`);
    expect([...new Set(others)]).toEqual([]);
  });

  it.each(Object.keys(looked))('still has a reason to name %s', name => {
    expect(packages.map(each => each.name)).toContain(name);
  });

  it.each(ownFolders.filter(folder => dirname(folder).endsWith('plugins')))(
    'are those of the project: %s',
    folder => {
      const manifest = JSON.parse(
        readFileSync(join(folder, 'package.json'), 'utf8'),
      ) as Manifest;
      expect(manifest.license).toBe('Apache-2.0');
    },
  );
});
