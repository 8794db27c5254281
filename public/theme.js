// Runs before the first paint, so that a chosen theme never flashes. Without a choice the theme follows the system.
try {
  const theme = localStorage.getItem("hubload-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to this page: the system's theme it is.
}
