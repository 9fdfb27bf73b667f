import { BatchGetProjectsCommand } from '@aws-sdk/client-codebuild';
import type { ProjectState } from 'backstage-plugin-cross-account-pipelines-core';
import {
  parseArn,
  shortName,
  toRoleArn,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { AbsentError, type AccountReads } from './AccountReads';

/**
 * @throws AbsentError when there is no such build project
 */
export async function readProject(
  reads: AccountReads,
  arn: string,
): Promise<ProjectState> {
  const name = shortName(arn);
  const { projects } = await reads.read(
    'codebuild:BatchGetProjects',
    parseArn(arn)!.region,
    (to, options) =>
      to.codeBuild.send(
        new BatchGetProjectsCommand({ names: [name] }),
        options,
      ),
  );
  const project = projects?.[0];
  if (!project) {
    throw new AbsentError(`${arn} does not exist`);
  }
  return {
    arn,
    name,
    serviceRole: toRoleArn({
      nameOrArn: project.serviceRole!,
      projectArn: arn,
    }),
    encryptionKey: project.encryptionKey,
  };
}
