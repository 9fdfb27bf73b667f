import fc from 'fast-check';

/** Words that mean something in a policy, and to JavaScript. */
export const elementNames = fc.constantFrom(
  'Version',
  'Statement',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
  'AWS',
  'Service',
  'StringLike',
  'ForAllValues:ArnLikeIfExists',
  'NumericLessThan',
  'IpAddress',
  'Null',
  'aws:PrincipalArn',
  'aws:SourceIp',
  '__proto__',
  'constructor',
);

export const texts = fc.oneof(
  fc.constantFrom(
    '2012-10-17',
    'Allow',
    'Deny',
    '*',
    's3:*',
    'arn:aws:s3:::artifacts/*',
    'arn:aws:iam::111111111111:root',
    '${aws:username}',
    "${aws:username, '",
    '${',
    '203.0.113.0/24',
    'true',
    '111111111111',
  ),
  fc.string({ maxLength: 40 }),
);

/** Documents of the right words in any shape. */
export const { tree: anyDocument } = fc.letrec<{ tree: unknown }>(tie => ({
  tree: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    texts,
    fc.constantFrom<unknown>(null, undefined, true, 0, -1, 1e300, NaN),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(elementNames, tie('tree'), { maxKeys: 6 }),
  ),
}));

/** Puts something anywhere into something else. */
export function graft(
  target: unknown,
  path: number[],
  scion: unknown,
): unknown {
  if (typeof target !== 'object' || target === null || path.length === 0) {
    return scion;
  }
  const [choice, ...rest] = path;
  const keys = Object.keys(target);
  const key = keys[choice % Math.max(keys.length, 1)];
  if (key === undefined) {
    return scion;
  }
  const grafted = graft((target as Record<string, unknown>)[key], rest, scion);
  return Array.isArray(target)
    ? target.map((item, index) => (String(index) === key ? grafted : item))
    : { ...target, [key]: grafted };
}
