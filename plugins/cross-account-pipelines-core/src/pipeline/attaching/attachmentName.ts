import { fingerprint } from '../spec/pipelineNames';

/** As the spec takes names. */
const suitable = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

const longest = 80;

/**
 * What stacks and roles of ours are named after, for a pipeline that others have
 * named: CodePipeline takes more than a stack's or a role's name may have.
 *
 * @alpha
 */
export function attachmentName(pipelineName: string): string {
  if (suitable.test(pipelineName) && pipelineName.length <= longest) {
    return pipelineName;
  }
  const plain = pipelineName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, longest)
    .replace(/-+$/, '');
  return `${plain || 'pipeline'}-${fingerprint(pipelineName)}`;
}
