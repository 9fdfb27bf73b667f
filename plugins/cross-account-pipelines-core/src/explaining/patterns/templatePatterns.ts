import type { Pattern } from './Pattern';

/** The CloudFormation template and its parameters. */
export const templatePatterns: Pattern[] = [
  {
    says: /Unable to fetch parameters \[["']?(?<item>[^\s\]"']{1,200})|(?:SSM )?Parameters?:? \[?["']?(?<resource>\/?[\w./-]{1,150})["']?\]? (?:not found|cannot be found|(?:does not|doesn't) exist) in (?:the )?parameter store|from parameter store for this account/i,
    unless: /cdk-bootstrap/,
    means: ['template-parameter-not-in-store'],
  },
  {
    says: /Could not (?:resolve|find|fetch) .{0,60}(?:dynamic reference|resolve:)|(?:dynamic reference|\{\{resolve:).{0,160}(?:not found|could not|does not exist|unable|invalid|can't find)|SSM Secure reference is not supported/i,
    means: ['dynamic-reference-unresolved'],
  },
  {
    says: /No transform named ["']?(?<item>[^\s"']{1,200}?)["']?\.? (?:found|exists)|Transform ["']?\S{1,200}["']? (?:failed|not found|does not exist)|(?:failed|error)\b.{0,40}\btransform \S{1,100}:?|macro .{0,80}(?:not found|does not exist)/i,
    needsAws: true,
    means: ['macro-missing'],
  },
  {
    says: /in a cross-environment fashion|cannot consume a cross reference|Cannot reference across (?:apps|accounts|regions)|Cross stack references are only supported|cross-(?:account|region) (?:stack )?references?.{0,60}(?:not supported|only)/i,
    means: ['cross-environment-reference'],
  },
  {
    says: /Unrecognized resource types?|(?:resource )?type .{0,80}(?:is not (?:available|supported)|not (?:registered|activated|found)) in .{0,30}(?:region|account)|TypeNotFoundException|does not exist in the CloudFormation Registry/i,
    means: ['type-not-available'],
  },
  {
    says: /Parameters: \[.{0,200}\] (?:must have values|do not exist)|Parameter (?:validation failed|['"]?\w{1,80}['"]? must (?:match|be one of|contain)).{0,80}|parameter value .{0,160}does not (?:exist|match)|ParameterOverrides .{0,60}(?:invalid|not valid|JSON)|Missing (?:required )?parameters?: ?\[?\w/i,
    needsAws: true,
    means: ['parameter-missing'],
  },
  {
    says: /TemplateURL must (?:be|reference)|Template ?(?:URL|Path).{0,80}(?:must|invalid|not (?:found|supported))|template file .{0,120}(?:does not exist|not found)/i,
    means: ['template-location', 'template-unreadable'],
  },
  {
    says: /(?:Properties|Model|Resource template) validation failed(?: for resource (?<resource>\S{1,200}))?|extraneous key \[|required key \[|Encountered unsupported property|Value of property \{?\w{1,80}\}? must be/i,
    means: ['property-invalid'],
  },
  {
    says: /subschema matches|Property \S{1,80} (?:cannot be empty|must (?:be|not))|expected type: \w{1,20}, found: |is not a valid enum value|#\/[\w/]{1,120}: (?:expected|required|extraneous|failed)|VALIDATION_ERROR/i,
    needsAws: true,
    means: ['property-invalid'],
  },
  {
    says: /Template (?:format|validation) error|Template error|Unresolved resource dependencies|Circular dependency between resources/i,
    means: ['template-invalid'],
  },
];
