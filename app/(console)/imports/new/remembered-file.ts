const key = "hubload:file";

/** The name of the file this tab was working with: a reload loses the file, not its name. A full or blocked store loses only the name. */
export const rememberedFile = {
  read(): string | null {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return null;
    }
  },
  write(name: string | null): void {
    try {
      if (name === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, name);
    } catch {
      // The name is a courtesy: without it the page says "Drop the file again".
    }
  },
};
