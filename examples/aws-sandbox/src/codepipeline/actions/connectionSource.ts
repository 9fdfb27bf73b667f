import { decide, isAllowed } from '../../access/decide';
import { lentBy } from '../../codeconnections/lentConnections';
import type { Call } from '../../world/Call';
import { pack } from '../../zip';
import { ActionFailure } from '../ActionFailure';
import type { ActionContext, ActionProvider } from './ActionProvider';

/** The service has two names, and ARNs of both. */
const PREFIXES = ['codeconnections', 'codestar-connections'];

function mayUse(
  call: Call,
  connectionArn: string,
  place: { FullRepositoryId: string; BranchName: string },
): boolean {
  const [prefix] = connectionArn.split(':').slice(2);
  return (
    PREFIXES.includes(prefix) &&
    isAllowed(
      decide(call, {
        action: `${prefix}:UseConnection`,
        resource: connectionArn,
        ...lentBy(call, connectionArn),
        context: {
          [`${prefix}:FullRepositoryId`]: place.FullRepositoryId,
          [`${prefix}:BranchName`]: place.BranchName,
          [`${prefix}:ProviderAction`]: 'GetBranch',
          [`${prefix}:ProviderPermissionsRequired`]: 'read_only',
        },
      }),
    )
  );
}

function findCommit({
  action,
  call,
  configuration,
  execution,
  pipeline,
}: ActionContext) {
  const { ConnectionArn, FullRepositoryId, BranchName } = configuration;
  const codeConnections = call.world
    .findAccount(ConnectionArn.split(':')[4] || pipeline.account)
    ?.region(pipeline.region).codeConnections;
  const connection = codeConnections?.connections.get(ConnectionArn);
  if (
    !codeConnections ||
    !connection ||
    !mayUse(call, ConnectionArn, { FullRepositoryId, BranchName })
  ) {
    throw new ActionFailure(
      'PermissionError',
      `Unable to use Connection: ${ConnectionArn}. The provided role does not have sufficient permissions.`,
    );
  }
  if (connection.status !== 'AVAILABLE') {
    throw new ActionFailure(
      'ConfigurationError',
      `Connection ${ConnectionArn} is not available: its status is ${connection.status}`,
    );
  }
  const override = execution.sourceOverrides[action.name!]?.revisionValue;
  const commit = override
    ? codeConnections.commit(FullRepositoryId, override)
    : codeConnections.head(FullRepositoryId, BranchName);
  if (!commit) {
    throw new ActionFailure(
      'ConfigurationError',
      override
        ? `[${connection.providerType}] No commit [${override}] found for FullRepositoryName [${FullRepositoryId}]`
        : `[${connection.providerType}] No Branch [${BranchName}] found for FullRepositoryName [${FullRepositoryId}]`,
    );
  }
  return commit;
}

/**
 * Takes the head of a branch through a connection. See
 * `codepipeline/latest/userguide/action-reference-CodestarConnectionSource`.
 */
export const connectionSource: ActionProvider = {
  category: 'Source',
  owner: 'AWS',
  provider: 'CodeStarSourceConnection',
  async run(context) {
    const { configuration, execution, outputs, run } = context;
    const head = findCommit(context);
    context.write(outputs[0].name, pack(head.files));
    run.externalId = head.id;
    run.summary = head.message;
    execution.revisions.push({
      name: outputs[0].name,
      revisionId: head.id,
      revisionSummary: head.message,
      created: new Date(),
    });
    return {
      BranchName: configuration.BranchName,
      CommitId: head.id,
      CommitMessage: head.message,
      ConnectionArn: configuration.ConnectionArn,
      FullRepositoryName: configuration.FullRepositoryId,
    };
  },
};
