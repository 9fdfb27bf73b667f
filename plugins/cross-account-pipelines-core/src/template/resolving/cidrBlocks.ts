interface AddressVersion {
  bits: number;
  read(text: string): bigint | undefined;
  write(address: bigint): string;
}

const ipv4: AddressVersion = {
  bits: 32,
  read: text => {
    const parts = text.split('.').map(Number);
    const valid =
      parts.length === 4 &&
      parts.every(part => Number.isInteger(part) && part >= 0 && part < 256);
    return valid
      ? parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n)
      : undefined;
  },
  write: address =>
    [24n, 16n, 8n, 0n].map(shift => (address >> shift) & 255n).join('.'),
};

const ipv6: AddressVersion = {
  bits: 128,
  read: text => {
    const [head, tail] = text.split('::');
    const left = head ? head.split(':') : [];
    const right = tail ? tail.split(':') : [];
    const gap = tail === undefined ? 0 : 8 - left.length - right.length;
    const groups = [...left, ...Array(Math.max(gap, 0)).fill('0'), ...right];
    const valid =
      groups.length === 8 &&
      groups.every(group => /^[0-9a-f]{1,4}$/i.test(group));
    return valid
      ? groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n)
      : undefined;
  },
  write: address =>
    Array.from({ length: 8 }, (_, index) =>
      ((address >> BigInt(112 - index * 16)) & 65535n).toString(16),
    )
      .join(':')
      .replace(/(?:^|:)0(?::0)+$/, '::'),
};

/**
 * The first blocks of equal size in an address block, as `Fn::Cidr` gives them.
 *
 * See `AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr`.
 *
 * @throws Error when the block is malformed or too small
 */
export function cidrBlocks(options: {
  /** e.g. `10.0.0.0/16` */
  block: string;
  /** 1 to 256. */
  count: number;
  /** Bits of an address within one block. */
  hostBits: number;
}): string[] {
  const { block, count, hostBits } = options;
  const [address, prefixText] = block.split('/');
  const version = address.includes(':') ? ipv6 : ipv4;
  const first = version.read(address);
  const prefix = Number(prefixText);
  const newPrefix = version.bits - hostBits;
  if (
    first === undefined ||
    !Number.isInteger(prefix) ||
    prefix < 0 ||
    prefix > version.bits
  ) {
    throw new Error(`${block} is not an address block`);
  }
  if (!Number.isInteger(count) || count < 1 || count > 256) {
    throw new Error(`Fn::Cidr makes 1 to 256 blocks, not ${count}`);
  }
  if (
    !Number.isInteger(hostBits) ||
    newPrefix < prefix ||
    hostBits < 0 ||
    count > 2 ** Math.min(newPrefix - prefix, 30)
  ) {
    throw new Error(
      `${block} does not hold ${count} blocks of ${hostBits} address bits`,
    );
  }
  const network =
    (first >> BigInt(version.bits - prefix)) << BigInt(version.bits - prefix);
  return Array.from({ length: count }, (_, index) => {
    const start = network + (BigInt(index) << BigInt(hostBits));
    return `${version.write(start)}/${newPrefix}`;
  });
}
