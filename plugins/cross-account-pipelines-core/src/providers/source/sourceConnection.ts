import * as z from 'zod';
import { say } from '../../report';
import { connectionArn } from '../../pipeline/vocabulary/awsSchemas';
import type { HopRequest } from '../../pipeline/vocabulary/PipelineLinks';
import { shortName } from '../../pipeline/vocabulary/parseArn';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { shaped } from '../../pipeline/vocabulary/textSchema';
import type { Provider } from '../Provider';
import { branch, type SourceKind } from './SourceKind';

/** The service was renamed; ARNs and permissions exist under both names. */
const prefixes = ['codestar-connections', 'codeconnections'];

export const sourceConnection: Provider = {
  kinds: ['Source/CodeStarSourceConnection'],
  page: 'codepipeline/latest/userguide/action-reference-CodestarConnectionSource',
  settings: ['ConnectionArn', 'FullRepositoryId', 'BranchName'],
  artifacts: { writes: true },
  calls({ configuration, account, region }) {
    const arn = configuration.ConnectionArn;
    if (!arn) {
      return [];
    }
    const [, , own, , owner] = arn.split(':');
    const requests = prefixes.map((prefix): HopRequest => {
      const context: Record<string, string> = {};
      if (configuration.FullRepositoryId) {
        context[`${prefix}:FullRepositoryId`] = configuration.FullRepositoryId;
      }
      if (configuration.BranchName) {
        context[`${prefix}:BranchName`] = configuration.BranchName;
      }
      return {
        action: `${prefix}:UseConnection`,
        resource: arn,
        context,
        unknownContextKeys: [
          `${prefix}:ProviderAction`,
          `${prefix}:ProviderPermissionsRequired`,
          `${prefix}:OwnerId`,
          `${prefix}:RepositoryName`,
        ],
        need: prefix === own ? 'required' : 'documented',
      };
    });
    return [
      {
        kind: 'H8',
        gate: 'enter',
        says: caller =>
          say('call.use-connection', { caller, connection: shortName(arn) }),
        target: {
          type: 'resource',
          name: `connection ${shortName(arn)}`,
          account: owner || account,
          region,
          isShared: owner !== account || undefined,
        },
        requests,
      },
    ];
  },
  connection: ({ configuration }) => configuration.ConnectionArn,
};

export const connectionSourceSchema = /* @__PURE__ */ schemaOf(() =>
  z.strictObject({
    provider: z
      .literal('CodeConnections')
      .describe('A repository of GitHub, GitLab or Bitbucket'),
    connectionArn: connectionArn.describe(
      'ARN of a connection of the pipeline account, or of one that AWS RAM shares with it, that somebody has completed in the console',
    ),
    repository: shaped(
      /^[\w.-]+(?:\/[\w.-]+)+$/,
      'owner and name of a repository such as shop/orders',
      { max: 255 },
    ).describe('Owner and name of the repository, such as shop/orders'),
    branch,
    detectChanges: z
      .boolean()
      .describe(
        'Whether a push to the branch starts the pipeline. Default true',
      )
      .optional(),
    fullClone: z
      .boolean()
      .describe('Hand the build a clone with history instead of a zip')
      .optional(),
  }),
);

/**
 * @public
 */
export type ConnectionSourceSpec = z.output<typeof connectionSourceSchema>;

export const connectionSource: SourceKind<ConnectionSourceSpec> = {
  revision: { type: 'COMMIT_ID', variable: 'CommitId' },
  detection: ({ detectChanges }) =>
    detectChanges === false ? 'none' : 'polling',
  uses: source => [source.connectionArn],
};
