import { readFile, stat } from 'node:fs/promises';
import { isError } from '@backstage/errors';
import {
  type ErrorCode,
  isScalar,
  LineCounter,
  parseDocument,
  type Node,
} from 'yaml';
import { nodeAtPath } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { UsageError } from '../UsageError';

/** Nothing that a person writes for this program is larger. */
const maxPersonBytes = 1024 * 1024;

/** Where something stands in a file; 1-based. */
export interface FilePosition {
  line: number;
  column: number;
}

/**
 * A YAML or JSON file as plain data, with the place of each part.
 */
export interface YamlFile {
  /** As it was named. */
  file: string;
  value: unknown;
  /** The nearest enclosing part's place where the path leads nowhere. */
  locate(path: ReadonlyArray<PropertyKey>): FilePosition;
}

/**
 * Reads a text file of reasonable size.
 *
 * @param file - as people name it, for the message
 * @param maxBytes - by default what a person may write
 * @throws UsageError
 */
export async function readTextFile(
  path: string,
  file: string,
  maxBytes = maxPersonBytes,
): Promise<string> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) {
      throw new UsageError(`${file} is not a file`);
    }
    if (stats.size > maxBytes) {
      throw new UsageError(
        `${file} has ${stats.size} bytes; at most ${maxBytes} are read`,
      );
    }
    return decode(await readFile(path), file);
  } catch (error) {
    throw error instanceof UsageError ? error : unreadable(file, error);
  }
}

/** Without the mark that editors on Windows put at the beginning. */
function decode(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${file} is not text in UTF-8`);
  }
}

function unreadable(file: string, error: unknown): UsageError {
  const code = isError(error) ? error.code : undefined;
  return new UsageError(
    code === 'ENOENT' || code === 'ENOTDIR'
      ? `${file} does not exist`
      : `${file} cannot be read: ${isError(error) ? error.message : error}`,
  );
}

/** Of what the reader says otherwise, or not in words for people. */
const inPlainWords: Partial<Record<ErrorCode, string>> = {
  MULTIPLE_DOCS: 'A second document begins here: put it into a file of its own',
  RESOURCE_EXHAUSTION: 'It is nested too deeply from here on',
};

/**
 * Reads a YAML or JSON file.
 *
 * @throws UsageError when it is not there or no YAML, with line and column
 */
export async function readYamlFile(
  path: string,
  file: string,
): Promise<YamlFile> {
  const text = await readTextFile(path, file);
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      logLevel: 'error',
      merge: true,
    });
    const positionAt = (at: number): FilePosition => {
      const { line, col } = lines.linePos(at);
      return { line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    // A tag that nothing here understands is only a warning to the reader.
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) {
      const { line, column } = positionAt(problem.pos[0]);
      const message = inPlainWords[problem.code] ?? problem.message;
      throw new UsageError(`${file}:${line}:${column}: ${message}`);
    }
    return {
      file,
      value: document.toJS(),
      locate: path_ => positionAt(offsetOf(document.contents, path_)),
    };
  } catch (error) {
    // Anchors that grow without end.
    throw error instanceof UsageError
      ? error
      : new UsageError(
          `${file} is not YAML that can be read: ${
            isError(error) ? error.message : error
          }`,
        );
  }
}

function offsetOf(root: unknown, path: ReadonlyArray<PropertyKey>): number {
  const place = nodeAtPath(root, path, {
    keyOf: ({ key }) => (isScalar(key) ? String(key.value) : undefined),
  });
  return (place as Node | null)?.range?.[0] ?? 0;
}
