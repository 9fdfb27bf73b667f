import { globSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { fromRoot } from './documentation/documentation';

const templates = globSync('templates/*/*.yaml', { cwd: fromRoot('.') })
  .map(file => ({ file, text: readFileSync(fromRoot(file), 'utf8') }))
  .filter(({ text }) => /^kind: Template$/m.test(text))
  .map(({ file, text }) => ({ file, spec: parse(text).spec }));

function messagesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) {
    return [];
  }
  return Object.entries(schema).flatMap(([key, value]) =>
    key === 'errorMessage' ? JSON.stringify(value) : messagesIn(value),
  );
}

describe('the messages of a form', () => {
  // `ajv-errors`, which Backstage's forms use, reads `${/path}` in a message as a
  // JSON pointer. What is none makes the schema of the whole step invalid.
  it.each(templates)('have no placeholders in $file', ({ spec }) => {
    expect(
      messagesIn(spec.parameters).filter(message => message.includes('${')),
    ).toEqual([]);
  });
});
