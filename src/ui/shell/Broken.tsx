/** Replaces the page after it has failed. */

export function Broken({ error }: { readonly error: Error }) {
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
