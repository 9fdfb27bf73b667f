import {
  type DocumentReference,
  emptyAccount,
  type Estate,
  estateFromTemplates,
  type PipelineDefinition,
  type StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  listDeployments,
  parsePipelineArn,
  partitionOf,
  resolveManifest,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AttachmentChange } from './AttachmentChange';
import { keyPolicy } from './attachmentTemplate';
import type { ChosenKey } from './chooseKey';
import { parseText } from './textWithout';

/** The accounts as they would be, with what is asked of whoever does it. H12 */
export function estateAfter(options: {
  observed: Estate;
  manifest: StackManifest;
  templates: Record<string, string>;
  pipelineArn: string;
  definition: PipelineDefinition;
  key: ChosenKey;
  changes: AttachmentChange[];
  policy: Pick<Parameters<typeof keyPolicy>[0], 'users' | 'statements'>;
  actionRoles: string[];
}): Estate {
  const { observed, manifest, templates, pipelineArn, definition, key } =
    options;
  const { account, region } = parsePipelineArn(pipelineArn)!;
  const { estate } = estateFromTemplates({ manifest, templates });
  const was = observed.accounts[account];
  const made = estate.accounts[account] ?? emptyAccount(account);
  const role = was.roles[definition.roleArn];
  const changed = (type: DocumentReference['type'], arn: string) =>
    options.changes.find(
      ({ document }) =>
        document.type === type && 'arn' in document && document.arn === arn,
    );
  const accounts = Object.fromEntries(
    Object.entries(estate.accounts).map(([id, each]) => [
      id,
      { ...each, complete: false },
    ]),
  );
  const partition = partitionOf(region).id;
  return {
    ...estate,
    accounts: {
      ...accounts,
      [account]: {
        ...was,
        roles: {
          ...made.roles,
          ...was.roles,
          ...(role && {
            [role.arn]: {
              ...role,
              policies: [
                ...role.policies,
                {
                  name: manifest.stacks[0].stackName,
                  document: {
                    Version: '2012-10-17',
                    Statement: [
                      {
                        Effect: 'Allow',
                        Action: 'sts:AssumeRole',
                        Resource: options.actionRoles,
                      },
                    ],
                  },
                },
              ],
            },
          }),
        },
        keys: {
          ...made.keys,
          ...mapValues(was.keys, each => ({
            ...each,
            policy:
              parseText(changed('key policy', each.arn)?.after) ?? each.policy,
          })),
          ...(key.isNew && {
            [key.arn]: {
              arn: key.arn,
              state: 'Enabled',
              manager: 'CUSTOMER' as const,
              rotationEnabled: true,
              policy: keyPolicy({ ...options.policy, partition, account }),
            },
          }),
        },
        buckets: mapValues(was.buckets, each => ({
          ...each,
          policy:
            parseText(
              changed('bucket policy', `arn:${partition}:s3:::${each.name}`)
                ?.after,
            ) ?? each.policy,
        })),
        projects: mapValues(was.projects ?? {}, each => ({
          ...each,
          ...(changed('project', each.arn) && { encryptionKey: key.arn }),
        })),
        pipelines: {
          [pipelineArn]: { arn: pipelineArn, region, definition },
        },
      },
    },
    deployments: deploymentsOf(options),
  };
}

function mapValues<T>(
  values: Record<string, T>,
  change: (value: T) => T,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, change(value)]),
  );
}

const calls: Partial<Record<DocumentReference['type'], string>> = {
  'bucket policy': 's3:PutBucketPolicy',
  'key policy': 'kms:PutKeyPolicy',
  project: 'codebuild:UpdateProject',
  'pipeline definition': 'codepipeline:UpdatePipeline',
};

/** What the stacks ask of who deploys them, and what is written beside them. */
function deploymentsOf(options: {
  manifest: StackManifest;
  templates: Record<string, string>;
  pipelineArn: string;
  definition: PipelineDefinition;
  changes: AttachmentChange[];
}): Estate['deployments'] {
  const { manifest, pipelineArn, definition, changes } = options;
  const { account } = parsePipelineArn(pipelineArn)!;
  const deployments = listDeployments(
    { ...manifest, existing: [{ arn: definition.roleArn, account }] },
    resolveManifest(options).stacks,
  ).map(each => ({ ...each, pipelineArn }));
  const isPipelineWritten = changes.some(
    ({ document }) => document.type === 'pipeline definition',
  );
  const beside = [
    ...changes.flatMap(({ document }) => {
      const action = calls[document.type];
      return action && 'arn' in document && document.arn !== undefined
        ? [{ action, resource: document.arn, need: 'required' as const }]
        : [];
    }),
    ...(isPipelineWritten
      ? [
          {
            action: 'iam:PassRole',
            resource: definition.roleArn,
            context: { 'iam:PassedToService': 'codepipeline.amazonaws.com' },
            unknownContextKeys: ['iam:AssociatedResourceArn'],
            need: 'required' as const,
          },
        ]
      : []),
  ];
  return deployments.map(each =>
    each.stackName === manifest.stacks[0].stackName &&
    each.account === manifest.stacks[0].account
      ? { ...each, create: [...each.create, ...beside] }
      : each,
  );
}
