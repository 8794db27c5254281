import type { Metadata } from "next";
import { ImportWizard } from "./import-wizard";

export const metadata: Metadata = { title: "Load a file" };

export default function NewImportPage() {
  return <ImportWizard />;
}
