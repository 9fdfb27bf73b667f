import type { Phrase } from 'backstage-plugin-cross-account-pipelines-core';
import { useSentences } from '../sentences/useSentences';
import { ShortText } from './ShortText';

/** A sentence of the engine in the reader's language. */
export function Sentence(props: { text: string; phrases?: readonly Phrase[] }) {
  const { say } = useSentences();
  return <ShortText text={say(props.text, props.phrases)} />;
}
