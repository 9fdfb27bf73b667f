import { requestsOn, type ProviderNeeds } from './ProviderNeeds';

export const codeCommitNeeds: ProviderNeeds = {
  page: 'codepipeline/latest/userguide/action-reference-CodeCommit',
  artifacts: { writes: true, lists: true, setsAclAcrossAccounts: true },
  calls({ configuration, partition, account, region }) {
    const name = configuration.RepositoryName ?? '*';
    const isClone =
      configuration.OutputArtifactFormat === 'CODEBUILD_CLONE_REF';
    return [
      {
        gate: 'enter',
        sentence: `may read repository ${name}`,
        target: {
          type: 'resource',
          name: `repository ${name}`,
          account,
          region,
        },
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
};
