/* « Toute la page » ticks every box of the list; without this file it is not shown. */
class TickAllController extends window.StimulusModule.Controller {
  static targets = ['all', 'box', 'shown'];

  connect() {
    this.show(true);
  }

  disconnect() {
    this.show(false);
  }

  show(isShown) {
    this.shownTargets.forEach((part) => {
      part.hidden = !isShown;
    });
  }

  toggle() {
    this.boxTargets.forEach((box) => {
      box.checked = this.allTarget.checked;
    });
  }
}

window.wagtail.app.register('psf-tick-all', TickAllController);
