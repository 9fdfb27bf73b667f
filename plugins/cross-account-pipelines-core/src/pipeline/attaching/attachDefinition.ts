import type {
  ActionDefinition,
  ArtifactStore,
  PipelineDefinition,
  StageDefinition,
} from '../vocabulary/PipelineDefinition';
import { AttachmentError } from './AttachmentError';
import type { MovedAction } from './movedActions';
import { sameParts } from './sameParts';

/** CloudFormation remembers the role that a change set was made with. */
const takesNoRole = 'CHANGE_SET_EXECUTE';

/**
 * A definition that reaches other accounts: both role ARNs in each moved action,
 * the stages that are added, and the key of each store that they use by its ARN.
 * What is there already stays as it is, so it can be done twice.
 *
 * See `codepipeline/latest/userguide/pipelines-create-cross-account`.
 *
 * @throws AttachmentError when a stage of that name is there and is another
 *
 * @alpha
 */
export function attachDefinition(options: {
  definition: PipelineDefinition;
  moved: MovedAction[];
  /** Roles of an account and Region. */
  rolesIn: (place: { account: string; region: string }) => {
    action: string;
    deploy: string;
  };
  /** The name of change sets that action roles may make. */
  changeSet: string;
  stages: StageDefinition[];
  /** Of the Regions whose store is used. */
  keys: Record<string, string>;
}): PipelineDefinition {
  const { definition, moved, rolesIn, changeSet, stages, keys } = options;
  const { artifactStore, artifactStores } = definition;
  const there = definition.stages;
  const taken = stages.filter(stage =>
    there.some(each => each.name === stage.name && !sameParts(each, stage)),
  );
  if (taken.length > 0) {
    throw new AttachmentError(
      taken.map(
        ({ name }) =>
          `the pipeline has a stage ${name} already, which is another: choose another name`,
      ),
    );
  }
  const withKey = (store: ArtifactStore, keyArn?: string): ArtifactStore =>
    keyArn ? { ...store, encryptionKey: { id: keyArn, type: 'KMS' } } : store;
  return {
    ...definition,
    ...(artifactStore && {
      artifactStore: withKey(artifactStore, Object.values(keys)[0]),
    }),
    ...(artifactStores && {
      artifactStores: Object.fromEntries(
        Object.entries(artifactStores).map(([region, store]) => [
          region,
          withKey(store, keys[region]),
        ]),
      ),
    }),
    stages: [
      ...there.map(stage => ({
        ...stage,
        actions: stage.actions.map(action => {
          const move = moved.find(each => each.action === action);
          return move ? moveAction(action, rolesIn(move), changeSet) : action;
        }),
      })),
      ...stages.filter(({ name }) => there.every(each => each.name !== name)),
    ],
  };
}

function moveAction(
  action: ActionDefinition,
  roles: { action: string; deploy: string },
  changeSet: string,
): ActionDefinition {
  const { configuration = {} } = action;
  return {
    ...action,
    roleArn: roles.action,
    configuration: {
      ...configuration,
      ...(configuration.ChangeSetName && { ChangeSetName: changeSet }),
      ...(configuration.ActionMode !== takesNoRole && {
        RoleArn: roles.deploy,
      }),
    },
  };
}
