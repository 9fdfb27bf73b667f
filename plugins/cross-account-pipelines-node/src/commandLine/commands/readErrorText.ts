import type { Readable } from 'node:stream';
import { UsageError } from '../UsageError';

/** A log longer than this is cut off at its beginning: the error is at its end. */
const maxCharacters = 1024 * 1024;

/** The text to explain: what was typed, or else, or for `-`, standard input. */
export async function readErrorText(
  operands: string[],
  stdin: Readable,
): Promise<string> {
  const typed = operands.join(' ');
  const text = typed === '' || typed === '-' ? await readAll(stdin) : typed;
  if (text.trim() === '') {
    throw new UsageError(
      'explain takes the text of an error, as an argument or on standard input',
    );
  }
  return text;
}

async function readAll(stream: Readable): Promise<string> {
  let text = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) {
    text = (text + chunk).slice(-maxCharacters);
  }
  return text;
}
