import type { Waiver } from 'backstage-plugin-cross-account-pipelines-common';
import { findWaiver } from './findWaiver';

const waiver: Waiver = {
  id: '1',
  pipelineArn: 'arn',
  rule: 'trust-accepts-whole-account',
  reason: 'Until the move',
  until: '2027-03-31',
  createdBy: 'user:default/guest',
  createdAt: '2026-11-20T14:05:00.000Z',
};
const finding = {
  rule: 'trust-accepts-whole-account',
  account: '222222222222',
};
const now = new Date('2026-11-20T14:05:00.000Z');

describe('findWaiver', () => {
  it.each([
    ['the rule', waiver, true],
    ['the rule in that account', { ...waiver, account: '222222222222' }, true],
    ['another account', { ...waiver, account: '333333333333' }, false],
    ['another rule', { ...waiver, rule: 'key-without-rotation' }, false],
    ['its last day', { ...waiver, until: '2026-11-20' }, true],
    ['yesterday', { ...waiver, until: '2026-11-19' }, false],
  ])('takes a waiver of %s for what it is', (_, given, counts) => {
    expect(findWaiver(finding, [given], now)).toBe(counts ? given : undefined);
  });
});
