"use client";
import { type ReactNode, startTransition, useEffect, useState } from "react";

/**
 * Draws its children when the rest is there, bit by bit and in tasks of their own: the page answers in between.
 *
 * @param instead stands in their place until then, as large as they are
 */
export function Later({ children, instead = null }: { children: ReactNode; instead?: ReactNode }) {
  const [isDue, setDue] = useState(false);
  useEffect(() => startTransition(() => setDue(true)), []);
  return isDue ? children : instead;
}
