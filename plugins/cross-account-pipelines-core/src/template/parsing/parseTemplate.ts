import { byteLength } from '../byteLength';
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type Pair,
  type Scalar,
  type Tags,
  type YAMLMap,
} from 'yaml';
import { isJsonObject } from '../../policy/isJsonObject';
import { intrinsicTags } from './intrinsicTags';
import { isMacro } from './isMacro';
import { nodeAtPath } from './nodeAtPath';
import { textForValidation } from './textForValidation';
import type {
  ParsedTemplate,
  TemplateBody,
  TemplatePosition,
} from './ParsedTemplate';
import { TemplateError, type TemplateProblem } from './TemplateProblem';

/**
 * Bytes of the largest template CloudFormation takes, from S3.
 * `AWSCloudFormation/latest/UserGuide/cloudformation-limits`
 */
const maxTemplateBytes = 1024 * 1024;

/** Deeper than any real template, and shallow enough for recursion. */
const maxDepth = 100;

/** More would bury the first one, which often causes the rest. */
const maxProblems = 20;

const sections = new Set([
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Resources',
  'Outputs',
  'Hooks',
  // Of the serverless transform.
  'Globals',
]);

/** CloudFormation reads YAML 1.1 without these types. */
const unsupportedYamlTypes = /(?:binary|omap|pairs|set|timestamp|merge)$/;

/** Told to the parser so that it does not warn of each; read in `toValue`. */
const shortForms: Tags = [...intrinsicTags.keys()].flatMap(tag => [
  { tag, resolve: (text: string) => text },
  { tag, collection: 'seq' as const, resolve: (list: unknown) => list },
  { tag, collection: 'map' as const, resolve: (map: unknown) => map },
]);

class TemplateReader {
  private readonly lines = new LineCounter();
  private readonly problems: TemplateProblem[] = [];
  private readonly warnings: TemplateProblem[] = [];

  constructor(private readonly text: string, private readonly file: string) {}

  read(): ParsedTemplate {
    const document = this.parse();
    this.stopOnProblems();
    const body = this.toValue(document.contents, 0);
    this.stopOnProblems();
    const locate = (path: ReadonlyArray<string | number>) =>
      this.position(
        nodeAtPath(document.contents, path, {
          keyOf,
          isOnlyInValue: isTagName,
        }),
      );
    for (const { path, message } of checkShape(body)) {
      this.problems.push({ file: this.file, ...locate(path), message });
    }
    this.stopOnProblems();
    return {
      file: this.file,
      body: body as TemplateBody,
      warnings: this.warnings,
      locate,
      condense: () => textForValidation(document.contents, this.text),
    };
  }

  private parse(): Document {
    const document = parseDocument(this.text, {
      version: '1.1',
      merge: false,
      // CloudFormation takes the last of equal keys.
      uniqueKeys: false,
      stringKeys: true,
      prettyErrors: false,
      logLevel: 'silent',
      lineCounter: this.lines,
      customTags: tags => [
        ...tags.filter(
          tag =>
            !unsupportedYamlTypes.test(typeof tag === 'string' ? tag : tag.tag),
        ),
        ...shortForms,
      ],
    });
    // The composer is recursive, and says so of its own stack.
    if (document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) {
      throw new TemplateError([
        { file: this.file, message: 'the template is nested too deeply' },
      ]);
    }
    for (const { pos, code, message } of document.errors) {
      this.addProblem(
        pos[0],
        code === 'NON_STRING_KEY' ? 'keys must be text' : lowerFirst(message),
      );
    }
    return document;
  }

  private toValue(node: unknown, depth: number): unknown {
    if (!node) {
      return null;
    }
    if (depth > maxDepth) {
      this.addProblem(
        offset(node),
        `values are nested more than ${maxDepth} deep`,
      );
      return null;
    }
    if (isAlias(node)) {
      this.addProblem(
        offset(node),
        'YAML aliases are not allowed in CloudFormation templates',
      );
      return null;
    }
    const tag = (node as Node).tag;
    const longName = tag === undefined ? undefined : intrinsicTags.get(tag);
    if (tag?.startsWith('!') && !longName) {
      this.addProblem(offset(node), `CloudFormation has no tag ${tag}`);
      return null;
    }
    if (tag && unsupportedYamlTypes.test(tag)) {
      this.addProblem(offset(node), `CloudFormation does not support ${tag}`);
      return null;
    }
    const value = this.plainValue(node, depth);
    if (!longName) {
      return value;
    }
    return {
      [longName]: longName === 'Fn::GetAtt' ? splitAttribute(value) : value,
    };
  }

  private plainValue(node: unknown, depth: number): unknown {
    if (isMap(node)) {
      return this.toRecord(node, depth);
    }
    if (isSeq(node)) {
      return node.items.map(item => this.toValue(item, depth + 1));
    }
    if (isScalar(node)) {
      if (typeof node.value === 'number' && isIdLike(node.source)) {
        this.warnings.push({
          file: this.file,
          ...this.position(node),
          message: `${node.source} is a number without quotes and loses its leading zero; write '${node.source}'`,
          severity: 'warning',
        });
      }
      return node.value;
    }
    return null;
  }

