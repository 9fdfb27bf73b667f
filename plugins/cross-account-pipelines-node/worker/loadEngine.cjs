const fs = require('node:fs');
const { dirname, join } = require('node:path');
const zlib = require('node:zlib');

/**
 * `@aws/cloudformation-validate` carries the schemas of all resource types of
 * AWS, as compressed JSON inside its WebAssembly, and reads all of them when it
 * starts: two seconds and 400 MB, most of them for types that a template does not
 * have. So it is given its own binary with the schemas of the types that it will
 * meet. The code of the library stays as it is, and so does everything in its data
 * that is not told apart by resource type or service.
 *
 * Where the binary is not made as it is known to be, or Node cannot read the
 * compression, the library starts with everything.
 */

/** How a frame of Zstandard begins. */
const frameStart = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** A frame that decoders skip, of the size that follows. */
const skippedFrame = 0x184d2a50;

/** More than the largest data takes, so that it is read in one go. */
const chunkSize = 16 * 1024 * 1024;

/** The schema of what a template makes by a type of its own. */
const alwaysNeeded = ['AWS::CloudFormation::CustomResource'];

/**
 * @typedef {object} Slice
 * @property {RegExp} begins what the JSON begins with
 * @property {(read: () => Buffer, types: string[], head: RegExpExecArray) =>
 *   string | undefined} take what is wanted of the JSON; undefined is all of it
 *
 * @type {Slice[]}
 */
