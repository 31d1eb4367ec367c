/**
 * An error boundary. It keeps a fault in one part of the page from breaking the rest, and offers remedies in
 * place of that part.
 */
import { Component, type ComponentType, type ReactNode } from "react";

export interface Failed {
  readonly error: Error;
  /** Draws the part again. */
  readonly onRetry: () => void;
}

interface Props {
  readonly Fallback: ComponentType<Failed>;
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | undefined;
}

export class ErrorBoundary extends Component<Props, State> {
  override readonly state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { Fallback, children } = this.props;
    const { error } = this.state;
    return error ? <Fallback error={error} onRetry={() => this.setState({ error: undefined })} /> : children;
  }
}

/** Replaces the page after it has failed. */
export function Broken({ error }: Failed) {
  return (
    <main className="content">
      <div className="banner error" role="alert">
        <p>
          <strong>The page could not be drawn.</strong> Reload it; your experiment is in its address. The
          browser says: {error.message}
        </p>
        <button type="button" onClick={() => window.location.reload()}>
          Reload the page
        </button>
      </div>
    </main>
  );
}
