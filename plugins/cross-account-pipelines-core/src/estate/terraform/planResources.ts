import { isJsonObject } from '../../policy/isJsonObject';
import { unforeseenPart } from '../../policy';
import { awsProviders } from '../../providers/awsProviders';
import {
  items,
  recordOf,
  records,
  textOf,
} from '../../template/templateValues';
import type { Json } from './TerraformPlan';

/** Arguments of Terraform as the properties that CloudFormation has for them. */
type Translation = (values: Json) => Json;

function first(value: unknown): Json | undefined {
  return records(value)[0];
}

function flag(value: unknown, otherwise?: string): string | undefined {
  return value === undefined || value === null ? otherwise : String(value);
}

const role: Translation = values => ({
  AssumeRolePolicyDocument: values.assume_role_policy,
  Policies: records(values.inline_policy)
    .filter(({ policy }) => policy !== undefined)
    .map(({ name, policy }) => ({
      PolicyName: textOf(name) ?? 'inline',
      PolicyDocument: policy,
    })),
  ManagedPolicyArns: [values.managed_policy_arns ?? []].flat(),
  PermissionsBoundary: values.permissions_boundary || undefined,
  MaxSessionDuration: values.max_session_duration,
  Tags: Object.entries(
    isJsonObject(values.tags_all) ? values.tags_all : recordOf(values.tags),
  ).map(([Key, Value]) => ({ Key, Value })),
});

const key: Translation = values => ({
  KeyPolicy: values.policy || undefined,
  Enabled: flag(values.is_enabled, 'true'),
  EnableKeyRotation: flag(values.enable_key_rotation, 'false'),
});

const project: Translation = values => ({
  ServiceRole: values.service_role,
  EncryptionKey: values.encryption_key || undefined,
});

/** One that is there already may be complete. */
const connection: Translation = values => ({
  ConnectionStatus: values.connection_status,
});

/** Names and ARNs as they are; the rest is attached by other resources. */
export const translations: Record<string, Translation | undefined> = {
  aws_iam_role: role,
  aws_iam_policy: values => ({ PolicyDocument: values.policy }),
  aws_kms_key: key,
  aws_s3_bucket: values => ({
    ...encryptionOf(first(values.server_side_encryption_configuration)),
    ...(first(values.versioning)?.enabled === true && {
      VersioningConfiguration: { Status: 'Enabled' },
    }),
  }),
  aws_codepipeline: pipeline,
  aws_codebuild_project: project,
  aws_codecommit_repository: () => ({}),
  aws_codestarconnections_connection: connection,
  aws_codeconnections_connection: connection,
  aws_ecr_repository: () => ({}),
  aws_lambda_function: values => ({ Role: values.role }),
  aws_cloudwatch_event_bus: () => ({}),
  aws_cloudwatch_event_rule: values => ({
    EventPattern: values.event_pattern || undefined,
    Targets: [],
  }),
  aws_sns_topic: () => ({}),
  aws_sfn_state_machine: () => ({}),
  aws_ecs_service: () => ({}),
  aws_codedeploy_deployment_group: values => ({
    ApplicationName: values.app_name,
    ServiceRoleArn: values.service_role_arn,
    DeploymentConfigName: values.deployment_config_name || undefined,
  }),
  aws_eks_cluster: () => ({}),
};

export function encryptionOf(configuration: Json | undefined): Json {
  const rules = records(configuration?.rule);
  return rules.length === 0
    ? {}
    : {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: rules.map(rule => {
            const byDefault = first(
              rule.apply_server_side_encryption_by_default,
            );
            return {
              ServerSideEncryptionByDefault: {
                SSEAlgorithm: byDefault?.sse_algorithm,
                KMSMasterKeyID: byDefault?.kms_master_key_id || undefined,
              },
              BucketKeyEnabled: flag(rule.bucket_key_enabled, 'false'),
            };
          }),
        },
      };
}

function pipeline(values: Json): Json {
  const stores = records(values.artifact_store);
  const [store] = stores;
  return {
    PipelineType: textOf(values.pipeline_type) ?? 'V1',
    ExecutionMode: textOf(values.execution_mode),
    RoleArn: values.role_arn,
    Stages: records(values.stage).map(toStage),
    // With a Region each, there is one for every Region.
    ...(stores.length > 1 || (store?.region && store.region !== '')
      ? {
          ArtifactStores: stores.map(each => ({
            Region: textOf(each.region),
            ArtifactStore: toStore(each),
          })),
        }
      : { ArtifactStore: store && toStore(store) }),
    Triggers: toPascal(values.trigger),
    Variables: toPascal(values.variable),
  };
}

function toStore(store: Json): Json {
  const encryption = first(store.encryption_key);
  return {
    Type: textOf(store.type) ?? 'S3',
    Location: store.location,
    ...(encryption && {
      EncryptionKey: { Id: encryption.id, Type: encryption.type },
    }),
  };
}

function toStage(stage: Json): Json {
  const failure = first(stage.on_failure);
  return withoutAbsent({
    Name: stage.name,
    Actions: records(stage.action).map(toAction),
    BeforeEntry: toConditions(first(stage.before_entry)),
    OnSuccess: toConditions(first(stage.on_success)),
    OnFailure: failure && {
      ...toConditions(failure),
      Result: failure.result,
      RetryConfiguration: toPascal(first(failure.retry_configuration)),
    },
  });
}

function toConditions(block: Json | undefined): Json | undefined {
  return (
    block && {
      Conditions: records(block.condition).map(({ result, rule }) => ({
        Result: result,
        Rules: records(rule).map(each =>
          withoutAbsent({
            Name: each.name,
            RuleTypeId: toTypeId(first(each.rule_type_id) ?? {}),
            Configuration: each.configuration,
            Commands: each.commands,
            InputArtifacts: toArtifacts(each.input_artifacts),
            RoleArn: each.role_arn || undefined,
            Region: each.region || undefined,
          }),
        ),
      })),
    }
  );
}

function toAction(action: Json): Json {
  return withoutAbsent({
    Name: action.name,
    ActionTypeId: toTypeId(action),
    Configuration: toConfiguration(action),
    InputArtifacts: toArtifacts(action.input_artifacts),
    OutputArtifacts: toArtifacts(action.output_artifacts),
    RoleArn: action.role_arn || undefined,
    Region: action.region || undefined,
    RunOrder: action.run_order,
    Namespace: action.namespace || undefined,
  });
}

function toTypeId(values: Json): Json {
  const { category, owner, provider, version } = values;
  return {
    Category: category,
    Owner: textOf(owner) ?? 'AWS',
    Provider: provider,
    Version: textOf(version) ?? '1',
  };
}

/** With one value that is not known Terraform says nothing of all others. */
function toConfiguration({ category, provider, configuration }: Json): unknown {
  if (typeof configuration !== 'string' || !unforeseenPart(configuration)) {
    return configuration;
  }
  const kind = `${category}/${provider}`;
  const { settings = [] } =
    (Object.hasOwn(awsProviders, kind) && awsProviders[kind]) || {};
  return Object.fromEntries(settings.map(name => [name, configuration]));
}

function toArtifacts(names: unknown): unknown {
  return items(names).map(name => ({ Name: name }));
}

function withoutAbsent(values: Json): Json {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => value !== undefined && value !== null,
    ),
  );
}

const single = new Set(['git_configuration', 'branches', 'file_paths', 'tags']);

/** `git_configuration` is `GitConfiguration`; blocks that are there once too. */
function toPascal(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(toPascal);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase()),
      toPascal(single.has(name) ? first(inner) : inner),
    ]),
  );
}
