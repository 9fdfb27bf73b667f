import type { LinkRow } from 'backstage-plugin-cross-account-pipelines-common';
import { checkoutArn, dev } from './reports';

/** A healthy link of checkout to dev unless told otherwise. */
export function linkRowOf(row: Partial<LinkRow> = {}): LinkRow {
  return {
    pipelineArn: checkoutArn,
    pipelineName: 'checkout',
    entityRef: 'component:default/checkout',
    owner: 'group:default/orders-team',
    account: dev,
    region: 'eu-west-1',
    isOwn: false,
    health: 'healthy',
    since: '2026-11-20T14:02:00.000Z',
    rules: [],
    readAt: '2026-11-20T14:05:00.000Z',
    ...row,
  };
}
