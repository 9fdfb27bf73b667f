import type {
  BatchGetProjectsInput,
  BatchGetProjectsOutput,
  CreateProjectInput,
  CreateProjectOutput,
  DeleteProjectInput,
  ListProjectsInput,
  ListProjectsOutput,
  Project,
  UpdateProjectInput,
  UpdateProjectOutput,
} from '@aws-sdk/client-codebuild';
import { actAs, serviceCall } from '../access/actAs';
import { authorize } from '../access/authorize';
import { authorizePassRole } from '../access/authorizePassRole';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { paginate } from '../world/paginate';
import type { CodeBuildState } from './CodeBuildState';

const SERVICE = 'codebuild.amazonaws.com';
const DEFAULT_TIMEOUT = 60;
const PAGE = 100;

export function codeBuildOf({ world, caller, region }: Call): CodeBuildState {
  return world.account(caller.account).region(region).codeBuild;
}

export function projectArn({ caller, region }: Call, name: string): string {
  return `arn:aws:codebuild:${region}:${caller.account}:project/${name}`;
}

const invalid = (message: string) =>
  new ServiceError('InvalidInputException', message);

/**
 * The build role, assumed for one project.
 *
 * @throws ServiceError `InvalidInputException`
 */
export function assumeBuildRole(
  call: Call,
  project: Pick<Project, 'arn' | 'serviceRole'>,
  sessionName: string,
) {
  const acting = actAs(
    serviceCall({
      world: call.world,
      service: SERVICE,
      account: call.caller.account,
      region: call.region,
      sourceArn: project.arn,
    }),
    { roleArn: project.serviceRole!, sessionName },
  );
  if (!acting) {
    throw invalid(
      `CodeBuild is not authorized to perform: sts:AssumeRole on ${project.serviceRole}`,
    );
  }
  return acting;
}

function checkRole(call: Call, project: Project): void {
  authorizePassRole(call, {
    roleArn: project.serviceRole!,
    service: SERVICE,
    associatedResource: project.arn,
  });
  assumeBuildRole(call, project, 'AWSCodeBuild');
}

export function createProject(
  call: Call,
  input: CreateProjectInput,
): CreateProjectOutput {
  const { projects } = codeBuildOf(call);
  const name = input.name!;
  const arn = projectArn(call, name);
  authorize(call, { action: 'codebuild:CreateProject', resource: arn });
  if (projects.has(name)) {
    throw new ServiceError(
      'ResourceAlreadyExistsException',
      `Project already exists: ${arn}`,
    );
  }
  const now = new Date();
  const project: Project = {
    ...input,
    arn,
    encryptionKey:
      input.encryptionKey ??
      `arn:aws:kms:${call.region}:${call.caller.account}:alias/aws/s3`,
    timeoutInMinutes: input.timeoutInMinutes ?? DEFAULT_TIMEOUT,
    created: now,
    lastModified: now,
  } as Project;
  checkRole(call, project);
  projects.set(name, project);
  return { project };
}

/** @throws ServiceError `ResourceNotFoundException` */
export function requireProject(call: Call, name: string): Project {
  const project = codeBuildOf(call).projects.get(name);
  if (!project) {
    throw new ServiceError(
      'ResourceNotFoundException',
      `The provided project name ${name} was not found`,
    );
  }
  return project;
}

export function updateProject(
  call: Call,
  input: UpdateProjectInput,
): UpdateProjectOutput {
  const name = input.name!;
  authorize(call, {
    action: 'codebuild:UpdateProject',
    resource: projectArn(call, name),
  });
  const project = {
    ...requireProject(call, name),
    ...Object.fromEntries(
      Object.entries(input).filter(([, value]) => value !== undefined),
    ),
    lastModified: new Date(),
  } as Project;
  checkRole(call, project);
  codeBuildOf(call).projects.set(name, project);
  return { project };
}

export function deleteProject(call: Call, input: DeleteProjectInput): object {
  const name = input.name!;
  authorize(call, {
    action: 'codebuild:DeleteProject',
    resource: projectArn(call, name),
  });
  codeBuildOf(call).projects.delete(name);
  return {};
}

export function batchGetProjects(
  call: Call,
  input: BatchGetProjectsInput,
): BatchGetProjectsOutput {
  const output = {
    projects: [] as Project[],
    projectsNotFound: [] as string[],
  };
  for (const given of input.names!) {
    const name = given.slice(given.lastIndexOf('/') + 1);
    authorize(call, {
      action: 'codebuild:BatchGetProjects',
      resource: projectArn(call, name),
    });
    const project = codeBuildOf(call).projects.get(name);
    if (project) {
      output.projects.push(project);
    } else {
      output.projectsNotFound.push(given);
    }
  }
  return output;
}

export function listProjects(
  call: Call,
  input: ListProjectsInput,
): ListProjectsOutput {
  authorize(call, { action: 'codebuild:ListProjects', resource: '*' });
  const { page, next } = paginate(
    [...codeBuildOf(call).projects.keys()].sort(),
    {
      token: input.nextToken,
      defaultSize: PAGE,
    },
  );
  return { projects: page, nextToken: next };
}
