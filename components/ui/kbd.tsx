/** The key that does the same. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="inline-block h-4.25 min-w-4 rounded-1 px-1 text-center font-sans text-11 font-medium opacity-90 inset-ring inset-ring-current">
      {children}
    </kbd>
  );
}
