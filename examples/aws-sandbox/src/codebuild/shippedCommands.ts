import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../packageFolder';
import { BuildSpec, readBuildSpec } from './BuildSpec';

/** The folders whose buildspecs come with the sandbox. */
const SAMPLE_FOLDERS = ['sample-service'];
const BUILDSPEC = /^buildspec.*\.ya?ml$/;

/** What a buildspec runs, and nothing else of it. */
const commandsOf = ({ phases }: BuildSpec) => JSON.stringify(phases);

let shipped: Set<string> | undefined;

function readShipped(): Set<string> {
  const files = SAMPLE_FOLDERS.flatMap(name =>
    readdirSync(packageFolder(name), { recursive: true, withFileTypes: true }),
  ).filter(entry => entry.isFile() && BUILDSPEC.test(entry.name));
  return new Set(
    files.map(({ parentPath, name }) =>
      commandsOf(readBuildSpec(readFileSync(join(parentPath, name), 'utf8'))),
    ),
  );
}

/**
 * Whether a buildspec runs exactly what one of the sample services' does. A
 * build runs on the machine of whoever started the sandbox, and what it runs can
 * come out of a form.
 */
export function runsShippedCommands(spec: BuildSpec): boolean {
  shipped ??= readShipped();
  return shipped.has(commandsOf(spec));
}
