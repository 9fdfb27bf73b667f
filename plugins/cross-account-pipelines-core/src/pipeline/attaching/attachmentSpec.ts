import type {
  ArtifactStore,
  PipelineDefinition,
} from '../vocabulary/PipelineDefinition';
import { parsePipelineSpec } from '../spec/parsePipelineSpec';
import type { ConfiguredAccount } from '../vocabulary/ConfiguredAccount';
import type { PipelineSpec } from '../spec/pipelineSpecSchema';
import { AttachmentError } from './AttachmentError';
import { attachmentName } from './attachmentName';
import type { AttachmentRequest } from './attachmentSchema';
import { movedActions, type MovedAction } from './movedActions';

/** Stages that stand for actions which are there. */
const movedStage = (index: number) => `Moved-${index + 1}`;

const modes: Record<string, string> = {
  CHANGE_SET_REPLACE: 'change-set',
  CHANGE_SET_EXECUTE: 'change-set',
  CREATE_UPDATE: 'direct',
  REPLACE_ON_FAILURE: 'replace-on-failure',
  DELETE_ONLY: 'delete',
};

/**
 * What is asked as the spec of a pipeline that uses the parts which are there: it
 * makes target stacks as any other spec does. Its source is nobody's.
 *
 * @param options - `keys` are ARNs of keys by Region, for each Region to work in
 * @throws AttachmentError, PipelineSpecError
 *
 * @alpha
 */
export function attachmentSpec(options: {
  request: AttachmentRequest;
  definition: PipelineDefinition;
  home: { account: string; region: string };
  keys: Record<string, string>;
  accounts?: ConfiguredAccount[];
}): PipelineSpec {
  const { request, definition, home, keys, accounts } = options;
  const { actions: _, stages = [], artifact: __, ...common } = request;
  const moved = movedActions(request, definition, home);
  if (moved.length + stages.length === 0) {
    throw new AttachmentError([
      'Nothing is asked: name actions to move into another account, or stages to add',
    ]);
  }
  const stores = storesOf(definition, home.region);
  const regions = new Set([
    ...moved.map(({ region }) => region),
    ...stages.flatMap(({ targets }) => targets.map(({ region }) => region)),
  ]);
  const without = [...regions].filter(region => !keys[region]);
  if (without.length > 0) {
    throw new AttachmentError(
      without.map(
        region =>
          `actions in ${region} cannot be attached, only those in the pipeline's own Region ${home.region}`,
      ),
    );
  }
  return parsePipelineSpec(
    {
      ...common,
      name: attachmentName(definition.name),
      account: home.account,
      region: home.region,
      type: definition.pipelineType ?? 'V1',
      source: {
        provider: 'S3',
        bucket: stores[home.region]?.location ?? 'nobody',
        objectKey: 'source.zip',
      },
      stages: [
        ...stages,
        ...deploysOf(moved).map((target, index) => ({
          name: movedStage(index),
          targets: [target],
        })),
      ],
      existing: {
        serviceRoleArn: definition.roleArn,
        artifactStores: Object.fromEntries(
          Object.entries(keys).map(([region, keyArn]) => [
            region,
            { bucket: stores[region].location, keyArn },
          ]),
        ),
      },
    },
    { accounts },
  );
}

/**
 * Artifact stores by Region, however the definition names them.
 *
 * @alpha
 */
export function storesOf(
  { artifactStore, artifactStores }: PipelineDefinition,
  home: string,
): Record<string, ArtifactStore> {
  return artifactStores ?? (artifactStore ? { [home]: artifactStore } : {});
}

/** What moved actions do, each once. */
function deploysOf(moved: MovedAction[]): object[] {
  const targets = moved.map(({ account, region, action }) => {
    const { StackName, ActionMode, Capabilities, TemplatePath } =
      action.configuration ?? {};
    const mode = modes[ActionMode];
    return {
      account,
      region,
      deploy: {
        provider: 'CloudFormation',
        stackName: StackName,
        mode,
        ...(mode !== 'delete' && { templatePath: 'template.yaml' }),
        ...(TemplatePath &&
          Capabilities && {
            capabilities: Capabilities.split(',').map(each => each.trim()),
          }),
      },
    };
  });
  return [
    ...new Map(targets.map(each => [JSON.stringify(each), each])).values(),
  ];
}
