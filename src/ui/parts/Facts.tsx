/** Names and what they stand for. Entries without content are left out. */
import { Fragment, type ReactNode } from "react";

export const Facts = ({ facts }: { readonly facts: Readonly<Record<string, ReactNode>> }) => (
  <dl className="facts">
    {Object.entries(facts).map(
      ([name, content]) =>
        content && (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{content}</dd>
          </Fragment>
        ),
    )}
  </dl>
);
