import type { LinkRow } from 'backstage-plugin-cross-account-pipelines-common';

const columns: Array<[string, (row: LinkRow) => string | undefined]> = [
  ['service', row => row.entityRef],
  ['owner', row => row.owner],
  ['system', row => row.system],
  ['pipeline', row => row.pipelineName],
  ['pipelineArn', row => row.pipelineArn],
  ['account', row => row.account.id],
  ['accountName', row => row.account.name],
  ['environment', row => row.account.environment],
  ['region', row => row.region],
  ['state', row => row.health],
  ['since', row => row.since],
  ['hop', row => row.hop?.hop],
  ['sentence', row => row.hop?.sentence],
  ['reason', row => row.hop?.reason],
  ['readAt', row => row.readAt],
];

/** Links as a table that spreadsheets open; RFC 4180. */
export function linksAsCsv(rows: LinkRow[]): string {
  return [
    columns.map(([name]) => name),
    ...rows.map(row => columns.map(([, read]) => read(row) ?? '')),
  ]
    .map(cells => `${cells.map(toCell).join(',')}\r\n`)
    .join('');
}

// Spreadsheets would run what starts like a formula, and names come from people.
function toCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
