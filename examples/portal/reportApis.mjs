import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {
  CompilerState,
  Extractor,
  ExtractorConfig,
} from '@microsoft/api-extractor';
import { rootDir } from './rootDir.mjs';

const pluginsDir = path.join(rootDir, 'plugins');
const typesDir = path.join(rootDir, 'dist-types', 'plugins');
const cacheDir = path.join(rootDir, 'node_modules', '.cache', 'api-reports');

/**
 * Writes down what each package exports, one report an entry point, or compares it
 * with what is written down. Works on the declarations that `yarn tsc` writes.
 *
 * @throws when a report is not what the packages export
 */
export function reportApis({ update }) {
  const entryPoints = readdirSync(pluginsDir)
    .flatMap(entryPointsOf)
    .map(entryPoint => ({ ...entryPoint, config: prepare(entryPoint) }));
  const [{ config }] = entryPoints;
  // Reading all declarations takes longer than writing all reports.
  const compilerState = CompilerState.create(config, {
    additionalEntryPoints: entryPoints.map(({ types }) => types),
  });
  const stale = entryPoints.filter(
    entryPoint => !reportApi(entryPoint, { compilerState, update }),
  );
  if (stale.length > 0) {
    throw new Error(
      `What these export has changed: ${stale
        .map(({ name }) => name)
        .join(', ')}. \`npm run api-reports\` writes it down.`,
    );
  }
}

function entryPointsOf(folder) {
  const manifest = JSON.parse(
    readFileSync(path.join(pluginsDir, folder, 'package.json'), 'utf8'),
  );
  return Object.entries(manifest.exports ?? { '.': './src/index.ts' })
    .filter(([, file]) => /\.tsx?$/.test(file))
    .map(([mount, file]) => ({
      name: path.posix.join(manifest.name, mount),
      folder,
      // What may change in any release has an entry of its own there.
      mentionsOnlyItself:
        mount === '.' && Object.hasOwn(manifest.exports ?? {}, './alpha'),
      report: ['report', ...mount.split('/').slice(1)].join('-'),
      types: path.join(typesDir, folder, file.replace(/\.tsx?$/, '.d.ts')),
    }));
}

function prepare({ folder, mentionsOnlyItself, report, types }) {
  const packageDir = path.join(pluginsDir, folder);
  const ownCacheDir = path.join(cacheDir, folder);
  mkdirSync(ownCacheDir, { recursive: true });
  return ExtractorConfig.prepare({
    packageJsonFullPath: path.join(packageDir, 'package.json'),
    configObjectFullPath: path.join(packageDir, 'api-extractor.json'),
    configObject: {
      projectFolder: rootDir,
      mainEntryPointFilePath: types,
      compiler: {
        overrideTsconfig: {
          extends: path.join(rootDir, 'tsconfig.json'),
          include: [],
          files: [types],
          compilerOptions: { rootDir, skipLibCheck: true },
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${report}.api.md`,
        reportFolder: ownCacheDir,
        reportTempFolder: path.join(ownCacheDir, 'temp'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        compilerMessageReporting: { default: { logLevel: 'none' } },
        extractorMessageReporting: {
          default: { logLevel: 'none' },
          'ae-missing-release-tag': { logLevel: 'error' },
          'ae-incompatible-release-tags': { logLevel: 'error' },
          ...(mentionsOnlyItself && {
            'ae-forgotten-export': { logLevel: 'error' },
          }),
        },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
  });
}

/** Whether the report says what the package exports, now at least. */
function reportApi({ folder, report, config }, { compilerState, update }) {
  const { succeeded } = Extractor.invoke(config, {
    compilerState,
    localBuild: true,
    showVerboseMessages: false,
    messageCallback(message) {
      message.handled = message.logLevel !== 'error';
    },
  });
  const file = `${report}.api.md`;
  const kept = path.join(pluginsDir, folder, file);
  const current = inOrder(
    readFileSync(path.join(cacheDir, folder, file), 'utf8'),
  );
  if (update) {
    writeFileSync(kept, current);
  }
  return (
    succeeded && existsSync(kept) && readFileSync(kept, 'utf8') === current
  );
}

/**
 * The messages of a translation ref and the values of enums sorted: TypeScript
 * writes them in the order in which it came across them, which differs between
 * runs.
 */
function inOrder(text) {
  return text.replace(/(?:^(?:readonly "| +[\w'-]+: ").*;\n)+/gm, lines =>
    lines
      .split('\n')
      .slice(0, -1)
      .sort()
      .map(line => `${line}\n`)
      .join(''),
  );
}
