import { ActionFailure } from '../ActionFailure';
import type { RuleProvider } from './RuleProvider';

const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** `9-17`, `MON,WED`, `0/15`, `*` or `?`; of a value that may have a name. */
function fieldHas(field: string, value: number, names: string[] = []): boolean {
  const toNumber = (text: string) => {
    const index = names.indexOf(text.toUpperCase());
    return index < 0 ? Number(text) : index + (names === DAYS ? 1 : 0);
  };
  return field.split(',').some(part => {
    const [range, step] = part.split('/');
    const [from, to] = range.split('-');
    if (range === '*' || range === '?') {
      return value % Number(step ?? 1) === 0;
    }
    const start = toNumber(from);
    const alone = step ? Infinity : start;
    const end = to === undefined ? alone : toNumber(to);
    return (
      value >= start &&
      value <= end &&
      (value - start) % Number(step ?? 1) === 0
    );
  });
}

const misconfigured = (message: string) =>
  new ActionFailure('ConfigurationError', message);

/** The parts of a moment as a clock and a calendar in a time zone show them. */
function partsIn(timeZone: string, moment: Date) {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      weekday: 'short',
    });
  } catch {
    throw misconfigured(`${timeZone} is no time zone`);
  }
  const parts = format.formatToParts(moment);
  const text = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find(part => part.type === type)!.value;
  return {
    minute: Number(text('minute')),
    hour: Number(text('hour')),
    day: Number(text('day')),
    month: Number(text('month')),
    year: Number(text('year')),
    weekday: DAYS.indexOf(text('weekday').toUpperCase()) + 1,
  };
}

/**
 * Whether a moment lies in a window, to the minute.
 *
 * @param cron - six or seven fields: seconds, minutes, hours, day of the month,
 * month, day of the week (1 or SUN to 7 or SAT), year
 * @throws ActionFailure
 */
export function isInWindow(
  cron: string,
  timeZone: string,
  moment: Date,
): boolean {
  const fields = cron.trim().split(/\s+/);
  const [, minutes, hours, days, months, weekdays, years = '*'] = fields;
  if (fields.length < 6 || fields.length > 7) {
    throw misconfigured(`${cron} is no cron expression`);
  }
  const parts = partsIn(timeZone, moment);
  return (
    fieldHas(minutes, parts.minute) &&
    fieldHas(hours, parts.hour) &&
    fieldHas(days, parts.day) &&
    fieldHas(months, parts.month) &&
    fieldHas(weekdays, parts.weekday, DAYS) &&
    fieldHas(years, parts.year)
  );
}

/** Fails outside of a window of time; AWS waits for it to open, nobody here would. */
export const deploymentWindow: RuleProvider = {
  provider: 'DeploymentWindow',
  check({ configuration: { Cron = '', TimeZone = 'UTC' }, run }) {
    const isOpen = isInWindow(Cron, TimeZone, new Date());
    run.summary = `The window ${Cron} is ${isOpen ? 'open' : 'closed'}`;
    if (!isOpen) {
      throw new ActionFailure('RuleConditionNotMet', run.summary);
    }
  },
};
