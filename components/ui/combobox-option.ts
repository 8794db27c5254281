export interface ComboboxOption {
  value: string;
  label: string;
  /** The raw name, small beside it; searched too. */
  detail?: string | undefined;
  group?: string | undefined;
  /** By whom it is used already; it can still be chosen. */
  taken?: string | undefined;
}
