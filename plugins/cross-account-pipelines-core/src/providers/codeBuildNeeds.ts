import {
  requestsOn,
  type ActionPlace,
  type ProviderNeeds,
} from './ProviderNeeds';

function projectArn({
  configuration,
  partition,
  account,
  region,
}: ActionPlace) {
  return `arn:${partition}:codebuild:${region}:${account}:project/${configuration.ProjectName}`;
}

export const codeBuildNeeds: ProviderNeeds = {
  page: 'codepipeline/latest/userguide/action-reference-CodeBuild',
  calls(place) {
    const { configuration, account, region } = place;
    const isBatch = configuration.BatchEnabled === 'true';
    return [
      {
        sentence: `may run builds of project ${configuration.ProjectName}`,
        target: {
          type: 'resource',
          name: `project ${configuration.ProjectName}`,
          account,
          region,
        },
        // Builds are stopped only when somebody stops a run.
        requests: requestsOn(
          projectArn(place),
          isBatch
            ? {
                required: [
                  'codebuild:StartBuildBatch',
                  'codebuild:BatchGetBuildBatches',
                ],
                documented: ['codebuild:StopBuildBatch'],
              }
            : {
                required: ['codebuild:StartBuild', 'codebuild:BatchGetBuilds'],
                documented: ['codebuild:StopBuild'],
              },
        ),
      },
    ];
  },
  workers(place) {
    const arn = projectArn(place);
    const known = place.resources.project?.(arn);
    return [
      {
        what: 'project',
        arn,
        roles: known && [
          {
            roleArn: known.serviceRole,
            purpose: 'build role',
            service: 'codebuild.amazonaws.com',
            serviceName: 'CodeBuild',
            reads: true,
            writes: Boolean(place.action.outputArtifacts?.length),
          },
        ],
        encryption: known && { keyArn: known.encryptionKey },
      },
    ];
  },
};
