import { configure } from "@testing-library/react";

// Whole pages in a slow engine: what takes long here is not what is tested.
configure({ asyncUtilTimeout: 10_000 });

// jsdom lays nothing out, so that no size ever changes. As a browser does, the first size is told, where a test says it.
globalThis.ResizeObserver ??= class {
  #tell: ResizeObserverCallback;
  constructor(tell: ResizeObserverCallback) {
    this.#tell = tell;
  }
  observe(target: Element) {
    const { clientWidth: inlineSize, clientHeight: blockSize } = target;
    if (inlineSize === 0 && blockSize === 0) return;
    this.#tell(
      [{ target, borderBoxSize: [{ inlineSize, blockSize }] } as unknown as ResizeObserverEntry],
      this,
    );
  }
  unobserve() {}
  disconnect() {}
};
