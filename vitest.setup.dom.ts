import { configure } from "@testing-library/react";

// Whole pages in a slow engine: what takes long here is not what is tested.
configure({ asyncUtilTimeout: 10_000 });

// jsdom lays nothing out, so that no size ever changes.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
