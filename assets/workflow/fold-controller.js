/*
 * In a hand, a page opens on what is to be done: its other parts fold under their headings. At a desk, and
 * without this file, nothing is folded. `keep` names the parts that stay.
 */
class FoldController extends window.StimulusModule.Controller {
  static values = {
    keep: { type: Array, default: ['maintenant', 'appel', 'lieux'] },
    parts: { type: String, default: 'section.work-block, .work-head__more' },
    narrow: { type: String, default: '(max-width: 49.999em)' },
  };

  connect() {
    this.fit();
  }

  disconnect() {
    this.unfold();
  }

  /* The window may be turned. */
  fit() {
    if (window.matchMedia(this.narrowValue).matches) this.fold();
    else this.unfold();
  }

  fold() {
    this.element.querySelectorAll(this.partsValue).forEach((part) => {
      const heading = part.querySelector(':scope > .work-section, :scope > .work-fold__heading');
      if (!heading || this.keepValue.includes(part.id)) return;
      const details = document.createElement('details');
      details.className = 'work-fold';
      details.open = `#${part.id}` === window.location.hash;
      const summary = document.createElement('summary');
      summary.append(heading);
      details.append(summary, ...part.childNodes);
      part.append(details);
    });
  }

  unfold() {
    this.element.querySelectorAll('details.work-fold').forEach((details) => {
      const [summary, ...rest] = details.childNodes;
      details.replaceWith(...summary.childNodes, ...rest);
    });
  }

  /* A link leads into a part that is folded. */
  reveal() {
    const part = window.location.hash && document.getElementById(window.location.hash.slice(1));
    const details = part && part.querySelector(':scope > details.work-fold');
    if (details) details.open = true;
  }
}

window.wagtail.app.register('psf-fold', FoldController);
