/** A part of the page whose code loads when it is first shown. After a failure it can be requested again. */
import { lazy, Suspense, type ComponentType, type ReactNode } from "react";
import { ErrorBoundary, type Failed } from "../shell/ErrorBoundary.tsx";
import { useOnline } from "./use-media.ts";

class NotLoaded extends Error {
  /** Requests the code again the next time the part is drawn. */
  readonly askAgain: () => void;

  constructor(reason: unknown, askAgain: () => void) {
    super(reason instanceof Error ? reason.message : String(reason));
    this.askAgain = askAgain;
  }
}

/** Suspends while `load` runs, and throws `NotLoaded` if it fails. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const ask = () =>
    lazy(async () => {
      try {
        return { default: await load() };
      } catch (reason) {
        throw new NotLoaded(reason, () => (Asked = ask()));
      }
    });
  let Asked: ComponentType<P> = ask() as ComponentType<P>;
  return function Lazily(props: P) {
    const Part = Asked;
    return <Part {...props} />;
  };
}

/** A part of the page that loads lazily. `waiting` stands in while its code loads, and a message if this fails. */
export function lazyPart<P extends object>(
  load: () => Promise<ComponentType<P>>,
  waiting: ReactNode = null,
): ComponentType<P> {
  const Part = lazily(load);
  return function LazyPart(props: P) {
    return (
      <Loading waiting={waiting}>
        <Part {...props} />
      </Loading>
    );
  };
}

/**
 * Wraps parts of the page that may load lazily. A placeholder stands in while its code loads, and a message if
 * loading fails.
 */
export function Loading({
  waiting,
  children,
}: {
  readonly waiting: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <ErrorBoundary Fallback={Missing}>
      <Suspense fallback={waiting}>{children}</Suspense>
    </ErrorBoundary>
  );
}

/** Says what failed in a part of the page and what the user can do. */
export function Missing({ error, onRetry }: Failed) {
  const online = useOnline();
  const notLoaded = error instanceof NotLoaded ? error : undefined;
  return (
    <div className="sheet-failure" role="alert">
      <p>
        {notLoaded
          ? "This part of the page could not be loaded. Training goes on."
          : "This part of the page could not be shown. Training goes on behind it."}{" "}
        {!online && "You are offline."}
      </p>
      <p>
        If it happens again, reload the page; your experiment is in its address. The browser says:{" "}
        {error.message}
      </p>
      <div className="ways-on row">
        {notLoaded && (
          <button
            type="button"
            onClick={() => {
              notLoaded.askAgain();
              onRetry();
            }}
          >
            Try again
          </button>
        )}
        <button type="button" onClick={() => window.location.reload()}>
          Reload the page
        </button>
      </div>
    </div>
  );
}
