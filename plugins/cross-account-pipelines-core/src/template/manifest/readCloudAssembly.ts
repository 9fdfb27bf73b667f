import { unforeseen } from '../../policy';
import { partitionOf } from '../partitions';
import { readStackManifest, type StackSetUp } from './readStackManifest';
import type { ExistingResource, StackManifest } from './StackManifest';
import {
  StackManifestError,
  type StackManifestProblem,
} from './StackManifestError';
import { recordOf, records, textOf, texts } from '../templateValues';

/**
 * What the manifest of a cloud assembly is called, beside its templates.
 *
 * @alpha
 */
export const assemblyManifestName = 'manifest.json';

/**
 * Where a resource of a template comes from in the program that made it.
 *
 * @public
 */
export interface ConstructSource {
  /** Path of the construct, e.g. `Delivery/Pipeline/Role/Resource`. */
  path: string;
  /** The line that made it, where the assembly was made with traces. */
  file?: string;
  /** 1-based. */
  line?: number;
}

/**
 * A cloud assembly as stacks account by account.
 *
 * @public
 */
export interface CloudAssembly extends StackSetUp {
  /** By the path of a template, then by logical id. */
  constructs: Record<string, Record<string, ConstructSource>>;
}

type Json = Record<string, unknown>;

interface FoundStack {
  /** Folder and id of its artifact: unique in the assembly. */
  key: string;
  dependencies: string[];
  stack: Omit<StackManifest['stacks'][number], 'phase'>;
}

/** Gathers what the manifests of an assembly and those nested in it name. */
class AssemblyReader {
  readonly stacks: FoundStack[] = [];
  readonly existing = new Map<string, ExistingResource>();
  readonly constructs: CloudAssembly['constructs'] = {};
  /** By the name under which it will be in S3. */
  readonly published: Record<string, string> = {};
  readonly problems: StackManifestProblem[] = [];

  constructor(private readonly readText: (path: string) => Promise<string>) {}

  /** @param folder - where the manifest is, with a slash at its end, or empty */
  async read(folder: string): Promise<void> {
    const manifest = await this.readJson(`${folder}${assemblyManifestName}`);
    for (const [id, value] of Object.entries(recordOf(manifest?.artifacts))) {
      const artifact = recordOf(value);
      const properties = recordOf(artifact.properties);
      switch (artifact.type) {
        case 'aws:cloudformation:stack':
          await this.readStack({ id, folder, artifact, properties });
          break;
        case 'cdk:cloud-assembly': {
          const nested = this.pathIn(folder, textOf(properties.directoryName));
          if (nested !== undefined) {
            await this.read(`${nested}/`);
          }
          break;
        }
        case 'cdk:asset-manifest':
          await this.readAssets(this.pathIn(folder, textOf(properties.file)));
          break;
        default:
      }
    }
  }

  private async readStack(options: {
    id: string;
    folder: string;
    artifact: Json;
    properties: Json;
  }): Promise<void> {
    const { id, folder, artifact, properties } = options;
    const [, account, region] =
      /^aws:\/\/(\d{12})\/([a-z0-9-]+)$/.exec(String(artifact.environment)) ??
      [];
    const template = this.pathIn(folder, textOf(properties.templateFile));
    if (account === undefined || region === 'unknown-region') {
      this.problem(
        `Stack ${id} is for ${artifact.environment}: give it an account and a Region (env) to have it checked.`,
      );
      return;
    }
    if (template === undefined) {
      return;
    }
    this.stacks.push({
      key: folder + id,
      dependencies: texts(artifact.dependencies).map(each => folder + each),
      stack: {
        account,
        region,
        stackName: textOf(properties.stackName) ?? id,
        template,
        parameters: textRecord({
          ...openParameters(id, await this.readJson(template)),
          ...recordOf(properties.parameters),
        }),
        tags: textRecord(properties.tags),
      },
    });
    for (const arn of [
      properties.assumeRoleArn,
      properties.cloudFormationExecutionRoleArn,
      recordOf(properties.lookupRole).arn,
    ]) {
      this.isThere(textOf(arn), region);
    }
    const more = textOf(artifact.additionalMetadataFile);
    const metadata = {
      ...recordOf(artifact.metadata),
      ...(more && (await this.readJson(folder + more))),
    };
    const constructs = constructsOf(metadata);
    for (const file of [template, ...templatesNamedIn(metadata, folder)]) {
      this.constructs[file] = constructs;
    }
  }

