/** Keeps a fault in one part of the page from taking the rest with it: what is drawn instead says what can be done. */
import { Component, type ComponentType, type ReactNode } from "react";

interface Props {
  readonly Fallback: ComponentType<{ readonly error: Error }>;
  readonly children: ReactNode;
}

export class Guard extends Component<Props, { readonly error?: Error }> {
  override readonly state: { readonly error?: Error } = {};

  static getDerivedStateFromError(error: unknown): { readonly error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { Fallback, children } = this.props;
    const { error } = this.state;
    return error ? <Fallback error={error} /> : children;
  }
}
