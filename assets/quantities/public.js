// The same boxes on pages without Stimulus. Without this script the server alone reads and counts.
(() => {
  const { TypedBox, LimitCount, FileWeight } = window.psfBoxes;

  for (const element of document.querySelectorAll('[data-controller~="psf-typed"]')) {
    const target = (name) => element.querySelector(`[data-psf-typed-target="${name}"]`);
    const box = new TypedBox({
      input: element.querySelector("input[name]"),
      said: target("said"),
      picker: target("picker"),
      native: target("native"),
      url: element.dataset.psfTypedUrlValue,
      kind: element.dataset.psfTypedKindValue,
    });
    box.input.addEventListener("input", () => box.forget());
    box.input.addEventListener("change", () => box.read());
    box.native?.addEventListener("change", (event) => {
      event.stopPropagation();
      box.take();
    });
    target("button")?.addEventListener("click", () => box.pick());
  }

  for (const input of document.querySelectorAll('[data-controller~="psf-limit"]')) {
    const count = new LimitCount(input, Number(input.dataset.psfLimitMostValue));
    input.addEventListener("input", () => count.count());
  }

  for (const input of document.querySelectorAll('[data-controller~="psf-weight"]')) {
    const weight = new FileWeight(input, Number(input.dataset.psfWeightMostValue));
    input.addEventListener("change", () => weight.weigh());
  }
})();