  /** The buckets and roles that assets are published with. */
  private async readAssets(path: string | undefined): Promise<void> {
    const { files, dockerImages } = recordOf(
      path && (await this.readJson(path)),
    );
    const folder = path?.slice(0, path.lastIndexOf('/') + 1) ?? '';
    for (const file of Object.values(recordOf(files)).map(recordOf)) {
      const { path: source } = recordOf(file.source);
      for (const destination of Object.values(recordOf(file.destinations))) {
        const { objectKey } = recordOf(destination);
        if (typeof objectKey === 'string' && typeof source === 'string') {
          const name = objectKey.slice(objectKey.lastIndexOf('/') + 1);
          const inFolder = /\.template\.json$/.test(source)
            ? this.pathIn(folder, source)
            : undefined;
          if (inFolder !== undefined && /^[0-9a-f]{64}\.json$/.test(name)) {
            this.published[name] = inFolder;
          }
        }
      }
    }
    const destinations = [files, dockerImages]
      .flatMap(assets => Object.values(recordOf(assets)))
      .flatMap(asset => Object.values(recordOf(recordOf(asset).destinations)));
    for (const destination of destinations.map(recordOf)) {
      const { assumeRoleArn, bucketName, region } = destination;
      const place = textOf(region) ?? 'us-east-1';
      const role = this.isThere(textOf(assumeRoleArn), place);
      const account = role?.split(':')[4];
      if (account && textOf(bucketName)) {
        this.isThere(
          `arn:\${AWS::Partition}:s3:::${bucketName}`,
          place,
          account,
        );
      }
    }
  }

  /** `cdk bootstrap` has made it, so that no template here does. */
  private isThere(
    written: string | undefined,
    region: string,
    owner?: string,
  ): string | undefined {
    const arn = written?.replaceAll(
      '${AWS::Partition}',
      partitionOf(region).id,
    );
    const account = owner ?? arn?.split(':')[4];
    if (arn === undefined || !/^\d{12}$/.test(account ?? '')) {
      return undefined;
    }
    this.existing.set(arn, { arn, account: account! });
    return arn;
  }

  private async readJson(path: string): Promise<Json | undefined> {
    try {
      return recordOf(JSON.parse(await this.readText(path)));
    } catch (error) {
      this.problem(
        `${path} of the cloud assembly cannot be read: ${
          error instanceof Error ? error.message : error
        }`,
      );
      return undefined;
    }
  }

  private pathIn(folder: string, name: string | undefined) {
    if (!name || name.startsWith('/') || name.split(/[\\/]/).includes('..')) {
      this.problem(
        `The cloud assembly names the file ${
          name ?? '(none)'
        }, which is not in it.`,
      );
      return undefined;
    }
    return folder + name;
  }

  private problem(message: string): void {
    this.problems.push({ path: [], message });
  }
}

/**
 * Whoever deploys a stack, as a pipeline does with code that it has built, gives
 * these their values.
 */
function openParameters(
  id: string,
  template: Json | undefined,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(recordOf(template?.Parameters))
      .filter(([, declared]) => recordOf(declared).Default === undefined)
      .map(([name]) => [
        name,
        unforeseen(`parameter ${name} of ${id} is given when it is deployed`),
      ]),
  );
}

