import {
  BatchGetBuilds$,
  BatchGetProjects$,
  CreateProject$,
  DeleteProject$,
  ListBuildsForProject$,
  ListProjects$,
  StartBuild$,
  StopBuild$,
  UpdateProject$,
} from '@aws-sdk/client-codebuild';
import { jsonProtocol } from '../front/jsonProtocol';
import { operation } from '../front/Operation';
import type { Service } from '../front/Service';
import {
  batchGetBuilds,
  listBuildsForProject,
  startBuild,
  stopBuild,
} from './builds';
import {
  batchGetProjects,
  createProject,
  deleteProject,
  listProjects,
  updateProject,
} from './projects';

export const codeBuildService: Service = {
  signingName: 'codebuild',
  protocol: jsonProtocol(),
  bodyLimit: 500_000,
  operations: [
    operation(BatchGetBuilds$, batchGetBuilds),
    operation(BatchGetProjects$, batchGetProjects),
    operation(CreateProject$, createProject),
    operation(DeleteProject$, deleteProject),
    operation(ListBuildsForProject$, listBuildsForProject),
    operation(ListProjects$, listProjects),
    operation(StartBuild$, startBuild),
    operation(StopBuild$, stopBuild),
    operation(UpdateProject$, updateProject),
  ],
};
