import { isInWindow } from './deploymentWindow';

/** A Wednesday. */
const at = (time: string) => new Date(`2026-07-15T${time}:00Z`);

describe('isInWindow', () => {
  it.each([
    ['0 * 9-17 ? * MON-FRI *', 'UTC', '09:00', true],
    ['0 * 9-17 ? * MON-FRI *', 'UTC', '17:59', true],
    ['0 * 9-17 ? * MON-FRI *', 'UTC', '18:00', false],
    ['0 * 9-17 ? * MON-FRI *', 'Europe/Berlin', '16:00', false],
    ['0 * 9-17 ? * SAT,SUN *', 'UTC', '10:00', false],
    ['0 * 9-17 ? * 4', 'UTC', '10:00', true],
    ['0 0/15 * ? * *', 'UTC', '10:30', true],
    ['0 0/15 * ? * *', 'UTC', '10:31', false],
    ['0 * * 15 7 ? 2026', 'UTC', '10:00', true],
    ['0 * * 15 7 ? 2027', 'UTC', '10:00', false],
    ['0 * * 16 * ?', 'UTC', '10:00', false],
    ['0 * 0 16 * ?', 'Europe/Berlin', '22:30', true],
  ])('takes %s in %s at %s for %s', (cron, zone, time, isOpen) => {
    expect(isInWindow(cron, zone, at(time))).toBe(isOpen);
  });

  it.each(['', '* * *', '0 * * * * * * *'])('refuses "%s"', cron => {
    expect(() => isInWindow(cron, 'UTC', at('10:00'))).toThrow(
      'no cron expression',
    );
  });

  it('refuses an unknown time zone', () => {
    expect(() => isInWindow('0 * * ? * *', 'Nowhere', at('10:00'))).toThrow(
      'Nowhere is no time zone',
    );
  });
});
