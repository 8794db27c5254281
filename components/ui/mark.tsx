/** Hubload's mark: an H whose bar is a double rule. */
export function Mark({ className = "size-6" }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" className={`${className} shrink-0`}>
      <rect x="3" y="2.5" width="3.6" height="19" rx=".8" />
      <rect x="17.4" y="2.5" width="3.6" height="19" rx=".8" />
      <rect x="6.6" y="9.1" width="10.8" height="2" />
      <rect x="6.6" y="12.9" width="10.8" height="2" />
    </svg>
  );
}
