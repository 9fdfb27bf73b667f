import {
  describeDocument,
  type Estate,
  type PipelineDefinition,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  mergeStatements,
  parsePipelineArn,
  type PolicyStatement,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  type AttachmentChange,
  isSameText,
  toChange,
} from './AttachmentChange';
import type { AttachmentRecord, KeptPolicy } from './AttachmentRecord';
import { projectsToChange } from './artifactUsers';
import type { ChosenKey } from './chooseKey';
import type { ForeignDocuments } from './ForeignDocuments';
import { parseText, textWithout } from './textWithout';

/**
 * What is to be written into what others own, the definition last, and how it was
 * before anything was.
 *
 * @throws AttachmentError when a statement of another has the name of ours
 */
export async function planChanges(options: {
  documents: ForeignDocuments;
  pipelineArn: string;
  observed: Estate;
  /** Of an earlier run. */
  known?: AttachmentRecord;
  key: ChosenKey;
  bucketArn: string;
  statements: { bucket: PolicyStatement[]; key: PolicyStatement[] };
  after: PipelineDefinition;
}): Promise<
  { changes: AttachmentChange[] } & Pick<
    AttachmentRecord,
    'policies' | 'projects'
  >
> {
  const { documents, pipelineArn, observed, known, key, statements } = options;
  const { account } = parsePipelineArn(pipelineArn)!;
  const own = observed.accounts[account];
  const { definition: current } = own.pipelines[pipelineArn];
  const wanted: KeptPolicy[] = [
    {
      type: 'bucket policy',
      arn: options.bucketArn,
      statements: statements.bucket,
    },
    ...(key.isNew
      ? []
      : [
          {
            type: 'key policy' as const,
            arn: key.arn,
            statements: statements.key,
          },
        ]),
  ];
  const read = await Promise.all(
    wanted.map(async policy => {
      const now = await documents.readPolicy(policy, 'read');
      const before = known?.policies.find(each => isOf(each, policy));
      return { now, kept: { ...policy, text: textWithout(now, before) } };
    }),
  );
  const projects = [
    ...(known?.projects ?? []),
    ...projectsToChange(options.after, observed, pipelineArn, key.arn).filter(
      ({ arn }) => !known?.projects.some(each => each.arn === arn),
    ),
  ];
  const changes = [
    ...read.map(({ now, kept: { type, arn, text, ...policy } }) => {
      const document = { type, account, arn } as const;
      const merged = mergeStatements({
        name: describeDocument(document),
        document: parseText(text),
        statements: policy.statements,
      });
      return toChange(document, now, JSON.stringify(merged));
    }),
    ...projects.map(({ arn }) =>
      toChange(
        { type: 'project', account, arn },
        JSON.stringify({ encryptionKey: own.projects?.[arn]?.encryptionKey }),
        JSON.stringify({ encryptionKey: key.arn }),
      ),
    ),
    toChange(
      { type: 'pipeline definition', account, arn: pipelineArn },
      JSON.stringify(current),
      JSON.stringify({ ...options.after, version: current.version }),
    ),
  ].filter(({ before, after }) => !isSameText(before, after));
  return {
    changes,
    projects,
    policies: [
      // The pipeline may have another bucket by now.
      ...(known?.policies ?? []).filter(
        each => !wanted.some(policy => isOf(each, policy)),
      ),
      ...read.map(({ kept }) => kept),
    ],
  };
}

function isOf(
  one: Pick<KeptPolicy, 'type' | 'arn'>,
  other: Pick<KeptPolicy, 'type' | 'arn'>,
): boolean {
  return one.type === other.type && one.arn === other.arn;
}
