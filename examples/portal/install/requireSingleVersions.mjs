import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/**
 * A Backstage package that is there twice may be two things of one name at run
 * time.
 *
 * @param lagging - packages of Backstage itself that were last released before
 *   the others: what they alone bring is put up with
 * @throws when one is there twice
 */
export function requireSingleVersions(portalDir, lagging = []) {
  const lock = parse(readFileSync(path.join(portalDir, 'yarn.lock'), 'utf8'));
  const packages = Object.entries(lock)
    .filter(([, { resolution }]) => resolution)
    .map(([descriptors, { resolution, version, dependencies = {} }]) => ({
      name: resolution.slice(0, resolution.indexOf('@', 1)),
      version,
      descriptors: descriptors.split(', '),
      asks: Object.entries(dependencies).map(([name, range]) =>
        range.includes(':') ? `${name}@${range}` : `${name}@npm:${range}`,
      ),
    }));
  // What a package is asked for by, over as many steps as it takes.
  const onlyOf = (each, seen = new Set()) => {
    if (lagging.includes(each.name) || seen.has(each)) {
      return true;
    }
    const dependents = packages.filter(({ asks }) =>
      asks.some(ask => each.descriptors.includes(ask)),
    );
    return (
      dependents.length > 0 &&
      dependents.every(other => onlyOf(other, new Set([...seen, each])))
    );
  };
  const counted = packages.filter(
    each => each.name.startsWith('@backstage/') && !onlyOf(each),
  );
  const versions = Map.groupBy(counted, ({ name }) => name);
  const doubled = [...versions].filter(([, found]) => found.length > 1);
  if (doubled.length > 0) {
    throw new Error(
      `Installed twice: ${doubled
        .map(
          ([name, found]) =>
            `${name} ${found.map(({ version }) => version).join(' and ')}`,
        )
        .join(', ')}`,
    );
  }
}
