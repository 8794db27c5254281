/** A field records are sent to. The fields of our HTTP API have this shape; so may those of a test. */
export interface TargetField {
  /** What stands in the header of the file sent. */
  path: string;
  label: string;
  type: "string" | "number" | "integer" | "boolean" | "date" | "object" | "array" | "unknown";
  /** `null`: not known. */
  required: boolean | null;
  readOnly: boolean | null;
  /** Java date pattern, such as `yyyy-MM-dd`. */
  mask?: string | undefined;
  maxLength?: number | undefined;
  allowedValues?: { value: string; label?: string | undefined }[] | undefined;
  description?: string | undefined;
}
