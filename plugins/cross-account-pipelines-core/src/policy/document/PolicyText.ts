import type { ContextValue } from '../request/ContextKey';
import { ContextKey, UNDISCLOSED } from '../request/ContextKey';
import type { DocumentPath } from './PolicyProblem';
import type { TextRun } from '../matching/Wildcard';

interface Variable {
  key: ContextKey;
  defaultValue?: string;
}

type Part = TextRun | Variable;

/** Reads a context key; implemented by `RequestContext`. */
export interface ContextReader {
  value(key: ContextKey): ContextValue;
}

function isRun(part: Part): part is TextRun {
  return 'text' in part;
}

const SPECIAL = new Set(['*', '?', '$']);

/** Longer than any ARN, action or value that AWS takes. */
const LONGEST_TEXT = 4096;

/** Thrown for a `${…}` that AWS would not accept. */
class PolicyVariableError extends Error {}

function parseVariable(content: string): Part {
  if (SPECIAL.has(content)) {
    return { text: content, verbatim: true };
  }
  const comma = content.indexOf(',');
  const name = (comma < 0 ? content : content.slice(0, comma)).trim();
  if (!name.includes(':') || name.includes('$') || name.includes('{')) {
    throw new PolicyVariableError(
      `\${${content}} is not a policy variable: it must name a condition key such as aws:PrincipalAccount`,
    );
  }
  const key = ContextKey.named(name);
  if (comma < 0) {
    return { key };
  }
  const quoted = content.slice(comma + 1).trim();
  if (quoted.length < 2 || !quoted.startsWith("'") || !quoted.endsWith("'")) {
    throw new PolicyVariableError(
      `The default value in \${${content}} must stand in single quotes`,
    );
  }
  return { key, defaultValue: quoted.slice(1, -1) };
}

function parseParts(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf('${', from);
    if (start < 0) {
      break;
    }
    const end = text.indexOf('}', start);
    if (end < 0) {
      throw new PolicyVariableError(`The \${ in "${text}" is never closed`);
    }
    if (start > from) {
      parts.push({ text: text.slice(from, start), verbatim: false });
    }
    parts.push(parseVariable(text.slice(start + 2, end)));
    from = end + 1;
  }
  if (from < text.length || parts.length === 0) {
    parts.push({ text: text.slice(from), verbatim: false });
  }
  return parts;
}

/**
 * A string of a policy, in which `${…}` stands for a value of the request.
 * `IAM/latest/UserGuide/reference_policies_variables`
 */
export class PolicyText {
  /**
   * Reads a text, or reports what is wrong with it and returns that.
   *
   * @param hasVariables - whether `${…}` means anything in it
   */
  static read(
    text: string,
    path: DocumentPath,
    hasVariables: boolean,
  ): PolicyText | string {
    if (text.length > LONGEST_TEXT) {
      return path.error(`is longer than ${LONGEST_TEXT} characters`);
    }
    if (!hasVariables || !text.includes('${')) {
      return PolicyText.plain(text);
    }
    try {
      return new PolicyText(text, parseParts(text));
    } catch (error) {
      if (error instanceof PolicyVariableError) {
        return path.error(error.message);
      }
      throw error;
    }
  }

  /** A text in which `${` means nothing, as in version 2008-10-17. */
  static plain(text: string): PolicyText {
    return new PolicyText(text, [{ text, verbatim: false }]);
  }

  /** The text, unless it has variables. */
  readonly runs: TextRun[] | undefined;

  private constructor(readonly source: string, private readonly parts: Part[]) {
    this.runs = parts.every(isRun) ? parts : undefined;
  }

  /**
   * Fills in the variables. `undefined`: one of them has no value;
   * `UNDISCLOSED`: nobody knows the value of one.
   */
  resolve(context: ContextReader): TextRun[] | typeof UNDISCLOSED | undefined {
    const runs: TextRun[] = [];
    for (const part of this.parts) {
      if (isRun(part)) {
        runs.push(part);
        continue;
      }
      const value = context.value(part.key);
      // AWS has no variables for keys with several values.
      if (value === UNDISCLOSED || typeof value === 'object') {
        return UNDISCLOSED;
      }
      const text = value ?? part.defaultValue;
      if (text === undefined) {
        return undefined;
      }
      runs.push({ text, verbatim: true });
    }
    return runs;
  }
}
