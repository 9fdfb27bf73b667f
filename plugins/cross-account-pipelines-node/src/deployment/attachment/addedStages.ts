import type {
  PipelineDefinition,
  StageDefinition,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  accountOf,
  AttachmentError,
  type AttachmentRequest,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { RenderedAttachment } from '../../rendering';

/** New stages, with the artifact of the pipeline in the place of the spec's. */
export function addedStages(
  { stages = [], artifact }: AttachmentRequest,
  rendered: RenderedAttachment,
  definition: PipelineDefinition,
  account: string,
): StageDefinition[] {
  if (stages.length === 0) {
    return [];
  }
  const names = new Set(stages.map(({ name }) => name));
  const made = definition.stages
    .filter(({ name }) => !names.has(name))
    .flatMap(({ actions }) => actions)
    .filter(({ roleArn }) => (accountOf(roleArn) ?? account) === account)
    .flatMap(({ outputArtifacts = [] }) =>
      outputArtifacts.map(each => each.name),
    );
  const chosen = artifact ?? made.at(-1);
  if (!chosen || !made.includes(chosen)) {
    throw new AttachmentError([
      `no action in account ${account} makes the artifact ${
        chosen ?? 'that new stages would deploy'
      }; there ${made.length === 1 ? 'is' : 'are'} ${
        made.join(', ') || 'none'
      }`,
    ]);
  }
  return rendered.stages
    .filter(({ name }) => names.has(name))
    .map(stage => ({
      ...stage,
      actions: stage.actions.map(action => ({
        ...action,
        ...(action.inputArtifacts && {
          inputArtifacts: action.inputArtifacts.map(each =>
            each.name === 'Source' ? { ...each, name: chosen } : each,
          ),
        }),
        ...(action.configuration && {
          configuration: Object.fromEntries(
            Object.entries(action.configuration).map(([setting, value]) => [
              setting,
              value.replace(/^Source::/, `${chosen}::`),
            ]),
          ),
        }),
      })),
    }));
}
