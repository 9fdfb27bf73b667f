import { isDeepStrictEqual } from 'node:util';
import type { DocumentChange } from './hops';
import type { EditableDocument } from './EditableDocument';

interface EditedDocument {
  document: EditableDocument;
  original: unknown;
  /** By what broke it. */
  edits: Map<string, DocumentChange['edit'][]>;
  /** As it was left; another hand may have written it since. */
  left: unknown;
}

/**
 * Breaks things by changing documents, and mends them by putting the documents
 * back, in any order and however many breaks touch one document.
 */
export class HopSwitch {
  private readonly edited = new Map<string, EditedDocument>();

  /** What is broken. */
  get broken(): string[] {
    return [
      ...new Set(
        [...this.edited.values()].flatMap(({ edits }) => [...edits.keys()]),
      ),
    ];
  }

  break(what: string, changes: DocumentChange[]): void {
    for (const { document, edit } of changes) {
      const known = this.edited.get(document.id) ?? {
        document,
        original: document.read(),
        edits: new Map(),
        left: document.read(),
      };
      known.edits.set(what, [...(known.edits.get(what) ?? []), edit]);
      this.edited.set(document.id, known);
      this.write(known);
    }
  }

  /** Does nothing for what is not broken. */
  mend(what: string): void {
    for (const edited of this.edited.values()) {
      if (!edited.edits.delete(what)) {
        continue;
      }
      if (isDeepStrictEqual(edited.document.read(), edited.left)) {
        this.write(edited);
      }
      if (edited.edits.size === 0) {
        this.edited.delete(edited.document.id);
      }
    }
  }

  private write(edited: EditedDocument): void {
    const edits = [...edited.edits.values()].flat();
    edited.document.write(
      edits.reduce<unknown>(
        (document, edit) => edit(document),
        edited.original,
      ),
    );
    edited.left = edited.document.read();
  }
}
