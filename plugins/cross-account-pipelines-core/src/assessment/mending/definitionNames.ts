import type {
  ActionDefinition,
  ArtifactStore,
  PipelineDefinition,
} from '../../pipeline';

/** What a name in a definition stands for. */
export type NamedThing = 'role' | 'bucket' | 'key' | 'project' | 'connection';

/** Settings of actions that name something, whatever the provider. */
const settings: Record<string, NamedThing> = {
  RoleArn: 'role',
  ProjectName: 'project',
  ConnectionArn: 'connection',
  S3Bucket: 'bucket',
  BucketName: 'bucket',
};

/**
 * The definition with its names put through a change, each with what it stands
 * for.
 */
export function mapNames(
  definition: PipelineDefinition,
  change: (name: string, thing: NamedThing) => string,
): PipelineDefinition {
  const mapStore = ({ location, encryptionKey, ...rest }: ArtifactStore) => ({
    ...rest,
    location: change(location, 'bucket'),
    ...(encryptionKey && {
      encryptionKey: { ...encryptionKey, id: change(encryptionKey.id, 'key') },
    }),
  });
  const mapAction = (action: ActionDefinition): ActionDefinition => ({
    ...action,
    ...(action.roleArn && { roleArn: change(action.roleArn, 'role') }),
    ...(action.configuration && {
      configuration: Object.fromEntries(
        Object.entries(action.configuration).map(([setting, value]) => [
          setting,
          Object.hasOwn(settings, setting)
            ? change(value, settings[setting])
            : value,
        ]),
      ),
    }),
  });
  const { artifactStore, artifactStores } = definition;
  return {
    ...definition,
    roleArn: change(definition.roleArn, 'role'),
    ...(artifactStore && { artifactStore: mapStore(artifactStore) }),
    ...(artifactStores && {
      artifactStores: Object.fromEntries(
        Object.entries(artifactStores).map(([region, store]) => [
          region,
          mapStore(store),
        ]),
      ),
    }),
    stages: definition.stages.map(stage => ({
      ...stage,
      actions: stage.actions.map(mapAction),
    })),
  };
}

/** Every name of a kind that a definition has. */
export function namesIn(
  definition: PipelineDefinition,
  wanted: NamedThing,
): Set<string> {
  const names = new Set<string>();
  mapNames(definition, (name, thing) => {
    if (thing === wanted) {
      names.add(name);
    }
    return name;
  });
  return names;
}
