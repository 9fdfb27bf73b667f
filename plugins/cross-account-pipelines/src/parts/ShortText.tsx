import { Fragment } from 'react';
import { arnName } from '../documents/arnName';

const arn =
  /(arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:\d{0,12}:[^\s,;"')]*[^\s,;:.?"')])/;

/** A text with things by their names and ARNs on demand. */
export function ShortText({ text }: { text: string }) {
  // Every other part is an ARN.
  return (
    <>
      {text.split(arn).map((part, index) =>
        index % 2 === 1 ? (
          <span key={index} title={part}>
            {arnName(part)}
          </span>
        ) : (
          <Fragment key={index}>{part}</Fragment>
        ),
      )}
    </>
  );
}
