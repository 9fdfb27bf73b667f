import type { Readable } from 'node:stream';
import { explainError } from 'backstage-plugin-cross-account-pipelines-core';
import { DefaultAwsClients } from '../aws';
import { collectEstate } from '../collection';
import { exitCodes, type ExitCode } from './ExitCode';
import { formatExplanations } from './formatExplanations';
import type { Invocation } from './Invocation';
import { paintFor } from './Paint';
import { readPortalConfig } from './PortalConfig';
import type { Terminal } from './Terminal';
import { UsageError } from './UsageError';

/** A log longer than this is cut off at its beginning: the error is at its end. */
const maxCharacters = 1024 * 1024;

/** Says what an error text can come from. */
export async function explainCommand(
  { operands, options }: Invocation,
  { stdin, stdout, env, folder }: Terminal,
): Promise<ExitCode> {
  const { live: pipelineArn, config: file, json } = options;
  const text = operands.length > 0 ? operands.join(' ') : await readAll(stdin);
  if (text.trim() === '') {
    throw new UsageError(
      'explain takes the text of an error, as an argument or on standard input',
    );
  }
  const { config } = await readPortalConfig({ file, folder, env });
  const estate =
    pipelineArn === undefined
      ? undefined
      : await collectEstate({
          clients: DefaultAwsClients.fromConfig(config),
          pipelineArn,
        });
  const explanations = explainError({ text, estate, pipelineArn });
  stdout.write(
    json
      ? `${JSON.stringify({ version: 1, explanations }, null, 2)}\n`
      : formatExplanations(explanations, paintFor(stdout)),
  );
  return explanations.length > 0 ? exitCodes.healthy : exitCodes.findings;
}

async function readAll(stream: Readable): Promise<string> {
  let text = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) {
    text = (text + chunk).slice(-maxCharacters);
  }
  return text;
}
