import type { HopRequest } from '../pipeline/vocabulary/PipelineLinks';
import { shortName } from '../pipeline/vocabulary/parseArn';
import type { ProviderNeeds } from './ProviderNeeds';

/** The service was renamed; ARNs and permissions exist under both names. */
const prefixes = ['codestar-connections', 'codeconnections'];

export const connectionNeeds: ProviderNeeds = {
  page: 'codepipeline/latest/userguide/action-reference-CodestarConnectionSource',
  artifacts: { writes: true },
  calls({ configuration, account, region }) {
    const arn = configuration.ConnectionArn;
    if (!arn) {
      return [];
    }
    const own = arn.split(':')[2];
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
        sentence: `may use connection ${shortName(arn)}`,
        target: {
          type: 'resource',
          name: `connection ${shortName(arn)}`,
          account,
          region,
        },
        requests,
      },
    ];
  },
  connection: ({ configuration }) => configuration.ConnectionArn,
};
