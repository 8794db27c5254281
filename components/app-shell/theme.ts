export type Theme = "system" | "light" | "dark";

/** public/theme.js reads the same key before the first paint. */
const key = "hubload-theme";

export const themes: readonly { value: Theme; label: string }[] = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

export function isTheme(value: string): value is Theme {
  return themes.some((theme) => theme.value === value);
}

/** The theme the page has now. */
export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme ?? "system";
  return isTheme(chosen) ? chosen : "system";
}

/** Takes effect at once and is kept for this browser; where storage is closed, for this page. */
export function chooseTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === "system") localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // Storage is closed to this page; the choice holds until it is left.
  }
}
