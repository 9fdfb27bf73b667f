import { readFileSync } from 'node:fs';
import {
  checkPackage,
  createPackageFromTarballData,
} from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/**
 * What `backstage-cli package build` and `prepack` write into every package of a
 * role, Backstage's own included: nothing that a package can say otherwise.
 */
const writtenByBackstage = [
  // Bundles of apps are ES modules under names that end with `.esm.js`.
  'FILE_INVALID_FORMAT',
  'UnexpectedModuleSyntax',
  'USE_TYPE',
  // Conditions of `exports` come in the order of the entry points' features.
  'EXPORTS_TYPES_SHOULD_BE_FIRST',
  'EXPORTS_VALUE_INVALID',
  'TYPES_NOT_EXPORTED',
  'FallbackCondition',
  // Backends load a plugin by its default export, and know both shapes of it.
  'CJS_WITH_ESMODULE_DEFAULT_EXPORT',
  'CJSOnlyExportsDefault',
  // Types that a package passes on from another lose their `type` in the bundle
  // of declarations.
  'NamedExports',
  // Common libraries offer ES modules to bundlers by `module` alone.
  'HAS_MODULE_BUT_NO_EXPORTS',
];

/**
 * Asks publint and Are The Types Wrong? about a tarball.
 *
 * @returns a sentence for each problem, but for what Backstage writes itself
 */
export async function judgeTarball(tarball) {
  const data = new Uint8Array(readFileSync(tarball));
  const { messages, pkg } = await publint({ pack: { tarball: data.buffer } });
  const { problems = [] } = await checkPackage(
    createPackageFromTarballData(data),
  );
  return [
    ...messages
      .filter(({ code }) => !writtenByBackstage.includes(code))
      .map(message => `publint: ${formatMessage(message, pkg)}`),
    ...problems
      .filter(({ kind }) => !writtenByBackstage.includes(kind))
      .map(problem => `are the types wrong: ${JSON.stringify(problem)}`),
  ];
}
