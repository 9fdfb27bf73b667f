import type { Command } from './Command';
import { openPipeline } from '../runs/openPipeline';
import { readTimeout, tellRun } from '../runs/tellRun';
import { UsageError } from '../UsageError';

/** What a source action can be told to give, as CodePipeline spells it. */
const revisionTypes = [
  'COMMIT_ID',
  'IMAGE_DIGEST',
  'S3_OBJECT_VERSION_ID',
  'S3_OBJECT_KEY',
];

/** Starts a run of a pipeline and follows it. */
export const startCommand: Command = async (invocation, terminal) => {
  const { options } = invocation;
  const variables = readVariables(options.variable);
  const sourceRevisions = options['source-revision']?.map(readRevision);
  readTimeout(options.timeout);
  const pipeline = await openPipeline(invocation, terminal, []);
  const { pipelineArn, runs } = pipeline;
  const executionId = await runs.start({
    pipelineArn,
    variables,
    sourceRevisions,
  });
  return tellRun(pipeline, executionId, { options, terminal });
};

function readVariables(
  given: string[] | undefined,
): Record<string, string> | undefined {
  return (
    given &&
    Object.fromEntries(
      given.map(each => {
        const [, name, value] = /^([A-Za-z0-9@\-_]+)=(.*)$/s.exec(each) ?? [];
        if (name === undefined) {
          throw new UsageError('--variable takes Name=Value');
        }
        return [name, value];
      }),
    )
  );
}

function readRevision(given: string) {
  const [, action, type, value] =
    /^([^=]+)=([A-Z0-9_]+):(.+)$/s.exec(given) ?? [];
  if (action === undefined || !revisionTypes.includes(type)) {
    throw new UsageError(
      `--source-revision takes <action>=<type>:<value>, with one of the types ${revisionTypes.join(
        ', ',
      )}`,
    );
  }
  return { action, type, value };
}