const slices = [
  {
    begins: /^\{"[\w:]+":\{"type_name":/,
    take: (read, types) => `{${entriesOf(read(), types)}}`,
  },
  {
    begins: /^\{"schema_metadata":\{/,
    take: (read, types) => `{"schema_metadata":{${entriesOf(read(), types)}}}`,
  },
  {
    begins: /^\{"region_resource_types":\{/,
    take(read, types) {
      const { region_resource_types: regions } = JSON.parse(read());
      for (const [region, available] of Object.entries(regions)) {
        regions[region] = Object.fromEntries(
          types.filter(type => available[type]).map(type => [type, true]),
        );
      }
      return JSON.stringify({ region_resource_types: regions });
    },
  },
  {
    begins: /^\{("aws_rds_dbinstance_\w+"):\{/,
    take: (_, types, [, name]) =>
      types.some(type => type.startsWith('AWS::RDS::'))
        ? undefined
        : `{${name}:{"none":{}}}`,
  },
];

/**
 * Starts the library.
 *
 * @param {string} library - the path of its entry point
 * @param {string[] | undefined} types - all that it needs to know; without them
 *   it knows all there are
 */
function loadEngine(library, types) {
  try {
    const binary = types && sliceBinary(binaryOf(library), types);
    if (binary) {
      return new (requireWithBinary(library, binary).CelEngine)();
    }
  } catch {
    // Its data is another, or it misses something: with everything it starts.
  }
  return new (requireAnew(library).CelEngine)();
}

function binaryOf(library) {
  return fs.readFileSync(join(dirname(library), 'bindings_wasm_bg.wasm'));
}

/** A binary with less data; undefined where it is not as it is known to be. */
function sliceBinary(binary, types) {
  if (!zlib.zstdDecompressSync) {
    return undefined;
  }
  const wanted = [...new Set([...types, ...alwaysNeeded])].sort();
  const done = new Set();
  let at = binary.indexOf(frameStart);
  while (at >= 0) {
    const frame = frameAt(binary, at);
    const slice = frame && sliceFrame(frame, wanted);
    if (slice) {
      done.add(slice);
    }
    at = binary.indexOf(frameStart, at + (frame ?? frameStart).length);
  }
  return done.size === slices.length ? binary : undefined;
}

/** Puts what is wanted in the place of the whole, in as many bytes. */
function sliceFrame(frame, types) {
  const begin = headOf(frame);
  for (const slice of slices) {
    const head = slice.begins.exec(begin);
    if (head) {
      const read = () => zlib.zstdDecompressSync(frame, { chunkSize });
      const json = slice.take(read, types, head);
      return json === undefined || replaceFrame(frame, json)
        ? slice
        : undefined;
    }
  }
  return undefined;
}

/** Whether there was room for it. */
function replaceFrame(frame, json) {
  const packed = zlib.zstdCompressSync(Buffer.from(json));
  const rest = frame.length - packed.length;
  if (rest < 8) {
    return false;
  }
  packed.copy(frame);
  frame.writeUInt32LE(skippedFrame, packed.length);
  frame.writeUInt32LE(rest - 8, packed.length + 4);
  return true;
}

/**
 * A frame of Zstandard, by RFC 8878; undefined for bytes that only look like its
 * beginning.
 */
function frameAt(bytes, start) {
  let at = start + headerLength(bytes, start);
  for (;;) {
    const block = at + 3 <= bytes.length ? blockAt(bytes, at) : undefined;
    if (!block) {
      return undefined;
    }
    at = block.end;
    if (block.isLast) {
      const checksum = bytes[start + 4] & 4;
      return bytes.subarray(start, at + checksum);
    }
  }
}

function headerLength(bytes, start) {
  const descriptor = bytes[start + 4];
  const isSingleSegment = (descriptor >> 5) & 1;
  const contentSize = [isSingleSegment, 2, 4, 8][descriptor >> 6];
  const dictionaryId = [0, 1, 2, 4][descriptor & 3];
  return 5 + (1 - isSingleSegment) + dictionaryId + contentSize;
}

function blockAt(bytes, at) {
  const header = bytes.readUIntLE(at, 3);
  const [type, size] = [(header >> 1) & 3, header >> 3];
  // A block of one repeated byte holds that byte.
  return type === 3
    ? undefined
    : { isLast: header & 1, end: at + 3 + (type === 1 ? 1 : size) };
}

/** What the text in a frame begins with: its first block, as if there were no more. */
function headOf(frame) {
  const at = headerLength(frame, 0);
  const first = Buffer.from(frame.subarray(0, blockAt(frame, at).end));
  first[4] &= ~4;
  first[at] |= 1;
  return zlib.zstdDecompressSync(first).toString('latin1', 0, 100);
}

/** The entries of some keys of an object whose keys are sorted, as text. */
function entriesOf(json, sortedKeys) {
  const entries = [];
  let at = 0;
  for (const key of sortedKeys) {
    const found = json.indexOf(`"${key}":{`, at);
    if (found >= 0) {
      at = endOfObject(json, found + key.length + 3);
      entries.push(json.toString('utf8', found, at));
    }
  }
  return entries.join();
}

function endOfObject(json, start) {
  let depth = 0;
  for (let at = start; ; at++) {
    const character = json[at];
    if (character === 0x22) {
      at = endOfString(json, at);
    } else if (character === 0x7b) {
      depth++;
    } else if (character === 0x7d && --depth === 0) {
      return at + 1;
    } else if (character === undefined) {
      throw new Error('The JSON ends too early');
    }
  }
}

function endOfString(json, start) {
  let at = start + 1;
  while (json[at] !== 0x22) {
    at += json[at] === 0x5c ? 2 : 1;
  }
  return at;
}

/** Loads the library again: an engine is as large as its binary was. */
function requireAnew(library) {
  for (const path of Object.keys(require.cache)) {
    if (dirname(path) === dirname(library)) {
      delete require.cache[path];
    }
  }
  return require(library);
}

/** The library reads its binary while it loads. This thread does nothing else. */
function requireWithBinary(library, binary) {
  const { readFileSync } = fs;
  fs.readFileSync = (path, ...options) =>
    String(path).endsWith('bindings_wasm_bg.wasm')
      ? binary
      : readFileSync(path, ...options);
  try {
    return requireAnew(library);
  } finally {
    fs.readFileSync = readFileSync;
  }
}

module.exports = { loadEngine };
