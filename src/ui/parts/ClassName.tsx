/** The name of a class. A style cuts a long one, and the title has the whole. */
const LONG = 12;

export const ClassName = ({ children }: { readonly children: string }) => (
  <span className="class-name cut" title={children.length > LONG ? children : undefined}>
    {children}
  </span>
);