function textRecord(value: unknown): Record<string, string> | undefined {
  const entries = Object.entries(recordOf(value)).map(
    ([name, each]) => [name, String(each)] as const,
  );
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** A frame of a stack trace in the program itself, not in a library. */
const OWN_FRAME = /\(?(?!node:)([^\s()]+?):(\d+):\d+\)?$/;

/** A nested stack has a template of its own beside that of its parent. */
function templatesNamedIn(metadata: Json, folder: string): string[] {
  return Object.values(metadata)
    .flatMap(records)
    .flatMap(({ type, data }) =>
      type === 'aws:cdk:templateFile' && typeof data === 'string'
        ? [folder + data]
        : [],
    );
}

function constructsOf(metadata: Json): Record<string, ConstructSource> {
  const found: Record<string, ConstructSource> = {};
  for (const [path, entries] of Object.entries(metadata)) {
    for (const { type, data, trace } of records(entries)) {
      if (type === 'aws:cdk:logicalId' && typeof data === 'string') {
        found[data] = {
          path: path.replace(/^\//, ''),
          ...(frameOf(trace) ?? createdAt(path, metadata)),
        };
      }
    }
  }
  return found;
}

/** Where the construct or the nearest one around it was made. */
function createdAt(path: string, metadata: Json) {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const created = records(metadata[at]).find(
      ({ type }) => type === 'aws:cdk:creationStack',
    );
    const frame = frameOf(created?.data);
    if (frame) {
      return frame;
    }
  }
  return undefined;
}

function frameOf(trace: unknown): { file: string; line: number } | undefined {
  const frame = texts(trace)
    .filter(each => !each.includes('node_modules'))
    .map(each => OWN_FRAME.exec(each))
    .find(Boolean);
  return frame ? { file: frame[1], line: Number(frame[2]) } : undefined;
}

/** What a stack depends on comes before it. */
function inOrder(stacks: FoundStack[]): FoundStack[] {
  const byKey = new Map(stacks.map(stack => [stack.key, stack]));
  const ordered = new Set<FoundStack>();
  const under = new Set<FoundStack>();
  const visit = (stack: FoundStack) => {
    if (ordered.has(stack) || under.has(stack)) {
      return;
    }
    under.add(stack);
    for (const key of stack.dependencies) {
      const needed = byKey.get(key);
      if (needed) {
        visit(needed);
      }
    }
    under.delete(stack);
    ordered.add(stack);
  };
  stacks.forEach(visit);
  return [...ordered];
}

/**
 * Reads an AWS CDK cloud assembly (`cdk.out`) as it is: its stacks in their
 * order with accounts, Regions and parameters, those of nested assemblies too,
 * and what `cdk bootstrap` has made in the accounts before.
 *
 * @param options - `readText` reads a file of the assembly's folder; `bootstrap`
 *   are the stacks of `cdk bootstrap` where they are known: without them nobody
 *   knows what its roles may do
 * @throws StackManifestError that lists every problem
 *
 * @public
 */
export async function readCloudAssembly(options: {
  readText: (path: string) => Promise<string>;
  bootstrap?: StackSetUp;
}): Promise<CloudAssembly> {
  const { readText, bootstrap } = options;
  const reader = new AssemblyReader(readText);
  await reader.read('');
  const stacks = inOrder(reader.stacks).map(({ stack }) => stack);
  if (reader.problems.length === 0 && stacks.length === 0) {
    reader.problems.push({
      path: [],
      message: 'The cloud assembly has no CloudFormation stack.',
    });
  }
  if (reader.problems.length > 0) {
    throw new StackManifestError(reader.problems);
  }
  const known = new Set(
    bootstrap?.manifest.stacks.map(({ account }) => account),
  );
  const existing = [
    ...(bootstrap?.manifest.existing ?? []),
    ...[...reader.existing.values()].filter(
      ({ account }) => !known.has(account),
    ),
  ];
  const { manifest, templates } = await readStackManifest({
    value: { version: 1, stacks, ...(existing.length > 0 && { existing }) },
    readTemplate: readText,
    publishedTemplates: reader.published,
  });
  return {
    manifest: {
      ...manifest,
      namesWhatIsThere: true,
      stacks: [...(bootstrap?.manifest.stacks ?? []), ...manifest.stacks],
    },
    templates: { ...bootstrap?.templates, ...templates },
    constructs: reader.constructs,
  };
}
