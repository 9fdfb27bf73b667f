import { relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { version } from '../../../package.json';
import {
  describeDocument,
  type FilePlace,
  type JudgedFinding,
} from 'backstage-plugin-cross-account-pipelines-core';
import { ruleOf } from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * Findings as SARIF 2.1.0, which code scanning of GitHub and others reads. Waived
 * findings are there, suppressed, with the reason.
 *
 * See `docs.oasis-open.org/sarif/sarif/v2.1.0`.
 *
 * @param options - `folder` is where paths start from: the repository's root
 */
export function toSarif(
  findings: JudgedFinding[],
  options: { folder: string },
): object {
  const ruleIds = [...new Set(findings.map(({ rule }) => rule))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cross-account-pipelines',
            version,
            rules: ruleIds.map(toRule),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(finding => ({
          ruleId: finding.rule,
          ruleIndex: ruleIds.indexOf(finding.rule),
          level: finding.level,
          message: { text: messageOf(finding) },
          locations: [toLocation(finding, options.folder)],
          ...(finding.waived && {
            suppressions: [
              {
                kind: 'external',
                status: 'accepted',
                justification: `${finding.waived.waive} (until ${finding.waived.until})`,
              },
            ],
          }),
        })),
      },
    ],
  };
}

function toRule(id: string) {
  const rule = ruleOf(id);
  return rule
    ? {
        id,
        shortDescription: { text: rule.title },
        defaultConfiguration: { level: rule.level },
        ...(rule.page && {
          helpUri: `https://docs.aws.amazon.com/${rule.page}.html`,
        }),
      }
    : { id };
}

function messageOf({ message, remedy, rendered }: JudgedFinding): string {
  return [
    ...(rendered
      ? [`In the rendered ${rendered.file}:${rendered.line ?? 1}:`]
      : []),
    message,
    ...(remedy ? [`To mend it: ${remedy}`] : []),
  ].join(' ');
}

function toLocation(
  { place, document, account }: JudgedFinding,
  folder: string,
): object {
  return place
    ? {
        physicalLocation: toPhysicalLocation(place, folder),
        ...(place.address !== undefined && {
          logicalLocations: [
            { fullyQualifiedName: place.address, kind: 'resource' },
          ],
        }),
      }
    : {
        logicalLocations: [
          {
            fullyQualifiedName: document
              ? describeDocument(document)
              : `account ${account ?? 'unknown'}`,
          },
        ],
      };
}

function toPhysicalLocation({ file, line, column }: FilePlace, folder: string) {
  return {
    artifactLocation: { uri: toUri(file, folder) },
    // A file as a whole has no region; scanners show its first line.
    ...(line !== undefined && {
      region: {
        startLine: line,
        ...(column !== undefined && { startColumn: column }),
      },
    }),
  };
}

/** Relative where the file is below, as scanners want it. */
function toUri(file: string, folder: string): string {
  const path = resolve(folder, file);
  const below = relative(folder, path);
  return below.startsWith('..')
    ? pathToFileURL(path).href
    : below.split(sep).map(encodeURIComponent).join('/');
}
