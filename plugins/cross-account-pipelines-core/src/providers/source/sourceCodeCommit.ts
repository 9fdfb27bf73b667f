import * as z from 'zod';
import { say } from '../../report';
import { accountId } from '../../pipeline/vocabulary/awsSchemas';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { shaped } from '../../pipeline/vocabulary/textSchema';
import { requestsOn, resourceTarget, type Provider } from '../Provider';
import { branch, detectChanges, type SourceKind } from './SourceKind';

export const sourceCodeCommit: Provider = {
  kinds: ['Source/CodeCommit'],
  page: 'codepipeline/latest/userguide/action-reference-CodeCommit',
  settings: ['RepositoryName', 'BranchName'],
  artifacts: { writes: true, lists: true, setsAclAcrossAccounts: true },
  calls(place) {
    const { configuration, partition, account, region } = place;
    const name = configuration.RepositoryName ?? '*';
    const isClone =
      configuration.OutputArtifactFormat === 'CODEBUILD_CLONE_REF';
    return [
      {
        gate: 'enter',
        says: caller =>
          say('call.read-repository', { caller, repository: name }),
        target: resourceTarget(place, `repository ${name}`),
        requests: requestsOn(
          `arn:${partition}:codecommit:${region}:${account}:${name}`,
          {
            required: isClone
              ? [
                  'codecommit:GetBranch',
                  'codecommit:GetCommit',
                  'codecommit:GetRepository',
                ]
              : [
                  'codecommit:GetBranch',
                  'codecommit:GetCommit',
                  'codecommit:UploadArchive',
                  'codecommit:GetUploadArchiveStatus',
                ],
            documented: isClone ? [] : ['codecommit:CancelUploadArchive'],
          },
        ),
      },
    ];
  },
  names({ configuration, partition, account, region }) {
    const name = configuration.RepositoryName;
    return name
      ? [
          {
            type: 'CodeCommit repository',
            name: `repository ${name}`,
            id: `arn:${partition}:codecommit:${region}:${account}:${name}`,
            account,
            region,
            gate: 'enter',
          },
        ]
      : [];
  },
};

export const codeCommitSourceSchema = /* @__PURE__ */ schemaOf(() =>
  z.strictObject({
    provider: z.literal('CodeCommit').describe('A repository of CodeCommit'),
    repository: shaped(/^[\w.-]+$/, 'letters, digits and . _ -', {
      max: 100,
    }).describe('Name of the repository'),
    branch,
    account: accountId
      .describe('Account of the repository. Default: the pipeline account')
      .optional(),
    detectChanges,
  }),
);

/**
 * @alpha
 */
export type CodeCommitSourceSpec = z.output<typeof codeCommitSourceSchema>;

export const codeCommitSource: SourceKind<CodeCommitSourceSpec> = {
  revision: { type: 'COMMIT_ID', variable: 'CommitId' },
  detection: ({ detectChanges: how }) => how ?? 'polling',
  eventPattern: ({ repository, branch: name, account }, place) => ({
    source: ['aws.codecommit'],
    'detail-type': ['CodeCommit Repository State Change'],
    resources: [
      `arn:${place.partition}:codecommit:${place.region}:${
        account ?? place.account
      }:${repository}`,
    ],
    detail: {
      event: ['referenceCreated', 'referenceUpdated'],
      referenceType: ['branch'],
      referenceName: [name],
    },
  }),
};
