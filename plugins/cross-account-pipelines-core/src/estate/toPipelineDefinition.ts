import type {
  ActionDefinition,
  ArtifactStore,
  PipelineDefinition,
} from '../pipeline';
import { isJsonObject } from '../policy/isJsonObject';
import { recordOf, records, textOf } from '../template/templateValues';

/**
 * Spells the properties of an `AWS::CodePipeline::Pipeline` as the CodePipeline
 * API does. What is not of the type that CloudFormation asks for is left out or
 * taken for text, so that the rest can be judged.
 *
 * See `AWSCloudFormation/latest/TemplateReference/aws-resource-codepipeline-pipeline`.
 */
export function toPipelineDefinition(
  name: string,
  properties: Record<string, unknown>,
): PipelineDefinition {
  const definition = lowerKeys(properties) as Record<string, unknown>;
  const { artifactStore, artifactStores, tags, ...rest } = definition;
  return {
    ...rest,
    name,
    roleArn: textOf(definition.roleArn) ?? '',
    stages: records(definition.stages).map(stage => ({
      ...stage,
      name: textOf(stage.name) ?? '',
      actions: records(stage.actions).map(toAction),
    })),
    ...(isJsonObject(artifactStore) && {
      artifactStore: toArtifactStore(artifactStore),
    }),
    ...(artifactStores !== undefined && {
      artifactStores: Object.fromEntries(
        records(artifactStores).map(entry => [
          textOf(entry.region) ?? '',
          toArtifactStore(recordOf(entry.artifactStore)),
        ]),
      ),
    }),
  };
}

function toArtifactStore(store: Record<string, unknown>): ArtifactStore {
  const { encryptionKey, ...rest } = store;
  const id = textOf(recordOf(encryptionKey).id);
  return {
    ...rest,
    location: textOf(store.location) ?? '',
    ...(id !== undefined && {
      encryptionKey: { ...recordOf(encryptionKey), id },
    }),
  };
}

function toAction(action: Record<string, unknown>): ActionDefinition {
  const { inputArtifacts, outputArtifacts, roleArn, region, ...rest } = action;
  const texts = { roleArn: textOf(roleArn), region: textOf(region) };
  return {
    ...rest,
    ...withoutUndefined(texts),
    name: textOf(action.name) ?? '',
    actionTypeId: {
      category: '',
      owner: '',
      provider: '',
      ...mapValues(action.actionTypeId, String),
      version: textOf(recordOf(action.actionTypeId).version) ?? '',
    },
    ...(inputArtifacts !== undefined && {
      inputArtifacts: records(inputArtifacts).map(toArtifact),
    }),
    ...(outputArtifacts !== undefined && {
      outputArtifacts: records(outputArtifacts).map(toArtifact),
    }),
    ...(action.configuration !== undefined && {
      configuration: mapValues(action.configuration, toSetting),
    }),
    ...(action.runOrder !== undefined && { runOrder: Number(action.runOrder) }),
  };
}

function toArtifact(artifact: Record<string, unknown>): { name: string } {
  return { ...artifact, name: textOf(artifact.name) ?? '' };
}

function withoutUndefined<T extends object>(record: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}

/** Settings are texts; a template may write some as numbers or as JSON. */
function toSetting(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The keys of a configuration are the provider's, and stay as they are. */
function lowerKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(lowerKeys);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.charAt(0).toLowerCase() + key.slice(1),
      key === 'Configuration' ? inner : lowerKeys(inner),
    ]),
  );
}

function mapValues<T>(
  value: unknown,
  map: (inner: unknown) => T,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(recordOf(value)).map(([key, inner]) => [key, map(inner)]),
  );
}
