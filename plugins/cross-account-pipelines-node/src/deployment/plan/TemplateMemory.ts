import {
  type ParsedTemplate,
  parseTemplate,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

/** Of all texts: as many as CloudFormation takes of one template. */
const MAX_CHARACTERS = 1024 * 1024;

/**
 * Parses once what the steps of a plan, and the pipelines of a roll-out, have in
 * common. The template that nobody has asked for the longest is forgotten first.
 */
export class TemplateMemory {
  /** By their texts. */
  private readonly parsed = new Map<string, ParsedTemplate>();
  private characters = 0;

  /** As `parseTemplate` does; what is in the template is not to be changed. */
  readonly parse: typeof parseTemplate = ({ file, text }) => {
    const known = this.parsed.get(text);
    const template = known ?? parseTemplate({ file, text });
    this.forget(text);
    this.parsed.set(text, template);
    this.characters += text.length;
    for (const oldest of this.parsed.keys()) {
      if (this.characters <= MAX_CHARACTERS) {
        break;
      }
      this.forget(oldest);
    }
    return named(template, file);
  };

  private forget(text: string): void {
    if (this.parsed.delete(text)) {
      this.characters -= text.length;
    }
  }
}

/** The same text may be that of several files. */
function named(template: ParsedTemplate, file: string): ParsedTemplate {
  return template.file === file
    ? template
    : {
        ...template,
        file,
        warnings: template.warnings.map(warning => ({ ...warning, file })),
      };
}
