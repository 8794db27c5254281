import { LoaderCircle } from "lucide-react";
import { classNames } from "./class-names";

/** Never stands without a word beside it. Still where motion is not wanted. */
export function Spinner({ className = "size-3.5" }: { className?: string }) {
  return <LoaderCircle aria-hidden className={classNames("turning", className)} />;
}