  private toRecord(map: YAMLMap, depth: number): Record<string, unknown> {
    const record: Record<string, unknown> = {};
    for (const pair of map.items) {
      const key = keyOf(pair);
      if (Object.hasOwn(record, key)) {
        this.warnings.push({
          file: this.file,
          ...this.position(pair.key),
          message: `${key} is written twice in one map: CloudFormation takes this one, the last`,
          severity: 'warning',
        });
      }
      if (key === '__proto__' || key === '<<') {
        this.addProblem(
          offset(pair.key),
          `${key} is not a key that CloudFormation supports`,
        );
        continue;
      }
      record[key] = this.toValue(pair.value, depth + 1);
    }
    return record;
  }

  private addProblem(at: number | undefined, message: string) {
    if (this.problems.length < maxProblems) {
      this.problems.push({
        file: this.file,
        ...(at === undefined ? {} : this.positionAt(at)),
        message,
      });
    }
  }

  private stopOnProblems() {
    if (this.problems.length > 0) {
      throw new TemplateError(this.problems);
    }
  }

  private position(node: unknown): TemplatePosition {
    return this.positionAt(offset(node) ?? 0);
  }

  private positionAt(at: number): TemplatePosition {
    const { line, col } = this.lines.linePos(at);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

function offset(node: unknown): number | undefined {
  return (node as Node | undefined)?.range?.[0];
}

/** Always text: an account id used as a key keeps its zero. */
function keyOf(pair: Pair): string {
  return (pair.key as Scalar<string>).value;
}

function isIdLike(source: string | undefined): boolean {
  return source !== undefined && /^0\d{11}$/.test(source);
}

/** `A.B.C` names attribute `B.C` of resource `A`. */
function splitAttribute(value: unknown): unknown {
  if (typeof value !== 'string') {
    return value;
  }
  const dot = value.indexOf('.');
  return dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** A tag such as `!Sub` is read as a map with its long name. */
function isTagName(node: unknown, segment: PropertyKey): boolean {
  const tag = (node as Node | null)?.tag;
  return tag !== undefined && intrinsicTags.get(tag) === segment;
}

interface ShapeProblem {
  path: string[];
  message: string;
}

/** What makes a document a template rather than any other YAML. */
function checkShape(body: unknown): ShapeProblem[] {
  if (!isJsonObject(body)) {
    return [
      {
        path: [],
        message:
          'this is not a CloudFormation template: its top level is not a map of sections such as Resources',
      },
    ];
  }
  if (
    !isJsonObject(body.Resources) ||
    Object.keys(body.Resources).length === 0
  ) {
    return [
      {
        path: ['Resources'],
        message:
          'this is not a CloudFormation template: it has no Resources section with at least one resource',
      },
    ];
  }
  return [
    ...Object.keys(body)
      .filter(section => !sections.has(section))
      .map(section => ({
        path: [section],
        message: `${section} is not a section of a CloudFormation template`,
      })),
    ...['Parameters', 'Mappings', 'Conditions', 'Outputs', 'Metadata']
      .filter(section => section in body && !isJsonObject(body[section]))
      .map(section => ({
        path: [section],
        message: `${section} must be a map of names`,
      })),
    ...checkEntries(body, 'Parameters', 'Type'),
    ...checkEntries(body, 'Resources', 'Type'),
    ...checkEntries(body, 'Outputs', 'Value'),
  ];
}

function checkEntries(
  body: Record<string, unknown>,
  section: string,
  required: 'Type' | 'Value',
): ShapeProblem[] {
  const entries = body[section];
  if (!isJsonObject(entries)) {
    return [];
  }
  return Object.entries(entries).flatMap(([name, entry]) => {
    const path = [section, name];
    if (isMacro(name)) {
      return [];
    }
    if (!isJsonObject(entry)) {
      return [{ path, message: `${path.join('.')} must be a map` }];
    }
    if (required === 'Type' && typeof entry.Type !== 'string') {
      return [{ path, message: `${path.join('.')} has no Type` }];
    }
    if (!(required in entry)) {
      return [{ path, message: `${path.join('.')} has no ${required}` }];
    }
    if ('Properties' in entry && !isJsonObject(entry.Properties)) {
      return [
        {
          path: [...path, 'Properties'],
          message: `${path.join('.')}.Properties must be a map`,
        },
      ];
    }
    return [];
  });
}

/**
 * Reads a CloudFormation template in YAML or JSON.
 *
 * Accepts what CloudFormation accepts
 * (`AWSCloudFormation/latest/UserGuide/template-formats`): YAML 1.1 without
 * aliases, merges and the types binary, omap, pairs, set and timestamp.
 *
 * @throws TemplateError that names every problem with file, line and column:
 * broken syntax, unknown tags, aliases, and documents that are not a
 * CloudFormation template. Of equal keys the last counts, with a warning.
 *
 * @alpha
 */
export function parseTemplate(options: {
  text: string;
  /** Names the template in problems. */
  file: string;
}): ParsedTemplate {
  const { text, file } = options;
  const bytes = byteLength(text);
  if (bytes > maxTemplateBytes) {
    throw new TemplateError([
      {
        file,
        message: `the template has ${bytes} bytes; CloudFormation takes at most ${maxTemplateBytes}`,
      },
    ]);
  }
  return new TemplateReader(text, file).read();
}
