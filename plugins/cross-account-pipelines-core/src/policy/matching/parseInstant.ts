const LONGEST = 40;

const EPOCH_SECONDS = /^-?\d{5,16}(?:\.\d{1,9})?$/;

/** https://www.w3.org/TR/NOTE-datetime */
const ISO_8601 =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d))?)?)?$/;

function offsetInMinutes(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') {
    return 0;
  }
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}

/**
 * Milliseconds since 1970 of a date as policies write it: ISO 8601, or seconds
 * since 1970. `undefined` for anything else.
 * `IAM/latest/UserGuide/reference_policies_elements_condition_operators`
 */
export function parseInstant(text: string): number | undefined {
  if (text.length > LONGEST) {
    return undefined;
  }
  if (EPOCH_SECONDS.test(text)) {
    return Number(text) * 1000;
  }
  const match = ISO_8601.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const date = Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1));
  const hasDay = new Date(date)
    .toISOString()
    .startsWith(
      [year, month, day].filter(part => part !== undefined).join('-'),
    );
  const [hours, minutes, seconds] = [hour, minute, second].map(part =>
    Number(part ?? 0),
  );
  if (!hasDay || hours > 23 || minutes > 59 || seconds > 59) {
    return undefined;
  }
  const secondsOfDay =
    (hours * 60 + minutes - offsetInMinutes(zone)) * 60 +
    seconds +
    Number(`0.${fraction ?? 0}`);
  return date + secondsOfDay * 1000;
}
