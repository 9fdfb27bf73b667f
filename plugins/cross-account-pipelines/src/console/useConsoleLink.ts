import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { consoleUrlOf } from './consoleUrlOf';

/**
 * Links into the AWS console of the account that owns a thing. Where
 * `crossAccountPipelines.console` names the organisation's access portal, they
 * sign in to that account on the way.
 */
export function useConsoleLink(): (
  arn: string,
  account: string,
) => string | undefined {
  const config = useApi(configApiRef).getOptionalConfig(
    'crossAccountPipelines.console',
  );
  const portal = config?.getOptionalString('accessPortalUrl');
  const role = config?.getOptionalString('roleName');
  return (arn, account) => {
    const url = consoleUrlOf(arn);
    if (!url || !portal) {
      return url;
    }
    // singlesignon/latest/userguide/createshortcutlink
    const parameters = new URLSearchParams({
      account_id: account,
      ...(role && { role_name: role }),
      destination: url,
    });
    return `${portal.replace(/\/+$/, '')}/#/console?${parameters}`;
  };
}
